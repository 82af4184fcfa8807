import type { Customizations } from '@bootwright/blueprint';
import { type Bytes, GiB, MiB } from '@bootwright/core';
import { expect, test } from 'vitest';
import { sampleRequest } from '../../../build-request/testing/sample-request.ts';
import { noticePlaces } from '../../testing/notice-places.ts';

test('a root that is given less than two deployments of the container need is raised, with a notice', () => {
  const minsize = GiB(2);
  expect(noticePlaces(sampleRequest({ filesystem: [{ mountpoint: '/', minsize }] }))).toEqual([
    'disk/size-raised filesystem[0]',
  ]);
  const request = sampleRequest(
    {},
    { options: { remoteSource: false, omitDefaultKernelArguments: false, size: minsize } },
  );
  expect(noticePlaces(request)).toEqual(['disk/size-raised size']);
});

test.each<readonly [string, Customizations, string, readonly string[]]>([
  [
    'a /boot of 100 MiB',
    { disk: { partitions: [plain('/boot', MiB(100)), plain('/', GiB(8))] } },
    'raw',
    ['disk/small-boot disk.partitions[0]'],
  ],
  [
    'a dos table for 3 TiB',
    { disk: { type: 'dos', partitions: [plain('/', GiB(3072))] } },
    'raw',
    ['disk/table-type disk.partitions[0]'],
  ],
  [
    'a dos table whose last partition begins before 2 TiB and ends behind',
    { disk: { type: 'dos', partitions: [plain('/', GiB(8)), plain('/var', GiB(2045))] } },
    'raw',
    ['disk/table-type disk.partitions[0]'],
  ],
  ['a dos table for 2047 GiB', { disk: { type: 'dos', partitions: [plain('/', GiB(2045))] } }, 'raw', []],
  [
    'a dos table on a larger disk that its partitions do not fill',
    { disk: { type: 'dos', minsize: GiB(3072), partitions: [plain('/var', GiB(8)), plain('/', GiB(8))] } },
    'raw',
    ['disk/table-type disk.partitions[1]'],
  ],
  [
    'a vhd of 3 TiB',
    { disk: { partitions: [plain('/', GiB(3072))] } },
    'vhd',
    ['disk/too-large-for-type disk.partitions[0]'],
  ],
  ['a qcow2 of 3 TiB', { disk: { partitions: [plain('/', GiB(3072))] } }, 'qcow2', []],
  ['a dos table for 1 TiB', { disk: { type: 'dos', partitions: [plain('/', GiB(1024))] } }, 'vhd', []],
])('%s', (_, customizations, imageType, expected) => {
  expect(noticePlaces(sampleRequest(customizations, { imageType }))).toEqual(expected);
});

function plain(mountpoint: string, minsize: Bytes) {
  return { type: 'plain', mountpoint, minsize, fs_type: 'ext4' } as const;
}
