import { createHash } from 'node:crypto';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { Fault } from '@bootwright/core';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { laterOutcomeOf as outcomeOf } from '../../../core/testing/async-outcome.ts';
import { archiveLength, filteredArchive, packedArchives } from '../../testing/packed-archives.ts';
import { WorkBudget } from '../work-budget.ts';
import type { Decompress } from './decompression.ts';
import { decompressGzip } from './gzip.ts';
import { decompressLz4 } from './lz4.ts';
import { decompressLzma } from './lzma.ts';
import { packingOf } from './packing.ts';
import { decompressZstd } from './zstd.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 300);
/** All ways to pack share the runs. */
const runsEach = Math.ceil(numRuns / packedArchives.length);
vi.setConfig({ testTimeout: 600_000 });

const archiveDigest = '1fa60b26a43429be556af39933f2139300fa86e5cc01fd8ea31e49ad18267d6a';

async function unpacked(decompress: Decompress, input: Uint8Array): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  await decompress(input, (bytes) => parts.push(bytes.slice()), new WorkBudget());
  return new Uint8Array(Buffer.concat(parts));
}

async function unpackedByMagic(input: Uint8Array): Promise<Uint8Array> {
  const decompress = packingOf(input)?.decompress;
  if (decompress === undefined) throw new Error('no known packing');
  return unpacked(decompress, input);
}

describe.each(packedArchives)('%s', (packed, input) => {
  test('is unpacked', async () => {
    const bytes = await unpackedByMagic(input);
    expect(bytes.length).toBe(archiveLength);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(archiveDigest);
  });

  test('the memory that it takes is charged while it is unpacked, and no longer', async () => {
    const budget = new WorkBudget();
    let most = 0;
    const sink = () => {
      most = Math.max(most, budget.spent('history bytes'));
    };
    await packingOf(input)?.decompress?.(input, sink, budget);
    expect(most > 0).toBe(!/^(gzip|bzip2)/.test(packed));
    expect(budget.spent('history bytes')).toBe(0);
  });

  test('an image that has no memory left for what it repeats is a fault', async () => {
    const budget = new WorkBudget();
    budget.spend('history bytes', budget.limit('history bytes') - 16 * 1024);
    const answer = await outcomeOf(async () => packingOf(input)?.decompress?.(input, () => {}, budget));
    // These repeat no more than a fixed, small part.
    if (/^(gzip|bzip2)/.test(packed)) expect(answer).toEqual({ value: undefined });
    else
      expect(answer).toEqual({
        fault: 'compression/unsupported',
        message: 'it needs too much history for what it stores',
      });
  });

  test('bytes after its end do not matter', async () => {
    expect((await unpackedByMagic(new Uint8Array(Buffer.concat([input, Buffer.alloc(600)])))).length).toBe(
      archiveLength,
    );
  });

  test('cut anywhere, it is a fault or all there', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(input.length - 1), async (length) => {
        const answer = await outcomeOf(() => unpackedByMagic(Buffer.concat([input.subarray(0, Math.max(length, 6))])));
        if ('value' in answer) expect(answer.value.length).toBeLessThanOrEqual(archiveLength);
        else expect(answer.fault).toMatch(/^compression\//);
      }),
      { numRuns: runsEach },
    );
  });

  test('a few changed bytes give bytes or a fault', async () => {
    const changes = fc.array(fc.tuple(fc.nat(input.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const changed = input.slice();
        for (const [index, value] of list) if (index >= 6) changed[index] = value;
        const answer = await outcomeOf(() => limited(changed));
        if ('fault' in answer) expect(answer.fault).toMatch(/^(compression|test)\//);
      }),
      { numRuns: runsEach },
    );
  });
});

/** As a caller limits what it takes: a changed byte can mean very much output. */
async function limited(input: Uint8Array): Promise<number> {
  let total = 0;
  const sink = (bytes: Uint8Array) => {
    total += bytes.length;
    if (total > 4 * archiveLength) throw new Fault('test/enough', 'enough');
  };
  await packingOf(input)?.decompress?.(input, sink, new WorkBudget());
  return total;
}

describe('gzip', () => {
  const texts = fc.oneof(
    fc.uint8Array({ maxLength: 3000 }),
    fc
      .array(fc.constantFrom('alpha', 'beta', '\n', 'a'), { maxLength: 4000 })
      .map((words) => Buffer.from(words.join(''))),
  );

  test.each([0, 1, 6, 9])('level %i is undone', async (level) => {
    await fc.assert(
      fc.asyncProperty(texts, async (bytes) => {
        const back = await unpacked(decompressGzip, gzipSync(bytes, { level }));
        expect(Buffer.compare(back, bytes)).toBe(0);
      }),
      { numRuns },
    );
  });

  test('several members are one file', async () => {
    const input = Buffer.concat([gzipSync('one '), gzipSync('two'), Buffer.alloc(3)]);
    expect(Buffer.from(await unpacked(decompressGzip, input)).toString()).toBe('one two');
  });

  test('a header with extra field, name, comment and checksum', async () => {
    const plain = Buffer.from('hello');
    const head = [0x1f, 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 3, 2, 0, 7, 7, 0x61, 0, 0x62, 0, 9, 9];
    const input = Buffer.concat([Buffer.from(head), deflateRawSync(plain), gzipSync(plain).subarray(-8)]);
    expect(Buffer.from(await unpacked(decompressGzip, input)).toString()).toBe('hello');
  });

  test('a wrong checksum is a fault', async () => {
    const input = gzipSync('hello');
    input[input.length - 8] = (input.at(-8) ?? 0) ^ 1;
    expect(await outcomeOf(() => unpacked(decompressGzip, input))).toMatchObject({ fault: 'compression/corrupt' });
  });
});

test('gzip with something else after its end', async () => {
  const input = Buffer.concat([gzipSync('hello '.repeat(100_000)), Buffer.from('070701')]);
  expect((await unpacked(decompressGzip, input)).length).toBe(600_000);
});

test('very many blocks of xz are a fault', async () => {
  const [, whole] = packedArchives.find(([name]) => name === 'xz, CRC-32') ?? ['', new Uint8Array()];
  // The header of the stream, and a block of one byte again and again.
  const block = [0x02, 0x00, 0x21, 0x01, 0x16, 0, 0, 0, 0x74, 0x2f, 0xe5, 0xa3, 1, 0, 0, 0x61, 0, 0, 0, 0];
  const byte = Buffer.from([...block, ...crc32Bytes(Buffer.from('a'))]);
  const budget = new WorkBudget();
  const input = Buffer.concat([whole.subarray(0, 12), ...Array.from({ length: 50_000 }, () => byte)]);
  expect(await outcomeOf(async () => packingOf(input)?.decompress?.(input, () => {}, budget))).toEqual({
    fault: 'compression/unsupported',
    message: 'it has too many parts',
  });
});

function crc32Bytes(bytes: Uint8Array): Buffer {
  const word = Buffer.alloc(4);
  word.writeUInt32LE(crc32(bytes));
  return word;
}

describe('what nobody here reads', () => {
  test('a filter of xz', async () => {
    expect(await outcomeOf(() => unpackedByMagic(filteredArchive))).toEqual({
      fault: 'compression/unsupported',
      message: 'its xz filter is x86, and only LZMA2 is read',
    });
  });

  test.each<[string, Decompress, readonly number[]]>([
    ['zstd that needs two gibibytes', decompressZstd, [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xa8, 1, 0, 0]],
    ['zstd with a dictionary', decompressZstd, [0x28, 0xb5, 0x2f, 0xfd, 0x01, 0x50, 7, 1, 0, 0]],
    [
      'lzma that needs two gibibytes',
      decompressLzma,
      [0x5d, 0, 0, 0, 0x80, ...Array(8).fill(0xff), ...Array(8).fill(0)],
    ],
    ['lz4 with a dictionary', decompressLz4, [0x04, 0x22, 0x4d, 0x18, 0x61, 0x40, 1, 2, 3, 4, 0, 0, 0, 0, 0]],
  ])('%s', async (_, decompress, input) => {
    expect(await outcomeOf(() => unpacked(decompress, Uint8Array.from(input)))).toMatchObject({
      fault: 'compression/unsupported',
    });
  });
});
