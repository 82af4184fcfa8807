import { crc32, createInflateRaw } from 'node:zlib';
import type { WorkBudget } from '../work-budget.ts';
import { chargePart, corrupt, type Sink, truncated } from './decompression.ts';
import { gzipHeaderEnd } from './gzip-header.ts';
import { wordAt } from './packed-bytes.ts';

const gzipMagic = [0x1f, 0x8b] as const;
/** Bytes of output at a time. */
const portion = 256 * 1024;

/**
 * Unpacks gzip (RFC 1952) with Node's zlib: one member or several in a row. Checksums are compared. Members are separated here, as
 * zlib's own reader takes what follows the last as a damaged one, and loses what it had unpacked.
 */
export async function decompressGzip(input: Uint8Array, sink: Sink, budget: WorkBudget): Promise<void> {
  for (let at = 0; at === 0 || (input[at] === gzipMagic[0] && input[at + 1] === gzipMagic[1]); ) {
    chargePart(budget);
    at = await readMember(input, at, sink);
  }
}

/** Gives where the member ends. */
async function readMember(input: Uint8Array, start: number, sink: Sink): Promise<number> {
  const begin = afterHeader(input, start);
  let check = 0;
  let length = 0;
  const end = await inflate(input, begin, (bytes) => {
    check = crc32(bytes, check);
    length += bytes.length;
    sink(bytes);
  });
  if (end + 8 > input.length) throw truncated();
  if (wordAt(input, end) !== check) throw corrupt('its checksum differs');
  if (wordAt(input, end + 4) !== length % 2 ** 32) throw corrupt('its length differs');
  return end + 8;
}

/** Unpacks the deflate stream (RFC 1951) that begins at `start`, and gives where it ends. */
async function inflate(input: Uint8Array, start: number, sink: Sink): Promise<number> {
  const unpacker = createInflateRaw({ chunkSize: portion });
  unpacker.end(input.subarray(start));
  const pieces: AsyncIterator<Uint8Array> = unpacker[Symbol.asyncIterator]();
  const next = async () => {
    try {
      return await pieces.next();
    } catch (error) {
      throw meaning(error);
    }
  };
  try {
    for (let piece = await next(); piece.done !== true; piece = await next()) sink(piece.value);
  } finally {
    unpacker.destroy();
  }
  return start + unpacker.bytesWritten;
}

function meaning(error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error)) return error;
  if (error.code === 'Z_BUF_ERROR') return truncated();
  return typeof error.code === 'string' && error.code.startsWith('Z_') ? corrupt(error.message) : error;
}

function afterHeader(input: Uint8Array, start: number): number {
  const end = gzipHeaderEnd(input.subarray(start));
  if (end === 'cut') throw truncated();
  if (end === 'not deflate') throw corrupt('its method is not deflate');
  return start + end;
}
