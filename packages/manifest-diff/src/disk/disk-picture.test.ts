import { describe, expect, test } from 'vitest';
import { diskPicture } from './disk-picture.ts';
import { partitionRole } from './partition-role.ts';

const loop = (start: number) => ({
  device: { type: 'org.osbuild.loopback', options: { filename: 'disk.raw', start } },
});

describe('the disk of a pipeline', () => {
  test('has its partitions by role, with file systems and volumes', () => {
    const picture = diskPicture({
      name: 'image',
      stages: [
        { type: 'org.osbuild.truncate', options: { filename: 'disk.raw', size: '10G' } },
        {
          type: 'org.osbuild.sfdisk',
          options: {
            label: 'gpt',
            partitions: [
              { start: 2048, size: 2048, type: '21686148-6449-6E6F-744E-656564454649' },
              { start: 4096, size: 4096, type: '0FC63DAF-8483-4772-8E79-3D69D8477DE4' },
              { start: 8192, size: 8192, type: 'E6D6D379-F507-44C2-A23C-238F2A3DF928', name: 'pv' },
              { start: 16384, size: 2048, name: 'spare' },
            ],
          },
        },
        {
          type: 'org.osbuild.lvm2.create',
          options: { volumes: [{ name: 'rootlv', size: '1048576B' }] },
          devices: loop(8192),
        },
        { type: 'org.osbuild.mkfs.ext4', options: {}, devices: loop(4096) },
        {
          type: 'org.osbuild.mkfs.xfs',
          options: {},
          devices: {
            device: { type: 'org.osbuild.lvm2.lv', parent: 'vg', options: { volume: 'rootlv' } },
            vg: loop(8192).device,
          },
        },
        {
          type: 'org.osbuild.bootc.install-to-filesystem',
          devices: {
            disk: { type: 'org.osbuild.loopback', options: { partscan: true } },
            rootlv: { type: 'org.osbuild.lvm2.lv', parent: 'disk', options: { volume: 'rootlv' } },
          },
          mounts: [
            { name: '-', source: 'rootlv', target: '/' },
            { name: 'data', source: 'disk', partition: 2, target: '/data' },
          ],
        },
      ],
    });
    expect(picture).toEqual({
      size: 10 * 2 ** 30,
      table: 'gpt',
      partitions: [
        {
          number: 1,
          start: 2 ** 20,
          size: 2 ** 20,
          role: 'BIOS boot',
          known: true,
          type: '21686148-6449-6E6F-744E-656564454649',
          volumes: [],
        },
        {
          number: 2,
          start: 2 ** 21,
          size: 2 ** 21,
          role: '/data',
          known: true,
          type: '0FC63DAF-8483-4772-8E79-3D69D8477DE4',
          filesystem: 'ext4',
          volumes: [],
        },
        {
          number: 3,
          start: 2 ** 22,
          size: 2 ** 22,
          role: 'LVM',
          known: true,
          type: 'E6D6D379-F507-44C2-A23C-238F2A3DF928',
          volumes: [{ name: 'rootlv', size: 2 ** 20, role: 'root', filesystem: 'xfs' }],
        },
        { number: 4, start: 2 ** 23, size: 2 ** 20, role: 'spare', known: false, volumes: [] },
      ],
    });
  });

  test('counts in the sectors of its device', () => {
    const stage = {
      type: 'org.osbuild.sfdisk',
      options: { partitions: [{ start: 256, size: 256, type: 'EF' }] },
      devices: { device: { options: { 'sector-size': 4096 } } },
    };
    expect(diskPicture({ stages: [stage] })).toEqual({
      size: 2 ** 21,
      partitions: [{ number: 1, start: 2 ** 20, size: 2 ** 20, role: 'ESP', known: true, type: 'EF', volumes: [] }],
    });
  });

  test.each([
    ['no pipeline', null],
    ['a pipeline without stages', { name: 'x' }],
    ['stages of nothing', { stages: [null, 1, {}] }],
  ])('is missing in %s', (_name, pipeline) => {
    expect(diskPicture(pipeline)).toBeUndefined();
  });
});

describe('the role of a partition', () => {
  test.each([
    ['an EFI system partition', 'C12A7328-F81F-11D2-BA4B-00A0C93EC93B', '/boot/efi', 'ESP'],
    ['one in a DOS table', 'ef', undefined, 'ESP'],
    ['what is mounted at /', '0FC63DAF-8483-4772-8E79-3D69D8477DE4', '/', 'root'],
    ['XBOOTLDR', 'bc13c2ff-59e6-4262-a352-b275fd6f7172', undefined, 'boot'],
    ['a Linux partition that nothing mounts', '83', undefined, undefined],
    ['a Discoverable root', '4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709', undefined, 'root'],
    ['a Discoverable root mounted elsewhere', '4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709', '/srv', '/srv'],
  ])('%s', (_name, type, mountpoint, role) => {
    expect(partitionRole(type, mountpoint)).toBe(role);
  });
});
