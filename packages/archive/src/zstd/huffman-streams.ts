import { damage } from './damage.ts';
import type { HuffmanTable } from './huffman-table.ts';

/** Compressed literals: where their bytes are in a block, and how many they unpack to. */
export interface PackedLiterals {
  readonly start: number;
  readonly end: number;
  readonly length: number;
}

/** Unpacks one stream of literals to the beginning of `output`. `input` has `spare` bytes at its end. */
export function decodeOne(
  input: Uint8Array,
  output: Uint8Array,
  { start, end, length }: PackedLiterals,
  table: HuffmanTable,
): void {
  decodeRest(input, output, { start, position: firstPosition(input, start, end), from: 0, to: length }, table);
}

/** Unpacks four streams, preceded by the lengths of the first three (RFC 8878, 3.1.1.3.1.6). */
export function decodeFour(
  input: Uint8Array,
  output: Uint8Array,
  { start, end, length }: PackedLiterals,
  table: HuffmanTable,
): void {
  if (start + 6 > end) damage('the literals of a block are cut');
  const quarter = (length + 3) >> 2;
  const second = 2 * quarter;
  const third = 3 * quarter;
  if (third > length) damage('the literals of a block are broken');
  const bits = new DataView(input.buffer, input.byteOffset);
  const startA = start + 6;
  const startB = startA + bits.getUint16(start, true);
  const startC = startB + bits.getUint16(start + 2, true);
  const startD = startC + bits.getUint16(start + 4, true);
  if (startD > end) damage('the literals of a block are cut');
  let a = firstPosition(input, startA, startB);
  let b = firstPosition(input, startB, startC);
  let c = firstPosition(input, startC, startD);
  let d = firstPosition(input, startD, end);
  const { log, codes } = table;
  const both = 2 * log;
  let at = 0;
  // In one loop, as none of the four waits for another.
  for (const most = length - third - 1; at < most && a >= both && b >= both && c >= both && d >= both; at += 2) {
    const pairA = pairOf(codes, log, wordAt(bits, startA, a - both));
    const pairB = pairOf(codes, log, wordAt(bits, startB, b - both));
    const pairC = pairOf(codes, log, wordAt(bits, startC, c - both));
    const pairD = pairOf(codes, log, wordAt(bits, startD, d - both));
    a -= pairA >>> 16;
    b -= pairB >>> 16;
    c -= pairC >>> 16;
    d -= pairD >>> 16;
    output[at] = pairA & 0xff;
    output[at + 1] = (pairA >>> 8) & 0xff;
    output[quarter + at] = pairB & 0xff;
    output[quarter + at + 1] = (pairB >>> 8) & 0xff;
    output[second + at] = pairC & 0xff;
    output[second + at + 1] = (pairC >>> 8) & 0xff;
    output[third + at] = pairD & 0xff;
    output[third + at + 1] = (pairD >>> 8) & 0xff;
  }
  decodeRest(input, output, { start: startA, position: a, from: at, to: quarter }, table);
  decodeRest(input, output, { start: startB, position: b, from: quarter + at, to: second }, table);
  decodeRest(input, output, { start: startC, position: c, from: second + at, to: third }, table);
  decodeRest(input, output, { start: startD, position: d, from: third + at, to: length }, table);
}

/** Streams are read from their ends; the highest bit that is set there is none of them. Counted in bits from the start. */
function firstPosition(input: Uint8Array, start: number, end: number): number {
  const last = end > start ? (input[end - 1] ?? 0) : 0;
  if (last === 0) damage('a stream of literals is broken');
  return (end - start) * 8 - 1 - (Math.clz32(last) - 24);
}

/** A stream of which a part was read: where its bytes begin, up to which bit it is unread, which part of the output is to come. */
interface OpenStream {
  readonly start: number;
  readonly position: number;
  readonly from: number;
  readonly to: number;
}

function decodeRest(input: Uint8Array, output: Uint8Array, stream: OpenStream, { log, codes }: HuffmanTable): void {
  const { start, to } = stream;
  const mask = (1 << log) - 1;
  const bits = new DataView(input.buffer, input.byteOffset);
  let { position, from: at } = stream;
  for (; at + 1 < to && position >= 2 * log; at += 2) {
    const pair = pairOf(codes, log, wordAt(bits, start, position - 2 * log));
    output[at] = pair & 0xff;
    output[at + 1] = (pair >>> 8) & 0xff;
    position -= pair >>> 16;
  }
  for (; at < to; at++) {
    const from = position - log;
    // Before its beginning a stream has zeros.
    const word = from < 0 ? wordAt(bits, start, 0) << -from : wordAt(bits, start, from);
    const code = codes[word & mask] ?? 0;
    output[at] = code & 0xff;
    position -= code >>> 8;
    if (position < 0) damage('a stream of literals is cut');
  }
  if (position !== 0) damage('a stream of literals is too long');
}

/** At least 25 bits from one on: twice a code of 11. */
function wordAt(bits: DataView, start: number, position: number): number {
  return bits.getInt32(start + (position >>> 3), true) >>> (position & 7);
}

/** Two symbols, and above them how many bits of the word both take. */
function pairOf(codes: Uint16Array, log: number, word: number): number {
  const mask = (1 << log) - 1;
  const first = codes[(word >>> log) & mask] ?? 0;
  const taken = first >>> 8;
  const second = codes[(word >>> (log - taken)) & mask] ?? 0;
  return (first & 0xff) | ((second & 0xff) << 8) | ((taken + (second >>> 8)) << 16);
}
