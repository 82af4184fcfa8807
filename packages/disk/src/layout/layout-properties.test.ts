import { type Bytes, bytes, goRandom } from '@bootwright/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { baseTable, customLayout, requests, runs } from '../../test/arbitrary-tables.ts';
import { deepFreeze } from '../definition/deep-freeze.ts';
import { adaptTable, customTable, findMountable, holdsMountpoint, type PartitionTable } from '../index.ts';
import { defaultGrain } from './align.ts';
import { firstStart, footerSize } from './lay-out.ts';

const seed = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });

describe('an adapted table', () => {
  const adapted = fc.record({
    base: baseTable,
    requests,
    imageSize: fc.integer({ min: 0, max: 2 ** 40 }).map(bytes),
    seed,
  });

  const adapt = ({ base, requests: list, imageSize, seed: start }: Adapted): PartitionTable =>
    adaptTable(base, {
      requests: list,
      imageSize,
      mode: 'raw',
      architecture: 'x86_64',
      defaultFilesystem: base.partitions.some(({ payload }) => payload?.kind === 'btrfs') ? 'btrfs' : 'xfs',
      ensureXbootldr: false,
      random: goRandom(start),
    });
  type Adapted = typeof adapted extends fc.Arbitrary<infer T> ? T : never;
  const fits = ({ base, requests: list }: Adapted): boolean =>
    base.type === 'gpt' || base.partitions.length + list.length <= 4;

  test('has its partitions aligned, apart, inside of the disk, the root last', () => {
    fc.assert(
      fc.property(adapted.filter(fits), (given) => {
        const table = adapt(deepFreeze(given));
        expectLaidOut(table);
        expect(table.size).toBeGreaterThanOrEqual(given.imageSize);
        expect(table.size).toBeGreaterThanOrEqual(given.base.size);
      }),
      { numRuns: runs },
    );
  });

  test('keeps what the base table and the requests ask for', () => {
    fc.assert(
      fc.property(adapted.filter(fits), (given) => {
        const table = adapt(deepFreeze(given));
        for (const { mountpoint, minimumSize } of given.requests) {
          expect(sizeOf(table, mountpoint)).toBeGreaterThanOrEqual(minimumSize);
          expect(sizeOf(table, mountpoint)).toBeGreaterThanOrEqual(mountpoint === '/boot' ? 500 * 2 ** 20 : 2 ** 30);
        }
        const sizes = (list: PartitionTable) => list.partitions.map(({ size }) => size).toSorted((a, b) => a - b);
        const kept = sizes(table).slice(-given.base.partitions.length);
        for (const [index, size] of sizes(given.base).entries()) expect(kept[index]).toBeGreaterThanOrEqual(size);
      }),
      { numRuns: runs },
    );
  });

  test('is the same for the same seed', () => {
    fc.assert(
      fc.property(adapted.filter(fits), (given) => {
        expect(adapt(given)).toEqual(adapt(given));
      }),
      { numRuns: runs / 10 },
    );
  });
});

describe('a custom table', () => {
  const customised = fc.record({ layout: customLayout, least: fc.integer({ min: 0, max: 2 ** 40 }).map(bytes), seed });
  type Customised = typeof customised extends fc.Arbitrary<infer T> ? T : never;

  const custom = ({ layout, least, seed: start }: Customised): PartitionTable =>
    customTable(layout, {
      defaultType: 'gpt',
      firmware: 'hybrid',
      defaultFilesystem: 'xfs',
      minimumSizes: new Map([['/', least]]),
      architecture: 'x86_64',
      espSize: bytes(0),
      ensureXbootldr: true,
      random: goRandom(start),
    });

  test('has its partitions aligned, apart, inside of the disk, the root last', () => {
    fc.assert(
      fc.property(customised, (given) => {
        const table = custom(deepFreeze(given));
        expectLaidOut(table);
        expect(table.size).toBeGreaterThanOrEqual(given.layout.minimumSize);
        expect(sizeOf(table, '/')).toBeGreaterThanOrEqual(given.least);
      }),
      { numRuns: runs },
    );
  });

  test('keeps the sizes that the layout asks for', () => {
    fc.assert(
      fc.property(customised, (given) => {
        const table = custom(deepFreeze(given));
        for (const request of given.layout.partitions) {
          if (request.kind === 'plain') {
            expect(sizeOf(table, request.mountpoint ?? '')).toBeGreaterThanOrEqual(request.minimumSize);
          }
          if (request.kind !== 'lvm') continue;
          for (const { mountpoint, minimumSize } of request.logicalVolumes) {
            if (mountpoint !== undefined) expect(sizeOf(table, mountpoint)).toBeGreaterThanOrEqual(minimumSize);
          }
        }
      }),
      { numRuns: runs },
    );
  });

  test('has volumes that fit their partition', () => {
    fc.assert(
      fc.property(customised, (given) => {
        for (const { payload, size } of custom(given).partitions) {
          if (payload?.kind !== 'lvm') continue;
          const volumes = payload.logicalVolumes.reduce((sum, volume) => sum + volume.size, 0);
          expect(volumes + 2 ** 20).toBeLessThanOrEqual(size);
          for (const volume of payload.logicalVolumes) expect(volume.size % (4 * 2 ** 20)).toBe(0);
        }
      }),
      { numRuns: runs },
    );
  });

  test('is the same for the same seed', () => {
    fc.assert(
      fc.property(customised, (given) => {
        expect(custom(given)).toEqual(custom(given));
      }),
      { numRuns: runs / 10 },
    );
  });
});

function expectLaidOut(table: PartitionTable): void {
  const grain = table.grainSize ?? defaultGrain;
  let end: number = firstStart(table);
  // A partition without a size may come before or behind its neighbour of the same start.
  const sized = table.partitions.filter(({ size, payload }) => size > 0 || holdsMountpoint(payload, '/'));
  for (const { start } of table.partitions) expect(start % grain).toBe(0);
  for (const [index, { start, size, payload }] of sized.entries()) {
    const isRoot = holdsMountpoint(payload, '/');
    expect(start).toBeGreaterThanOrEqual(end);
    if (!isRoot || table.growRoot === false) expect(size % grain).toBe(0);
    expect(isRoot).toBe(index === sized.length - 1);
    end = start + size;
  }
  expect(end).toBeLessThanOrEqual(table.size - footerSize(table));
  if (table.growRoot !== false) expect(end).toBe(table.size - footerSize(table));
}

/** Of the subvolume, logical volume or partition that is mounted there. */
function sizeOf(table: PartitionTable, mountpoint: string): Bytes {
  const found = findMountable(table, mountpoint);
  if (found?.kind === 'subvolume') return found.subvolume.size;
  const device = found?.place.devices.findLast(({ kind }) => kind !== 'luks');
  if (device?.kind === 'logical-volume') return device.logicalVolume.size;
  return found?.place.partition.size ?? bytes(0);
}
