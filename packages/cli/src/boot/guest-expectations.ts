import { createHash } from 'node:crypto';
import { type Blueprint, type Customizations, isHashed, type PartitionCustomization } from '@bootwright/blueprint';
import { defined, unreachable } from '@bootwright/core';
import type { GuestExpectation } from '@bootwright/guest-checks';

/** What a system built with a blueprint must contain, as far as a program inside can check it. */
export function guestExpectations({ customizations = {} }: Blueprint): readonly GuestExpectation[] {
  const { hostname, kernel } = customizations;
  return [
    ...(hostname === undefined ? [] : [{ kind: 'hostname', hostname } as const]),
    ...(kernel?.append ?? '')
      .split(/\s+/)
      .filter((argument) => argument !== '')
      .map((argument) => ({ kind: 'kernel-argument', argument }) as const),
    ...accountExpectations(customizations),
    ...nodeExpectations(customizations),
    ...mountExpectations(customizations),
    ...unitExpectations(customizations),
  ];
}

function accountExpectations({ user = [], group = [], sshkey = [] }: Customizations): readonly GuestExpectation[] {
  return [
    ...group.map(({ name, gid }): GuestExpectation => ({ kind: 'group', name, ...defined({ gid }) })),
    ...user.map(({ name, uid, home, shell, groups, key, password }): GuestExpectation => {
      const sshKey = key === '' ? undefined : key;
      const about = { uid, home, shell, groups, sshKey, password: expectedPassword(password) };
      return { kind: 'user', name, ...defined(about) };
    }),
    ...sshkey.map(({ user: name, key }): GuestExpectation => ({ kind: 'user', name, sshKey: key })),
  ];
}

/** A plain password is hashed with a salt that only the build knows; an empty one locks the account. */
function expectedPassword(
  password: string | undefined,
): Extract<GuestExpectation, { kind: 'user' }>['password'] | undefined {
  if (password === undefined || password === '') return undefined;
  return isHashed(password) ? { kind: 'hash', hash: password } : { kind: 'any' };
}

function nodeExpectations({ directories = [], files = [] }: Customizations): readonly GuestExpectation[] {
  return [
    ...directories.map(({ ensure_parents: _, ...directory }) => ({ kind: 'directory', ...directory }) as const),
    ...files.map(({ data, uri, ...file }): GuestExpectation => {
      const digest = createHash('sha256').update(data ?? '');
      return { kind: 'file', ...file, ...(uri === undefined && { sha256: digest.digest('hex') }) };
    }),
  ];
}

function mountExpectations({ filesystem = [], disk }: Customizations): readonly GuestExpectation[] {
  const plain = filesystem.map(({ mountpoint, minsize }) => ({ path: mountpoint, minimumSize: minsize }));
  return [...plain, ...(disk?.partitions ?? []).flatMap(mountsOf)].map((mount) => ({
    kind: 'mount',
    ...mount,
    // bootc mounts the installed file system at /sysroot; the root itself is a deployment in it.
    path: mount.path === '/' ? '/sysroot' : mount.path,
  }));
}

type Mount = Omit<Extract<GuestExpectation, { kind: 'mount' }>, 'kind'>;

function mountsOf(partition: PartitionCustomization): readonly Mount[] {
  switch (partition.type) {
    case 'plain':
      return mountOf(partition);
    case 'lvm':
      return (partition.logical_volumes ?? []).flatMap(mountOf);
    case 'btrfs':
      return (partition.subvolumes ?? []).map(({ mountpoint: path }) => ({ path, fileSystem: 'btrfs' }));
    default:
      return unreachable(partition);
  }
}

type MountedVolume = Pick<Extract<PartitionCustomization, { type: 'plain' }>, 'mountpoint' | 'fs_type' | 'minsize'>;

function mountOf({ mountpoint: path, fs_type: fileSystem, minsize: minimumSize }: MountedVolume): readonly Mount[] {
  // The system mounts its ESP only on access.
  if (path === undefined || path === '/boot/efi') return [];
  return [{ path, minimumSize, ...defined({ fileSystem }) }];
}

function unitExpectations({ services = {} }: Customizations): readonly GuestExpectation[] {
  return (['enabled', 'disabled', 'masked'] as const).flatMap((state) =>
    (services[state] ?? []).map((name) => {
      const unit = /\.\w+$/.test(name) ? name : `${name}.service`;
      return { kind: 'unit', unit, state };
    }),
  );
}
