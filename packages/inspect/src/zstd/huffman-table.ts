import { damage } from './damage.ts';
import { readFseTable } from './fse-table.ts';

/** A table of the Huffman code of literals (RFC 8878, 4.2). */
export interface HuffmanTable {
  /** How many bits are looked at; at most 11. */
  readonly log: number;
  /** For what these bits say: the symbol in bits 0 to 7, how many of them it takes above. */
  readonly codes: Uint16Array;
}

const mostBits = 11;

/** Reads the description of a table (RFC 8878, 4.2.1); `end` is where the block ends. */
export function readHuffmanTable(
  bytes: Uint8Array,
  start: number,
  end: number,
): { readonly table: HuffmanTable; readonly end: number } {
  if (start >= end) damage('a table of literals is missing');
  const header = bytes[start] ?? 0;
  const after = start + 1 + (header < 128 ? header : (header - 126) >> 1);
  if (after > end) damage('a table of literals is cut');
  const weights = header < 128 ? packedWeights(bytes, start + 1, after) : plainWeights(bytes, start + 1, header - 127);
  return { table: huffmanTable(weights), end: after };
}

function plainWeights(bytes: Uint8Array, start: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => {
    const byte = bytes[start + (index >> 1)] ?? 0;
    return index % 2 === 0 ? byte >> 4 : byte & 15;
  });
}

/** Two states take turns at reading from the end (RFC 8878, 4.2.1.2). */
function packedWeights(bytes: Uint8Array, start: number, end: number): number[] {
  const { table, end: begin } = readFseTable(bytes, start, { end, log: 6, symbols: 12 });
  const last = end > begin ? (bytes[end - 1] ?? 0) : 0;
  if (last === 0) damage('a table of literals is broken');
  let position = (end - begin) * 8 - 1 - (Math.clz32(last) - 24);
  /** Bits before the beginning count as zeros. */
  const read = (count: number): number => {
    position -= count;
    let value = 0;
    for (let bit = Math.max(0, -position); bit < count; bit++) {
      const at = position + bit;
      value |= (((bytes[begin + (at >> 3)] ?? 0) >> (at & 7)) & 1) << bit;
    }
    return value;
  };
  const weights: number[] = [];
  let state = read(table.log);
  let other = read(table.log);
  if (position < 0) damage('a table of literals is cut');
  for (;;) {
    const entry = table.states[state] ?? 0;
    weights.push(entry & 0xff);
    state = (entry >>> 16) + read((entry >>> 8) & 0xff);
    if (weights.length > 254) damage('a table of literals is too long');
    if (position < 0) {
      weights.push((table.states[other] ?? 0) & 0xff);
      return weights;
    }
    [state, other] = [other, state];
  }
}

/** The last weight is not written: it fills the rest (RFC 8878, 4.2.1). */
function huffmanTable(written: readonly number[]): HuffmanTable {
  const sum = written.reduce((total, weight) => total + ((1 << weight) >> 1), 0);
  if (sum === 0 || written.some((weight) => weight > mostBits)) damage('a table of literals is broken');
  const log = 32 - Math.clz32(sum);
  const rest = (1 << log) - sum;
  if (log > mostBits || (rest & (rest - 1)) !== 0) damage('a table of literals does not add up');
  const weights = [...written, 32 - Math.clz32(rest)];
  const codes = new Uint16Array(1 << log);
  let place = 0;
  for (let weight = 1; weight <= log; weight++) {
    for (const [symbol, own] of weights.entries()) {
      if (own !== weight) continue;
      const width = 1 << (weight - 1);
      codes.fill(symbol | ((log + 1 - weight) << 8), place, place + width);
      place += width;
    }
  }
  if (place !== codes.length) damage('a table of literals does not add up');
  return { log, codes };
}

/** A stream of literals: where its bytes stand, and which part of `output` they fill. */
export interface HuffmanStream {
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
}

/** Unpacks one stream of literals, which is read from its end. `input` has a few bytes to spare at its end. */
export function decodeHuffman(
  input: Uint8Array,
  output: Uint8Array,
  stream: HuffmanStream,
  { log, codes }: HuffmanTable,
): void {
  const { start, end, to } = stream;
  const last = end > start ? (input[end - 1] ?? 0) : 0;
  if (last === 0) damage('a stream of literals is broken');
  const mask = (1 << log) - 1;
  let position = (end - start) * 8 - 1 - (Math.clz32(last) - 24);
  let at = stream.from;
  const view = new DataView(input.buffer, input.byteOffset);
  // Two symbols at a time: twice 11 bits and an odd start fit in a word.
  for (; at + 1 < to && position >= 2 * log; at += 2) {
    const from = position - 2 * log;
    const word = view.getUint32(start + (from >>> 3), true) >>> (from & 7);
    const first = codes[(word >>> log) & mask] ?? 0;
    const taken = first >>> 8;
    const second = codes[(word >>> (log - taken)) & mask] ?? 0;
    output[at] = first & 0xff;
    output[at + 1] = second & 0xff;
    position -= taken + (second >>> 8);
  }
  for (; at < to; at++) {
    const from = position - log;
    const index = start + (Math.max(0, from) >>> 3);
    const word =
      ((input[index] ?? 0) | ((input[index + 1] ?? 0) << 8) | ((input[index + 2] ?? 0) << 16)) >>>
      (Math.max(0, from) & 7);
    const code = codes[(from < 0 ? word << -from : word) & mask] ?? 0;
    output[at] = code & 0xff;
    position -= code >>> 8;
    if (position < 0) damage('a stream of literals is cut');
  }
  if (position !== 0) damage('a stream of literals is too long');
}
