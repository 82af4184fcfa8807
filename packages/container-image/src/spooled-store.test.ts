import { describe, expect, test } from 'vitest';
import { memoryScratch } from '../../file-tree/testing/memory-scratch.ts';
import { sha256 } from '../testing/image.ts';
import type { BlobStore } from './blob-store.ts';
import { spooledStore } from './spooled-store.ts';

const bytes = Buffer.from(Array.from({ length: 600_000 }, (_, index) => (index * 7919) >> 3));
const blob = { digest: sha256(bytes), size: bytes.length };

function counted(give: Uint8Array = bytes): { readonly store: BlobStore; readonly opened: () => number } {
  let opened = 0;
  const store: BlobStore = {
    open: async function* () {
      opened += 1;
      for (let at = 0; at < give.length; at += 100_000) yield give.subarray(at, at + 100_000);
    },
  };
  return { store, opened: () => opened };
}

async function whole(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

describe('a blob that is asked for twice', () => {
  test.each<readonly [string, Uint8Array, number, number]>([
    ['is fetched once', bytes, bytes.length, 1],
    ['is fetched again where there is no room for it', bytes, bytes.length - 1, 2],
    ['is fetched again where it ended early', bytes.subarray(0, 1000), bytes.length, 2],
    ['is fetched again where more came than should', Buffer.concat([bytes, bytes]), bytes.length, 2],
  ])('%s', async (_, given, most, times) => {
    const { store, opened } = counted(given);
    const scratch = memoryScratch();
    const spooled = spooledStore(store, scratch, most);
    expect((await whole(spooled.open(blob))).equals(given)).toBe(true);
    expect((await whole(spooled.open(blob))).equals(given)).toBe(true);
    expect(opened()).toBe(times);
    expect(scratch.size()).toBeLessThanOrEqual(bytes.length);
  });

  test('is fetched again where the first reading was given up', async () => {
    const { store, opened } = counted();
    const spooled = spooledStore(store, memoryScratch(), bytes.length);
    for await (const _ of spooled.open(blob)) break;
    expect((await whole(spooled.open(blob))).equals(bytes)).toBe(true);
    expect(opened()).toBe(2);
  });
});
