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
  const sum = written.reduce((total, weight) => total + widthOf(weight), 0);
  if (sum === 0 || written.some((weight) => weight > mostBits)) damage('a table of literals is broken');
  const log = 32 - Math.clz32(sum);
  const rest = (1 << log) - sum;
  if (log > mostBits || (rest & (rest - 1)) !== 0) damage('a table of literals does not add up');
  const weights = Uint8Array.of(...written, 32 - Math.clz32(rest));
  const places = placesOf(weights);
  const codes = new Uint16Array(1 << log);
  if (places[log + 1] !== codes.length) damage('a table of literals does not add up');
  for (let symbol = 0; symbol < weights.length; symbol++) {
    const weight = weights[symbol] ?? 0;
    const place = places[weight] ?? 0;
    const end = place + widthOf(weight);
    const code = symbol | ((log + 1 - weight) << 8);
    for (let index = place; index < end; index++) codes[index] = code;
    places[weight] = end;
  }
  return { log, codes };
}

/** How many entries of a table a symbol of this weight takes. */
function widthOf(weight: number): number {
  return (1 << weight) >> 1;
}

/** Where the entries of each weight begin, the small weights first. */
function placesOf(weights: Uint8Array): Int32Array {
  const places = new Int32Array(mostBits + 3);
  for (let index = 0; index < weights.length; index++) {
    const weight = weights[index] ?? 0;
    places[weight + 1] = (places[weight + 1] ?? 0) + widthOf(weight);
  }
  for (let weight = 1; weight < places.length; weight++) {
    places[weight] = (places[weight] ?? 0) + (places[weight - 1] ?? 0);
  }
  return places;
}
