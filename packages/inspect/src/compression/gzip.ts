import { crc32 } from './crc.ts';
import { corrupt, type Sink, truncated } from './decompression.ts';
import { HistoryBuffer } from './history-buffer.ts';
import { inflate } from './inflate.ts';

const gzipMagic = [0x1f, 0x8b] as const;

/** Unpacks gzip (RFC 1952): one member or several in a row. Checksums are compared. */
export function decompressGzip(input: Uint8Array, sink: Sink): void {
  for (let at = 0; at === 0 || (input[at] === gzipMagic[0] && input[at + 1] === gzipMagic[1]); ) {
    at = readMember(input, at, sink);
  }
}

/** Gives where the member ends. */
function readMember(input: Uint8Array, start: number, sink: Sink): number {
  const begin = afterHeader(input, start);
  let check = 0;
  const output = new HistoryBuffer(32 * 1024, (bytes) => {
    check = crc32(bytes, check);
    sink(bytes);
  });
  const end = inflate(input, begin, output);
  if (end + 8 > input.length) throw truncated();
  if (wordAt(input, end) !== check) throw corrupt('its checksum differs');
  if (wordAt(input, end + 4) !== output.total % 2 ** 32) throw corrupt('its length differs');
  return end + 8;
}

/** FLG bits of a gzip header. */
const flags = { headerCrc: 2, extra: 4, name: 8, comment: 16 };

function afterHeader(input: Uint8Array, start: number): number {
  if (start + 10 > input.length) throw truncated();
  if (input[start + 2] !== 8) throw corrupt('its method is not deflate');
  const set = input[start + 3] ?? 0;
  let at = start + 10;
  if ((set & flags.extra) !== 0) at += 2 + (input[at] ?? 0) + (input[at + 1] ?? 0) * 0x100;
  for (const text of [flags.name, flags.comment]) {
    if ((set & text) === 0) continue;
    const end = input.indexOf(0, at);
    if (end < 0) throw truncated();
    at = end + 1;
  }
  return at + ((set & flags.headerCrc) === 0 ? 0 : 2);
}

function wordAt(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0, true);
}
