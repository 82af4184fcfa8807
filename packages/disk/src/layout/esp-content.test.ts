import { MiB } from '@bootwright/core';
import { expect, test } from 'vitest';
import { espClusters, espSizeFor, fitsOnEsp } from './esp-content.ts';

test('three deployments, each boot loader twice and the directories are counted in whole clusters', () => {
  const capacity = { cluster: 4096, clusters: 1000 };
  expect(espClusters({ deployment: [4097, 1], loaders: [4096] }, capacity)).toBe(3 * (2 + 1) + 2 + 16);
});

test('an ESP of 501 MiB takes three images of 166 MiB, and none that are a MiB larger', () => {
  // 64,091 clusters of 8 KiB, as mkfs.fat makes them, are 500.7 MiB; the directories take 128 KiB.
  const of = (mebibytes: number) => ({ deployment: [MiB(mebibytes)], loaders: [] });
  expect([166, 167].map((size) => fitsOnEsp(of(size), MiB(501)))).toEqual([true, false]);
});

test.each([
  [1, 512],
  [136, 512],
  [137, 1024],
  [280, 2048],
])('images of %i MiB get an ESP of %i MiB', (image, size) => {
  expect(espSizeFor({ deployment: [MiB(image)], loaders: [] })).toBe(MiB(size));
});
