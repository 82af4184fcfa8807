import { gzipHeaderEnd } from '@bootwright/archive';
import { Inflate } from 'pako';

// In the place of the file of that name in `container-image`, which uses Node's zlib. A browser's own decompression stream
// does not tell where a member ends.

interface Pieces {
  readonly next: () => Promise<Uint8Array | undefined>;
  readonly atLeast: (length: number) => Promise<Uint8Array>;
  readonly putBack: (bytes: Uint8Array) => void;
}

/** Bytes that are unpacked at once: what they unpack to, at most a thousand times as much, is in memory. */
const pieceLength = 16 * 1024;
const longestHeader = 256 * 1024;
const trailerLength = 8;

/** Invalid gzip data. */
export class GzipDamage extends Error {}

/** The content of gzip data of one or several members. Throws `GzipDamage` and the errors of the source. */
export async function* gunzipLayer(reader: Pieces, onSecondMember: () => void): AsyncGenerator<Uint8Array> {
  for (let member = 0; ; member += 1) {
    const next = await reader.next();
    if (next === undefined) {
      if (member === 0) throw new GzipDamage('unexpected end of file');
      return;
    }
    reader.putBack(next);
    if (member === 1) onSecondMember();
    await passHeader(reader);
    yield* oneMember(reader);
  }
}

async function passHeader(reader: Pieces): Promise<void> {
  for (let length = 18; ; length *= 2) {
    const head = await reader.atLeast(length);
    if (head[0] !== 0x1f || head[1] !== 0x8b) throw new GzipDamage('incorrect header check');
    const end = gzipHeaderEnd(head);
    if (end === 'not deflate') throw new GzipDamage('unknown compression method');
    reader.putBack(typeof end === 'number' ? head.subarray(end) : head);
    if (typeof end === 'number') return;
    if (head.length < length) throw new GzipDamage('unexpected end of file');
    if (head.length > longestHeader) throw new GzipDamage('its header is too long');
  }
}

async function* oneMember(reader: Pieces): AsyncGenerator<Uint8Array> {
  const inflate = new Inflate({ raw: true, chunkSize: 256 * 1024 });
  let ready: Uint8Array[] = [];
  inflate.onData = (bytes) => {
    ready.push(bytes);
  };
  // pako's own joins all that it has unpacked.
  inflate.onEnd = (status) => {
    inflate.err = status;
  };
  let check = 0xffffffff;
  let length = 0;
  let isEnded = false;
  while (!isEnded) {
    const whole = await reader.next();
    if (whole === undefined) throw new GzipDamage('unexpected end of file');
    const piece = whole.subarray(0, pieceLength);
    reader.putBack(whole.subarray(piece.length));
    inflate.push(piece, false);
    if (inflate.err !== 0) throw new GzipDamage(inflate.msg || 'invalid data');
    isEnded = inflate.ended;
    if (isEnded) reader.putBack(piece.subarray(piece.length - inflate.strm.avail_in));
    for (const bytes of ready) {
      check = crc32(bytes, check);
      length += bytes.length;
      yield bytes;
    }
    ready = [];
  }
  const trailer = await reader.atLeast(trailerLength);
  if (trailer.length < trailerLength) throw new GzipDamage('unexpected end of file');
  const view = new DataView(trailer.buffer, trailer.byteOffset, trailerLength);
  if (view.getUint32(0, true) !== (check ^ 0xffffffff) >>> 0) throw new GzipDamage('incorrect data check');
  if (view.getUint32(4, true) !== length % 2 ** 32) throw new GzipDamage('incorrect length check');
  reader.putBack(trailer.subarray(trailerLength));
}

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array, start: number): number {
  let value = start;
  for (const byte of bytes) value = (table[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return value >>> 0;
}
