import { type Architecture, bytes, GiB, MiB } from '@bootwright/core';
import type { Partition, PartitionTable } from '../src/index.ts';

// The tables that the reference starts from: data/distrodefs/bootc-generic/imagetypes.yaml.

const start = bytes(0);

const biosBoot: Partition = { start, size: MiB(1), type: '21686148-6449-6E6F-744E-656564454649', bootable: true };
const prep: Partition = { start, size: MiB(4), type: '9E1A2D38-C612-4316-AA26-8B49521E5A8B', bootable: true };
const esp: Partition = {
  start,
  size: MiB(501),
  type: 'C12A7328-F81F-11D2-BA4B-00A0C93EC93B',
  payload: {
    kind: 'filesystem',
    type: 'vfat',
    label: 'EFI-SYSTEM',
    mountpoint: '/boot/efi',
    fstab: { options: 'umask=0077,shortname=winnt', pass: 2 },
  },
};
const boot: Partition = {
  start,
  size: GiB(1),
  type: 'BC13C2FF-59E6-4262-A352-B275FD6F7172',
  payload: { kind: 'filesystem', type: '', label: 'boot', mountpoint: '/boot', fstab: { options: 'ro' } },
};
const root: Partition = {
  start,
  size: GiB(2),
  type: '0FC63DAF-8483-4772-8E79-3D69D8477DE4',
  payload: { kind: 'filesystem', type: '', label: 'root', mountpoint: '/', fstab: { options: 'ro' } },
};

const gpt = (...partitions: Partition[]): PartitionTable => ({ type: 'gpt', size: bytes(0), partitions });

export const baseTables: Readonly<Partial<Record<Architecture, PartitionTable>>> = {
  x86_64: gpt(biosBoot, esp, boot, root),
  aarch64: gpt(esp, boot, root),
  ppc64le: gpt(prep, boot, root),
  s390x: gpt(boot, root),
};

export const defaultImageSize = GiB(10);
