import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { captured } from '@bootwright/cli';
import { expect, test } from 'vitest';
import { filesystemCommands } from './filesystem-commands.ts';
import { parseDiskManifest } from './parse-disk-manifest.ts';
import { sfdiskScript } from './sfdisk-script.ts';

const workspace = join(import.meta.dirname, '../../../..');
const golden = (name: string) => readFileSync(join(workspace, `test-data/golden/qcow2/${name}.json`), 'utf8');
const traditional = parseDiskManifest(golden('sample-traditional'), 'a traditional sample');
const sealed = parseDiskManifest(golden('sample-sealed-recommended'), 'a sealed sample');

test('a traditional disk has a BIOS boot partition, an ESP, /boot and a root', () => {
  const uuids = traditional.partitions.map(({ uuid }) => uuid);
  expect(traditional).toEqual({
    size: 10_737_418_240,
    tableUuid: '52fdfc07-2182-454f-963f-5f0f9a621d72',
    partitions: [
      {
        ...{ start: 1_048_576, size: 1_048_576, bootable: true, uuid: uuids[0] },
        type: '21686148-6449-6E6F-744E-656564454649',
      },
      {
        ...{ start: 2_097_152, size: 525_336_576, bootable: false, uuid: uuids[1] },
        type: 'C12A7328-F81F-11D2-BA4B-00A0C93EC93B',
        filesystem: { kind: 'fat', volumeId: '9566C74D', label: 'EFI-SYSTEM' },
        mountpoint: '/boot/efi',
      },
      {
        ...{ start: 527_433_728, size: 1_073_741_824, bootable: false, uuid: uuids[2] },
        type: 'BC13C2FF-59E6-4262-A352-B275FD6F7172',
        filesystem: { kind: 'ext4', uuid: '10037c4d-7bbb-4407-91e2-c64981855ad8', label: 'boot', verity: false },
        mountpoint: '/boot',
      },
      {
        ...{ start: 1_601_175_552, size: 9_135_194_112, bootable: false, uuid: uuids[3] },
        type: '0FC63DAF-8483-4772-8E79-3D69D8477DE4',
        filesystem: { kind: 'ext4', uuid: '681d0d86-d1e9-4e00-9679-39cb6694d2c4', label: 'root', verity: true },
        mountpoint: '/',
      },
    ],
  });
});

test('the script of sfdisk has the same values in sectors', () => {
  expect(sfdiskScript({ ...traditional, partitions: traditional.partitions.slice(0, 2) })).toBe(`label: gpt
label-id: 52fdfc07-2182-454f-963f-5f0f9a621d72
unit: sectors

start=2048, size=2048, type=21686148-6449-6E6F-744E-656564454649, uuid=22acd208-a007-4939-887f-6999eb9d18a4, attrs="LegacyBIOSBootable"
start=4096, size=1026048, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, uuid=4784045d-87f3-467c-b227-46e995af5a25
`);
});

test('file systems are made where their partitions are, and filled', () => {
  const names = ['EFI', 'loader'];
  const commands = sealed.partitions.flatMap((partition) => {
    const { filesystem, mountpoint } = partition;
    if (filesystem === undefined) return [];
    const directory = mountpoint === '/' ? '/made/root' : '/made/esp';
    return filesystemCommands({ disk: 'disk.raw', partition, filesystem, content: { directory, names } });
  });
  expect(commands.map((command) => command.join(' '))).toEqual([
    'mformat -i disk.raw@@1048576 -T 1026048 -N 9566C74D -v EFI-SYSTEM ::',
    'mcopy -i disk.raw@@1048576 -s -Q /made/esp/EFI /made/esp/loader ::',
    'mke2fs -q -F -t ext4 -U 10037c4d-7bbb-4407-91e2-c64981855ad8 -L root -O verity -E offset=526385152,assume_storage_prezeroed=1 -d /made/root disk.raw 9970688k',
  ]);
});

test('a partition that gets nothing has an empty file system', () => {
  const [, esp] = traditional.partitions;
  if (esp?.filesystem === undefined) throw new Error('the sample has an ESP');
  expect(filesystemCommands({ disk: 'disk.raw', partition: esp, filesystem: esp.filesystem })).toHaveLength(1);
});

test.each([
  ['no JSON', '{', 'sample is not JSON'],
  ['no manifest', '[]', 'sample does not match the manifest of a raw disk'],
  ['a manifest without a disk', '{"pipelines":[]}', 'sample: org.osbuild.truncate does not match'],
])('%s is a fault', (_, text, message) => {
  const fault = { code: 'integration/manifest', message: expect.stringContaining(message) };
  expect(() => parseDiskManifest(text, 'sample')).toThrow(expect.objectContaining(fault));
});

test('a disk of btrfs is a fault that says what can be made', async () => {
  const source = ['--root', join(workspace, 'test-data/containers/traditional'), '--ref', 'registry.example.com/os:1'];
  const options = ['--type', 'raw', '--arch', 'x86_64', '--rootfs', 'btrfs', '--seed', '1', '--mock-sources'];
  const { stdout } = await captured(['manifest', ...source, ...options]);
  expect(() => parseDiskManifest(stdout, 'sample')).toThrow(
    expect.objectContaining({
      code: 'integration/manifest',
      hint: 'use a container whose disk has only FAT and ext4',
    }),
  );
});
