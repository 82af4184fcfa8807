import type { Customizations } from '@bootwright/blueprint';
import type { BuildRequest } from '@bootwright/build-request';
import { bytes, dpsRootTypes, Fault, GiB, MiB, renderPath } from '@bootwright/core';
import { mountables, type PartitionTable } from '@bootwright/disk';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  containerFor,
  sampleContainer,
  sampleRequest,
  sealedContainer,
} from '../../build-request/testing/sample-request.ts';
import { plannedDisk } from '../testing/planned-disk.ts';

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) deepFreeze(inner);
    Object.freeze(value);
  }
  return value;
}

function plan(customizations: Customizations = {}, changes: Partial<BuildRequest> = {}) {
  return plannedDisk(deepFreeze(sampleRequest(customizations, changes)));
}

function faults(run: () => unknown): readonly (readonly [string, string])[] {
  try {
    run();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return error.all().map(({ code, at }) => [code, renderPath(at?.path ?? [])] as const);
  }
  return [];
}

const everyCustomization: Customizations = {
  kernel: { append: 'quiet' },
  group: [{ name: 'ops' }],
  user: [{ name: 'core', key: 'ssh-ed25519 A' }],
  sshkey: [{ user: 'root', key: 'ssh-ed25519 B' }],
  directories: [{ path: '/etc/app.d' }],
  files: [{ path: '/etc/app.d/a', data: 'x' }],
  ignition: { firstboot: { url: 'https://example.com/config.ign' } },
  bootloader: { grub2: { serial: 'serial --unit=0' } },
  filesystem: [{ mountpoint: '/var/data', minsize: GiB(2) }],
};

describe('an unsealed image', () => {
  test('grants every request in the order in which they depend on each other', () => {
    const { customizations, disk } = plan(everyCustomization).plan;
    expect(customizations.kernelArguments).toEqual(['rw', 'console=tty0', 'console=ttyS0', 'quiet']);
    expect(customizations.edits.map(({ kind }) => kind)).toEqual([
      'mounts',
      'groups',
      'users',
      'directories',
      'files',
      'ignition',
      'grub-console',
    ]);
    expect(customizations.relabel).toBe('targeted');
    expect(mountables(disk.table).map(({ mountpoint }) => mountpoint)).toEqual([
      '/boot/efi',
      '/boot',
      '/var/data',
      '/',
    ]);
  });

  test('leaves out the kernel arguments of the type where that is asked for', () => {
    const options = { remoteSource: false, omitDefaultKernelArguments: true };
    expect(plan({ kernel: { append: 'quiet' } }, { options }).plan.customizations.kernelArguments).toEqual(['quiet']);
    expect(plan({}, { options }).plan.customizations.kernelArguments).toEqual([]);
  });

  test('is not labelled again where the container has no policy', () => {
    const { selinuxPolicy: _, ...os } = sampleContainer.os;
    const { customizations, build } = plan({}, { container: { ...sampleContainer, os } }).plan;
    expect(Object.hasOwn(customizations, 'relabel')).toBe(false);
    expect(Object.hasOwn(build.buildroot, 'selinuxPolicy')).toBe(false);
  });
});

describe('a sealed image', () => {
  const sealed = { container: sealedContainer };

  test('rejects every customization of the profile reference, and says where, why, and what to do instead', () => {
    const { plan: made, notices } = plan(everyCustomization, { ...sealed, profile: 'reference' });
    expect(made.customizations).toEqual({ kernelArguments: [], edits: [] });
    const rejected = notices.filter(({ code }) => code.startsWith('sealed/'));
    expect(rejected.map(({ code, at }) => [code, renderPath(at?.path ?? [])])).toEqual([
      ['sealed/not-mounted', 'customizations.filesystem[0]'],
      ['sealed/deployment-edit', 'customizations.group[0]'],
      ['sealed/deployment-edit', 'customizations.user[0]'],
      ['sealed/deployment-edit', 'customizations.sshkey[0]'],
      ['sealed/deployment-edit', 'customizations.directories[0]'],
      ['sealed/deployment-edit', 'customizations.files[0]'],
      ['sealed/deployment-edit', 'customizations.ignition.firstboot'],
      ['sealed/deployment-edit', 'customizations.bootloader.grub2'],
      ['sealed/kernel-arguments', 'customizations.kernel.append'],
    ]);
    for (const notice of rejected) {
      expect(notice.message).toContain('sealed');
      expect(notice.hint).toEqual(expect.any(String));
    }
  });

  test('has the ESP and a root that is found by its type, and nothing else', () => {
    const { table } = plan({}, sealed).plan.disk;
    expect(table.partitions.map(({ type }) => type)).toEqual([
      'C12A7328-F81F-11D2-BA4B-00A0C93EC93B',
      dpsRootTypes.x86_64,
    ]);
  });

  test('has no XBOOTLDR made up, be its root on LVM or btrfs', () => {
    const lvm = {
      type: 'lvm',
      minsize: GiB(10),
      logical_volumes: [{ minsize: GiB(8), mountpoint: '/', fs_type: 'ext4' }],
    } as const;
    const btrfs = { type: 'btrfs', minsize: GiB(10), subvolumes: [{ name: 'root', mountpoint: '/' }] } as const;
    for (const partition of [lvm, btrfs]) {
      const { table } = plan({ disk: { partitions: [partition] } }, sealed).plan.disk;
      expect(mountables(table).map(({ mountpoint }) => mountpoint)).toEqual(['/boot/efi', '/']);
    }
  });

  test('notes the registration that it leaves out', () => {
    const os = {
      ...sealedContainer.os,
      diskDefinition: { file: 'usr/lib/image-builder/bootc/disk.yaml', value: { mountConfiguration: 'fstab' } },
    } as const;
    const subscription = {
      ...{ organization: '1', activationKey: 'k', serverUrl: '', baseUrl: '', insights: false, rhc: true, proxy: '' },
      ...{ templateName: '', templateUuid: '', patchUrl: '', contentSets: [] },
    };
    const { notices } = plan(
      {},
      {
        container: { ...sealedContainer, os },
        options: { remoteSource: false, omitDefaultKernelArguments: false, subscription },
      },
    );
    expect(notices.map(({ at }) => [at?.document, renderPath(at?.path ?? [])])).toEqual([
      ['request', 'options.subscription'],
    ]);
  });
});

describe('faults', () => {
  test.each([
    ['of a volume', { logical_volumes: [{ name: 'a b', minsize: GiB(1), mountpoint: '/', fs_type: 'xfs' }] }],
    ['made of a mountpoint', { logical_volumes: [{ minsize: GiB(1), mountpoint: '/var/a b', fs_type: 'xfs' }] }],
    ['of a volume group', { name: '-vg', logical_volumes: [{ minsize: GiB(9), mountpoint: '/', fs_type: 'xfs' }] }],
  ] as const)('report a name that LVM rejects, %s', (_, volumes) => {
    const partition = { type: 'lvm', minsize: GiB(10), ...volumes } as const;
    expect(faults(() => plan({ disk: { partitions: [partition] } }))).toEqual([
      ['disk/volume-name', 'customizations.disk'],
    ]);
  });

  test('of the container are all named', () => {
    const { architecture: _, size: __, defaultRootFs: ___, ...rest } = sampleContainer;
    const container = { ...rest, imgref: '', os: { release: { id: '', versionId: '', name: '' } } };
    expect(faults(() => plan({}, { container }))).toEqual([
      ['container/missing', 'imgref'],
      ['container/missing', 'arch'],
      ['container/missing', 'os_info.os_release.id'],
      ['container/missing', 'os_info.os_release.version_id'],
      ['container/missing', 'default_root_fs'],
      ['container/missing', 'size'],
    ]);
  });

  test('of the blueprint are all named', () => {
    const customizations: Customizations = {
      group: [{ name: 'a' }, { name: 'a' }],
      files: [{ path: '/usr/x' }],
      filesystem: [{ mountpoint: '/opt', minsize: GiB(1) }],
    };
    expect(faults(() => plan(customizations)).map(([, path]) => path)).toEqual([
      'customizations.group[1].name',
      'customizations.files[0].path',
      'customizations.filesystem[0].mountpoint',
    ]);
  });

  test.each([
    [
      'a root file system that osbuild does not make',
      { container: { ...sampleContainer, defaultRootFs: 'zfs' } },
      'container/filesystem',
    ],
    [
      'a build container of another architecture',
      { buildContainer: containerFor('aarch64') },
      'container/architecture',
    ],
    ['an unknown image type', { imageType: 'floppy' }, 'image-type/unknown'],
    ['an installer of RPMs for an unknown distribution', { imageType: 'anaconda-iso' }, 'installer/distribution'],
    ['an installer without a payload', { imageType: 'bootc-installer' }, 'installer/payload'],
    [
      'an ISO of a sealed container',
      { imageType: 'bootc-generic-iso', container: sealedContainer },
      'sealed/image-type',
    ],
    ['network boot of an unknown initramfs', { imageType: 'pxe-tar-xz' }, 'container/initramfs'],
    ['an architecture without a layout', { container: containerFor('riscv64') }, 'image-type/architecture'],
  ])('name %s', (_, changes, code) => {
    expect(faults(() => plan({}, changes)).map(([found]) => found)).toEqual([code]);
  });

  test('do not stand against an architecture without a layout where the container brings one', () => {
    const container = containerFor('riscv64');
    const filesystem = (mountpoint: string, type: string) =>
      ({ kind: 'filesystem', type, mountpoint, fstab: {} }) as const;
    const partitionTable: PartitionTable = {
      ...{ type: 'gpt', size: bytes(0) },
      partitions: [
        { start: bytes(0), size: MiB(512), payload: filesystem('/boot/efi', 'vfat') },
        { start: bytes(0), size: GiB(4), payload: filesystem('/', 'xfs') },
      ],
    };
    const diskDefinition = { file: 'usr/lib/image-builder/bootc/disk.yaml', value: { partitionTable } };
    const { disk } = plan({}, { container: { ...container, os: { ...container.os, diskDefinition } } }).plan;
    expect(mountables(disk.table).map(({ mountpoint }) => mountpoint)).toEqual(['/boot/efi', '/']);
  });

  test('name options that nothing reads', () => {
    const customizations: Customizations = {
      sshd: { permit_root_login: 'no' },
      ignition: { embedded: { config: 'e30=' } },
    };
    expect(faults(() => plan(customizations))).toEqual([
      ['blueprint/unread', 'customizations.sshd'],
      ['blueprint/unread', 'customizations.ignition.embedded'],
    ]);
  });
});

describe('sizes', () => {
  const rootSize = (made: ReturnType<typeof plan>): number | undefined => made.plan.disk.table.partitions.at(-1)?.size;

  test('the root has room for the container twice, or the size of the options', () => {
    const big = { ...sampleContainer, size: GiB(20) };
    expect(rootSize(plan({}, { container: big }))).toBeGreaterThanOrEqual(GiB(40));
    const options = { remoteSource: false, omitDefaultKernelArguments: false, size: GiB(90) };
    expect(rootSize(plan({}, { container: big, options }))).toBeGreaterThanOrEqual(GiB(90));
  });

  test('property: whatever is disk, partitions are aligned, apart, inside the disk, and no smaller than disk', () => {
    const mountpoint = fc.constantFrom('/', '/boot', '/var/data', '/var/lib/containers', '/var/log');
    const filesystem = fc.record({ mountpoint, minsize: fc.integer({ min: 1, max: 2 ** 36 }).map(bytes) });
    const requests = fc.uniqueArray(filesystem, { selector: (request) => request.mountpoint, maxLength: 5 });
    const changes = fc.record({
      container: fc.record({
        sealed: fc.boolean(),
        size: fc.integer({ min: 1, max: 2 ** 36 }).map(bytes),
        defaultRootFs: fc.constantFrom('ext4', 'xfs'),
      }),
      seed: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      profile: fc.constantFrom('reference', 'recommended'),
    });
    fc.assert(
      fc.property(requests, changes, (filesystem, { container: { sealed, ...facts }, seed, profile }) => {
        const container = { ...(sealed ? sealedContainer : sampleContainer), ...facts };
        const { table } = plan({ filesystem }, { container, seed, profile }).plan.disk;
        let free = 0;
        for (const { start, size } of table.partitions) {
          expect([start % MiB(1), start >= free, size > 0]).toEqual([0, true, true]);
          free = start + size;
        }
        expect(free).toBeLessThanOrEqual(table.size);
        expect(table.partitions.at(-1)?.payload).toMatchObject({ mountpoint: '/' });
        for (const { mountpoint, minsize } of [...filesystem, { mountpoint: '/', minsize: facts.size * 2 }]) {
          const partition = table.partitions.find(
            ({ payload }) => payload?.kind === 'filesystem' && payload.mountpoint === mountpoint,
          );
          expect(partition?.size).toBeGreaterThanOrEqual(minsize);
        }
      }),
    );
  });
});

test('the same seed gives the same plan, another seed other UUIDs', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (seed) => {
      const made = plan(everyCustomization, { seed });
      expect(plan(everyCustomization, { seed })).toEqual(made);
      expect(plan(everyCustomization, { seed: seed ^ 1n }).plan.disk.table.uuid).not.toBe(made.plan.disk.table.uuid);
    }),
    { numRuns: 50 },
  );
});

test('a plain password is hashed with a salt of seed and user, and moves no UUID', () => {
  const user = [
    { name: 'a', password: 'secret' },
    { name: 'b', password: 'secret' },
  ];
  const passwords = (seed: bigint) =>
    plan({ user }, { seed }).plan.customizations.edits.flatMap((edit) =>
      edit.kind === 'users' ? edit.users.map(({ password }) => password) : [],
    );
  const [first, second] = passwords(7n);
  expect(first).toMatch(/^\$6\$[./\dA-Za-z]{16}\$[./\dA-Za-z]{86}$/);
  expect(second).not.toBe(first);
  expect(passwords(7n)).toEqual([first, second]);
  expect(passwords(8n)[0]).not.toBe(first);
  expect(plan({ user }).plan.disk).toEqual(plan({}).plan.disk);
});
