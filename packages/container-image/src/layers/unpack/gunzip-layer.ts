import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { InflateRaw } from 'node:zlib';
import { crc32, createGunzip, createInflateRaw } from 'node:zlib';
import { gzipHeaderEnd } from '@bootwright/archive';
import type { PieceReader } from './piece-reader.ts';

/** Bytes of output at a time: large enough to be quick, small enough for several layers at once. */
const chunkSize = 256 * 1024;
/** The optional fields have up to 64 KiB each; programs write no more than a name. */
const longestHeader = 256 * 1024;
/** A checksum and a length. */
const trailerLength = 8;

/** Invalid gzip data. */
export class GzipDamage extends Error {}

/**
 * The content of gzip data, and whether it has several members. The first is read apart from the others, as zlib's own
 * reader of members does not report where one ends. Throws `GzipDamage` and the errors of the source.
 */
export async function* gunzipLayer(reader: PieceReader, onSecondMember: () => void): AsyncGenerator<Uint8Array> {
  await passHeader(reader);
  yield* firstMember(reader);
  const next = await reader.next();
  if (next === undefined) return;
  reader.putBack(next);
  onSecondMember();
  yield* otherMembers(reader);
}

async function passHeader(reader: PieceReader): Promise<void> {
  for (let length = 1; ; length = Math.max(length * 2, 512)) {
    const head = await reader.atLeast(length);
    const end = gzipHeaderEnd(head);
    if (end === 'not deflate') throw new GzipDamage('unknown compression method');
    reader.putBack(typeof end === 'number' ? head.subarray(end) : head);
    if (typeof end === 'number') return;
    if (head.length < length) throw new GzipDamage('unexpected end of file');
    if (head.length > longestHeader) throw new GzipDamage('its header is too long');
  }
}

async function* firstMember(reader: PieceReader): AsyncGenerator<Uint8Array> {
  const unpacker = createInflateRaw({ chunkSize });
  const fed = feed(reader, unpacker).catch((error: Error) => void unpacker.destroy(error));
  let check = 0;
  let length = 0;
  try {
    for await (const bytes of unpacker as AsyncIterable<Buffer>) {
      check = crc32(bytes, check);
      length += bytes.length;
      yield bytes;
    }
  } catch (error) {
    throw meaning(error);
  } finally {
    unpacker.destroy();
    await fed;
  }
  const trailer = Buffer.from(await reader.atLeast(trailerLength));
  if (trailer.length < trailerLength) throw new GzipDamage('unexpected end of file');
  if (trailer.readUInt32LE(0) !== check) throw new GzipDamage('incorrect data check');
  if (trailer.readUInt32LE(4) !== length % 2 ** 32) throw new GzipDamage('incorrect length check');
  reader.putBack(trailer.subarray(trailerLength));
}

/** Feeds the unpacker piece by piece until its data ends, and puts back what follows. */
async function feed(reader: PieceReader, unpacker: InflateRaw): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    for (const event of ['end', 'close']) unpacker.once(event, () => resolve());
  });
  for (let fed = 0; ; ) {
    const piece = await reader.next();
    if (piece === undefined) {
      unpacker.end();
      return;
    }
    fed += piece.length;
    const taken = new Promise<void>((resolve) => unpacker.write(piece, () => resolve()));
    await Promise.race([taken, ended]);
    const left = Math.min(piece.length, fed - unpacker.bytesWritten);
    if (left === 0 && !unpacker.destroyed) continue;
    reader.putBack(piece.subarray(piece.length - left));
    return;
  }
}

async function* otherMembers(reader: PieceReader): AsyncGenerator<Uint8Array> {
  const unpacker = createGunzip({ chunkSize });
  // An error of the source destroys the unpacker, whose reader throws it then.
  const fed = pipeline(Readable.from(reader.rest(), { objectMode: false, highWaterMark: chunkSize }), unpacker).catch(
    () => {},
  );
  try {
    yield* unpacker;
  } catch (error) {
    throw meaning(error);
  } finally {
    unpacker.destroy();
    await fed;
  }
}

function meaning(error: unknown): unknown {
  const isZlibError =
    error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_');
  return isZlibError ? new GzipDamage(error.message, { cause: error }) : error;
}
