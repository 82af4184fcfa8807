import { createHash as nodeHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isUtf8 } from './buffer.ts';
import { createHash } from './crypto.ts';
import { GzipDamage, gunzipLayer } from './gunzip-layer.ts';
import { MemoryFile } from './memory-file.ts';

/** Pieces as the reader of layers gives them. */
function piecesOf(bytes: Uint8Array, length: number) {
  const returned: Uint8Array[] = [];
  let at = 0;
  const next = async (): Promise<Uint8Array | undefined> => {
    const known = returned.pop();
    if (known !== undefined) return known;
    const piece = bytes.subarray(at, at + length);
    at += piece.length;
    return piece.length === 0 ? undefined : piece;
  };
  return {
    next,
    putBack: (piece: Uint8Array) => void (piece.length > 0 && returned.push(piece)),
    atLeast: async (wanted: number) => {
      const found: Uint8Array[] = [];
      for (let count = 0; count < wanted; ) {
        const piece = await next();
        if (piece === undefined) break;
        found.push(piece);
        count += piece.length;
      }
      return Buffer.concat(found);
    },
  };
}

async function unpacked(bytes: Uint8Array, length = 1000) {
  const found: Uint8Array[] = [];
  let members = 1;
  const onSecond = (): void => {
    members += 1;
  };
  for await (const piece of gunzipLayer(piecesOf(bytes, length), onSecond)) found.push(piece);
  return { content: Buffer.concat(found), members };
}

describe('gzip without Node', () => {
  test('gives the content of any data, whatever its pieces are', async () => {
    const packing = fc.tuple(fc.uint8Array({ maxLength: 5000 }), fc.integer({ min: 1, max: 3000 }));
    await fc.assert(
      fc.asyncProperty(packing, async ([content, length]) => {
        const found = await unpacked(gzipSync(content), length);
        expect(found.content.equals(content)).toBe(true);
      }),
    );
  });

  test('reads several members in a row, and says so', async () => {
    const bytes = Buffer.concat([gzipSync('one '), gzipSync(''), gzipSync('three')]);
    const { content, members } = await unpacked(bytes, 7);
    expect([content.toString(), members]).toEqual(['one three', 2]);
  });

  const whole = gzipSync('some content that is long enough to be cut');
  const changed = (at: number): Buffer => {
    const copy = Buffer.from(whole);
    copy[at < 0 ? copy.length + at : at] = (copy.at(at) ?? 0) ^ 0xff;
    return copy;
  };
  test.each([
    ['is cut in its header', whole.subarray(0, 5), 'unexpected end of file'],
    ['is cut in its data', whole.subarray(0, 20), 'unexpected end of file'],
    ['is cut in its trailer', whole.subarray(0, -3), 'unexpected end of file'],
    ['has another checksum', changed(-8), 'incorrect data check'],
    ['has another length', changed(-1), 'incorrect length check'],
    ['is followed by other data', Buffer.concat([whole, Buffer.from('more data behind it')]), 'incorrect header check'],
    ['is not deflated', changed(2), 'unknown compression method'],
    ['is empty', Buffer.alloc(0), 'unexpected end of file'],
  ])('data that %s is damaged', async (_name, bytes, message) => {
    await expect(unpacked(bytes)).rejects.toThrow(new GzipDamage(message));
  });
});

test('a file in memory gives what was written, and zeros between', () => {
  const writes = fc.array(fc.tuple(fc.nat(3_000_000), fc.uint8Array({ maxLength: 2000 })), { maxLength: 8 });
  fc.assert(
    fc.property(writes, (all) => {
      const file = new MemoryFile();
      const expected = Buffer.alloc(3_002_000);
      let size = 0;
      for (const [position, bytes] of all) {
        file.write(position, bytes);
        expected.set(bytes, position);
        size = Math.max(size, position + bytes.length);
      }
      expect(file.size).toBe(size);
      expect(expected.subarray(0, size).equals(file.read(0, 5_000_000))).toBe(true);
    }),
    { numRuns: 20 },
  );
});

test('a file in memory has an end', () => {
  const file = new MemoryFile(2 ** 21);
  file.write(0, new Uint8Array(2 ** 21));
  expect(() => file.write(2 ** 21, Uint8Array.of(1))).toThrow('it needs more memory than a page may use');
});

test.each(['sha256', 'sha512'] as const)('%s piece by piece is that of Node', (algorithm) => {
  const pieces = [Buffer.from('one'), Buffer.alloc(1000, 7), Buffer.alloc(0)];
  const port = createHash(algorithm);
  for (const piece of pieces) port.update(piece);
  expect(port.digest('hex')).toBe(nodeHash(algorithm).update(Buffer.concat(pieces)).digest('hex'));
});

test.each([
  ['text', Buffer.from('grün'), true],
  ['a surrogate', Buffer.from([0xed, 0xa0, 0x80]), false],
])('%s: whether bytes are UTF-8', (_name, bytes, expected) => {
  expect(isUtf8(bytes)).toBe(expected);
});
