import { bytes, GiB, MiB } from '@bootwright/core';
import { describe, expect, test } from 'vitest';
import { diagnoseHost } from './diagnose-host.ts';
import type { HostFact, HostNeed } from './host-need.ts';

const program = { kind: 'program', program: 'osbuild' } as const;
const container = { kind: 'container', engine: 'podman', image: 'registry.example.com/osbuild' } as const;
const absent: HostFact = { kind: 'absent' };

/** What a need is called, how it stands where it is not met, and what fixes it. */
const unmet: readonly (readonly [HostNeed, string, 'missing' | 'doubtful', string | RegExp])[] = [
  [{ kind: 'root' }, 'root', 'missing', 'run it with sudo'],
  [{ kind: 'mounting' }, 'permission to mount', 'missing', 'run it as root; in a container, with --privileged'],
  [{ kind: 'loop-devices' }, 'loop devices', 'missing', /^modprobe loop;/],
  [{ kind: 'partitions' }, 'partitions of loop devices', 'missing', /CONFIG_EFI_PARTITION/],
  [{ kind: 'filesystem', name: 'vfat' }, 'the file system vfat', 'missing', /^modprobe vfat;/],
  [{ kind: 'filesystem', name: 'xfs', onlyFor: 'disks with xfs' }, 'the file system xfs', 'doubtful', /^modprobe xfs;/],
  [{ kind: 'verity', filesystem: 'ext4' }, 'fs-verity on ext4', 'missing', /CONFIG_FS_VERITY/],
  [{ kind: 'device-mapper' }, 'the device mapper', 'missing', /^modprobe dm-mod;/],
  [{ kind: 'program', name: 'skopeo', why: 'x' }, 'skopeo', 'missing', /"apt install skopeo"/],
  [
    { kind: 'python-module', name: 'librepo', why: 'x' },
    'the Python module librepo',
    'missing',
    /"apt install python3-librepo"/,
  ],
  [{ kind: 'osbuild', installation: program }, 'osbuild', 'missing', /"dnf install osbuild .*--osbuild-image/],
  [
    { kind: 'osbuild', installation: container },
    'osbuild in registry.example.com/osbuild',
    'missing',
    'podman pull registry.example.com/osbuild',
  ],
  [{ kind: 'kernel', least: '6.12' }, 'Linux 6.12 or later', 'missing', /--in-vm .*--vm-kernel$/],
  [
    { kind: 'kernel', machine: {} },
    'a kernel for the virtual machine',
    'missing',
    'name a newer kernel with --vm-kernel',
  ],
  [{ kind: 'storage-configuration' }, 'storage.conf of containers', 'missing', /'\[storage\]' 'driver = "overlay"'/],
  [{ kind: 'image-store' }, 'podman --imagestore', 'missing', 'install podman 4.6 or later'],
  [{ kind: 'image', id: 'sha256:0123456789abcdef0' }, 'the image sha256:0123456789ab', 'missing', /^podman pull NAME,/],
  [{ kind: 'image', id: 'sha256:0', name: 'os:1' }, 'the image os:1', 'missing', /^podman pull os:1,/],
  [{ kind: 'kvm', architecture: 'x86_64' }, 'KVM', 'doubtful', /virtualization/],
  [{ kind: 'firmware', architecture: 'x86_64' }, 'UEFI firmware for x86_64', 'missing', /./],
  [{ kind: 'tpm' }, 'swtpm', 'doubtful', /"apt install swtpm"/],
];

test.each(unmet)('$kind that is not met', (need, title, state, cure) => {
  const [finding] = diagnoseHost([{ need, fact: absent }]);
  expect(finding).toMatchObject({ need, title, state });
  expect(finding?.cure).toMatch(cure);
});

describe('what was found', () => {
  const vfat: HostNeed = { kind: 'filesystem', name: 'vfat' };
  const space: HostNeed = { kind: 'space', what: 'the cache', path: '/var', least: GiB(2), most: GiB(20) };
  const memory: HostNeed = { kind: 'memory', least: MiB(1024) };

  test.each<readonly [string, HostNeed, HostFact, string, string]>([
    ['there', vfat, { kind: 'present', detail: 'the kernel supports it' }, 'ok', 'the kernel supports it'],
    ['there, without a word', vfat, { kind: 'present' }, 'ok', 'found'],
    ['a module of it', vfat, { kind: 'module', name: 'vfat' }, 'ok', 'the kernel can load its module vfat'],
    ['nobody knows', vfat, { kind: 'unknown', why: 'only root can try' }, 'doubtful', 'only root can try'],
    [
      'why not',
      vfat,
      { kind: 'absent', why: 'the kernel does not support it' },
      'missing',
      'the kernel does not support it',
    ],
    ['enough space', space, { kind: 'amount', bytes: GiB(30) }, 'ok', '30.0 GiB free'],
    [
      'space that may do',
      space,
      { kind: 'amount', bytes: GiB(4) },
      'doubtful',
      '4.0 GiB free, up to 20.0 GiB may be needed',
    ],
    ['too little space', space, { kind: 'amount', bytes: MiB(500) }, 'missing', '500 MiB free, 2.0 GiB are needed'],
    ['no space', space, { kind: 'amount', bytes: bytes(0) }, 'missing', '0 B free, 2.0 GiB are needed'],
    ['little memory', memory, { kind: 'amount', bytes: MiB(200) }, 'doubtful', '200 MiB free, 1 GiB are recommended'],
  ])('%s', (_, need, fact, state, found) => {
    expect(diagnoseHost([{ need, fact }])).toMatchObject([{ state, found }]);
  });

  test('the cure that a probe knows is better', () => {
    const fact: HostFact = { kind: 'absent', why: 'x', hint: 'add yourself to the group kvm' };
    expect(diagnoseHost([{ need: { kind: 'kvm', architecture: 'x86_64' }, fact }])).toMatchObject([
      { cure: 'add yourself to the group kvm' },
    ]);
  });
});
