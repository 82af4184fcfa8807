/** FLG bits of a gzip header. */
const flags = { headerCrc: 2, extra: 4, name: 8, comment: 16 };
const deflate = 8;
/** Before its optional fields. */
const shortest = 10;

/** Where the header of a gzip member ends (RFC 1952, 2.3) that begins the bytes; or why that cannot be said. */
export function gzipHeaderEnd(bytes: Uint8Array): number | 'cut' | 'not deflate' {
  if (bytes.length < shortest) return 'cut';
  if (bytes[2] !== deflate) return 'not deflate';
  const set = bytes[3] ?? 0;
  let at = shortest;
  if ((set & flags.extra) !== 0) at += 2 + (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 0x100;
  for (const text of [flags.name, flags.comment]) {
    if ((set & text) === 0) continue;
    const end = bytes.indexOf(0, at);
    if (end < 0) return 'cut';
    at = end + 1;
  }
  if ((set & flags.headerCrc) !== 0) at += 2;
  return at > bytes.length ? 'cut' : at;
}
