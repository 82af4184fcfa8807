import { describe, expect, test } from 'vitest';
import {
  convert,
  deploy,
  digest,
  hostname,
  manifest,
  type Parts,
  partition,
  short,
} from '../testing/sample-manifest.ts';
import { changesOf } from './diff/change.ts';
import { diffManifests } from './diff/diff-manifests.ts';
import { describeChange } from './text/describe-change.ts';

describe('a person would say', () => {
  const cases: readonly (readonly [string, (parts: Parts) => void, readonly string[]])[] = [
    [
      'a stage is inserted',
      (parts) => parts.order.splice(6, 0, hostname),
      ['image › hostname: stage added after bootc.install-to-filesystem'],
    ],
    [
      'a stage is left out',
      (parts) => parts.order.splice(6, 1),
      ['image › fstab: stage removed after bootc.install-to-filesystem'],
    ],
    [
      'two stages are swapped',
      (parts) => parts.order.splice(6, 2, 'mkdir', 'fstab'),
      ['image › fstab: stage moved behind mkdir'],
    ],
    [
      'a stage moves to the front and changes on the way',
      (parts) => {
        parts.order.splice(7, 1);
        parts.order.unshift('mkdir');
        parts.stages.mkdir.options.paths.push({ path: '/etc/db' });
      },
      ['image › mkdir: stage moved to the front', 'image › mkdir: paths: { path: "/etc/db" } added'],
    ],
    [
      'an option is removed',
      ({ stages }) => Reflect.deleteProperty(stages.mkfsRoot.options, 'verity'),
      ['image › mkfs.ext4 (root): verity removed: true'],
    ],
    [
      'an option changes',
      ({ stages }) => Object.assign(stages.install.options, { 'target-imgref': 'registry.example.com/os:2' }),
      ['image › bootc.install-to-filesystem: target-imgref: "registry.example.com/os:1" → "registry.example.com/os:2"'],
    ],
    [
      'the root partition grows, and the disk with it',
      ({ stages }) => {
        stages.truncate.options.size = '11811160064';
        Object.assign(stages.sfdisk.options.partitions[2] ?? {}, { size: 19945472 });
        Object.assign(stages.mkfsRoot.devices, partition(3123200, 19945472));
      },
      [
        'image › truncate: size: 10240 MiB → 11264 MiB (+1024 MiB; 10737418240 → 11811160064 bytes)',
        'image › sfdisk: partition root, size: 8715 MiB → 9739 MiB (+1024 MiB; 9138339840 → 10212081664 bytes)',
        'image › mkfs.ext4 (root): device device, size: 8715 MiB → 9739 MiB (+1024 MiB; 9138339840 → 10212081664 bytes)',
      ],
    ],
    [
      'the partition for /boot goes',
      ({ stages, order }) => {
        stages.sfdisk.options.partitions.splice(1, 1);
        order.splice(3, 1);
        stages.install.mounts = [
          { name: '-', type: 'org.osbuild.ext4', source: 'disk', target: '/', partition: 2 },
          { name: 'boot-efi', type: 'org.osbuild.fat', source: 'disk', target: '/boot/efi', partition: 1 },
        ];
        order.splice(5, 2);
      },
      [
        'image › sfdisk: partition boot removed: 1024 MiB (1073741824 bytes)',
        'image › mkfs.ext4 (boot): stage removed after mkfs.fat',
        'image › bootc.install-to-filesystem: mount -, partition: 3 → 2',
        'image › bootc.install-to-filesystem: mount boot removed: at /boot, from disk, partition 2',
        'image › fstab: stage removed after bootc.install-to-filesystem',
        'image › mkdir: stage removed after fstab',
      ],
    ],
    [
      'a partition in the place of another is another',
      ({ stages }) => {
        Object.assign(stages.sfdisk.options.partitions[1] ?? {}, { type: '0657FD6D-A4AB-43C4-84E5-0933C84B4F4F' });
        for (const stage of [stages.install, stages.fstab, stages.mkdir]) stage.mounts.splice(1, 1);
      },
      [
        'image › sfdisk: partition boot removed: 1024 MiB (1073741824 bytes)',
        'image › sfdisk: partition swap added: 1024 MiB (1073741824 bytes)',
        'image › bootc.install-to-filesystem: mount boot removed: at /boot, from disk, partition 2',
        'image › fstab: mount boot removed: at /boot, from disk, partition 2',
        'image › mkdir: mount boot removed: at /boot, from disk, partition 2',
      ],
    ],
    [
      'the root partition gets the type that systemd discovers',
      ({ stages }) =>
        Object.assign(stages.sfdisk.options.partitions[2] ?? {}, { type: '4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709' }),
      ['image › sfdisk: partition root, type: Linux filesystem → Linux root (x86-64)'],
    ],
    [
      'the UUID of the root file system is another draw',
      ({ stages }) => {
        stages.mkfsRoot.options.uuid = '99999999-2222-4222-8222-222222222222';
        Object.assign(stages.fstab.options.filesystems[0] ?? {}, { uuid: '99999999-2222-4222-8222-222222222222' });
      },
      ['image › mkfs.ext4 (root): uuid: another identifier', 'image › fstab: filesystems[0].uuid: another identifier'],
    ],
    [
      'a source has another digest',
      ({ items }) =>
        Object.assign(items[digest('a')] ?? {}, { image: { name: 'registry.example.com/os', digest: digest('2') } }),
      [`source ${short('a')}, image.digest: "${digest('1')}" → "${digest('2')}"`],
    ],
    [
      'the image is another one',
      (parts) => {
        parts.items = { [digest('b')]: { image: { name: 'registry.example.com/os', digest: digest('2') } } };
        parts.build.stages = [deploy(digest('b'))];
        Object.assign(parts.stages.install.inputs.images, { references: { [digest('b')]: { name: 'os:1' } } });
      },
      [
        `build › container-deploy: input images, references: ${short('a')} is now ${short('b')}`,
        `image › bootc.install-to-filesystem: input images, references: ${short('a')} is now ${short('b')}`,
        `source ${short('a')} is now ${short('b')}`,
        `source ${short('b')}, image.digest: "${digest('1')}" → "${digest('2')}"`,
      ],
    ],
    [
      'a pipeline is renamed, and what refers to it follows',
      (parts) => {
        parts.image.name = 'disk';
        parts.pipelines[2] = convert('qcow2', 'disk');
      },
      ['disk: pipeline image is now disk', 'qcow2 › qemu: input image, references: name:image is now name:disk'],
    ],
    [
      'a pipeline is added',
      (parts) => parts.pipelines.push(convert('vmdk', 'image')),
      ['vmdk: pipeline added after qcow2'],
    ],
    [
      'a kernel argument is added',
      ({ stages }) => stages.install.options['kernel-args'].push('quiet'),
      ['image › bootc.install-to-filesystem: kernel argument quiet added'],
    ],
    [
      'one console is exchanged for another',
      ({ stages }) => stages.install.options['kernel-args'].splice(2, 1, 'console=ttyS1'),
      ['image › bootc.install-to-filesystem: kernel argument console=ttyS0 → console=ttyS1'],
    ],
    [
      'a mount has another target',
      ({ stages }) => Object.assign(stages.install.mounts[2] ?? {}, { target: '/efi' }),
      ['image › bootc.install-to-filesystem: mount boot-efi, target: "/boot/efi" → "/efi"'],
    ],
    [
      'a device is renamed, and its mounts follow',
      ({ stages }) => {
        stages.mkdir.devices = JSON.parse(JSON.stringify({ loop0: stages.mkdir.devices.disk }));
        for (const mount of stages.mkdir.mounts) Object.assign(mount, { source: 'loop0' });
      },
      [
        'image › mkdir: device disk is now loop0',
        'image › mkdir: mount -, source: "disk" → "loop0"',
        'image › mkdir: mount boot, source: "disk" → "loop0"',
        'image › mkdir: mount boot-efi, source: "disk" → "loop0"',
      ],
    ],
    [
      'a file system is mounted as well',
      ({ stages }) =>
        stages.mkdir.mounts.push({
          name: 'var',
          type: 'org.osbuild.xfs',
          source: 'disk',
          target: '/var',
          partition: 4,
        }),
      ['image › mkdir: mount var added: at /var, from disk, partition 4'],
    ],
    [
      'the build pipeline has another runner',
      ({ build }) => Object.assign(build, { runner: 'org.osbuild.fedora42' }),
      ['build: runner: "org.osbuild.linux" → "org.osbuild.fedora42"'],
    ],
    [
      'options are in another order',
      ({ stages }) => Object.assign(stages.truncate, { options: { size: '10737418240', filename: 'disk.raw' } }),
      ['image › truncate: filename moved from place 1 to 2'],
    ],
  ];

  test.each(cases)('%s', (_name, edit, descriptions) => {
    expect(changesOf(diffManifests(manifest(), manifest(edit))).map(describeChange)).toEqual(descriptions);
  });

  test('a command line in one text changes by words', () => {
    const grub = (kernel_opts: string) =>
      manifest((parts) => parts.order.push({ type: 'org.osbuild.grub2', options: { kernel_opts } }));
    const changes = changesOf(diffManifests(grub('rw quiet console=ttyS0'), grub('rw console=ttyS0 audit=1')));
    expect(changes.map(describeChange)).toEqual(['image › grub2: kernel arguments: -quiet +audit=1']);
  });

  test('the UUID itself, where both manifests have one seed', () => {
    const reseeded = manifest(({ stages }) => {
      stages.sfdisk.options.uuid = '22222222-2222-4222-8222-222222222222';
    });
    expect(changesOf(diffManifests(manifest(), reseeded, { sameSeed: true })).map(describeChange)).toEqual([
      'image › sfdisk: uuid: "11111111-1111-4111-8111-111111111111" → "22222222-2222-4222-8222-222222222222"',
    ]);
  });

  test('of documents that are not manifests', () => {
    expect(changesOf(diffManifests([1, 'two'], { three: 3 })).map(describeChange)).toEqual([
      'document: [1, "two"] → { three: 3 }',
    ]);
  });

  test('which pipeline and stage, in groups of plain frozen data', () => {
    const diff = diffManifests(
      manifest(),
      manifest(({ stages, build }) => {
        stages.truncate.options.size = '10737418752';
        build.runner = 'org.osbuild.fedora42';
      }),
    );
    const pipeline = { what: 'pipeline', name: 'image', index: 1, depth: 2 };
    const stage = { what: 'stage', name: 'org.osbuild.truncate', index: 0, depth: 4 };
    const place = { path: ['pipelines', 1, 'stages', 0, 'options', 'size'], landmarks: [pipeline, stage] };
    const group = { pipeline: 'image', stage: { type: 'org.osbuild.truncate', index: 0 } };
    expect(diff.groups.slice(1)).toEqual([
      {
        before: group,
        after: group,
        changes: [
          {
            kind: 'resized',
            class: 'size',
            quantity: 'size',
            bytes: { before: 10737418240, after: 10737418752 },
            before: { ...place, value: '10737418240' },
            after: { ...place, value: '10737418752' },
          },
        ],
      },
    ]);
    expect(diff.groups[0]).toMatchObject({
      after: { pipeline: 'build' },
      changes: [{ kind: 'changed', class: 'pipeline' }],
    });
    const isFrozen = (value: unknown): boolean =>
      typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(isFrozen));
    expect(isFrozen(diff)).toBe(true);
  });

  test('nothing of its own: the documents stay as they are', () => {
    const documents = [manifest(), manifest(({ order }) => order.splice(2, 3))] as const;
    const copies = structuredClone(documents);
    diffManifests(...documents);
    expect(documents).toEqual(copies);
    expect(Object.isFrozen(documents[0])).toBe(false);
  });
});
