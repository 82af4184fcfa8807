import { expect, test } from 'vitest';
import { clustersOf, fatCapacity } from './fat-capacity.ts';

// What mkfs.fat 4.2 reports, without the cluster of the root directory of FAT32.
test.each([
  [100, 4, 51091],
  [200, 8, 51145],
  [260, 16, 33258],
  [300, 16, 38375],
  [501, 16, 64091],
  [512, 8, 130810],
  [513, 8, 131062],
  [600, 8, 153289],
  [1024, 8, 261626],
  [2048, 8, 523259],
])('a partition of %i MiB has clusters of %i sectors, %i of them', (mebibytes, sectors, clusters) => {
  expect(fatCapacity(mebibytes * 1024 * 1024)).toEqual({ cluster: sectors * 512, clusters });
});

test('a file takes whole clusters', () => {
  const capacity = { cluster: 4096, clusters: 10 };
  expect([0, 1, 4096, 4097].map((size) => clustersOf(size, capacity))).toEqual([0, 1, 1, 2]);
});
