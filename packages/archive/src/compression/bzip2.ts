import type { WorkBudget } from '../work-budget.ts';
import { Bzip2Crc } from './crc.ts';
import { corrupt, type Sink, truncated, unsupported } from './decompression.ts';

// Own code: seek-bzip warns on standard error of a Buffer that Node has given up and does not notice where its input ends,
// and unbzip2-stream collects a block, which a few bytes can make 46 MB, in an array of numbers.

const blockMagic = [0x314159, 0x265359];
const endMagic = [0x177245, 0x385090];
const longestCode = 20;
const groupSize = 50;
const portion = 256 * 1024;
const mostInBlock = 900_000;

/** Unpacks bzip2: one stream or several in a row. Checksums of blocks are compared. */
export async function decompressBzip2(input: Uint8Array, sink: Sink, budget: WorkBudget): Promise<void> {
  // One for all blocks, of which a few bytes make many.
  const room = new Uint32Array(mostInBlock);
  for (let at = 0; at === 0 || isHeader(input, at); ) {
    if (!isHeader(input, at)) throw input.length < 4 ? truncated() : corrupt('its header is damaged');
    const reader = new BitReader(input, at + 4);
    const size = ((input[at + 3] ?? 0) - 0x30) * 100_000;
    const block = { room: room.subarray(0, size), sink };
    while (hasBlock(reader)) {
      readBlock(reader, block);
      await budget.breathe();
    }
    reader.word();
    at = reader.wholeByte();
  }
}

function isHeader(input: Uint8Array, at: number): boolean {
  const [b, z, h, level = 0] = input.subarray(at, at + 4);
  return b === 0x42 && z === 0x5a && h === 0x68 && level >= 0x31 && level <= 0x39;
}

function hasBlock(reader: BitReader): boolean {
  const [first, second] = [reader.bits(24), reader.bits(24)];
  if (first === endMagic[0] && second === endMagic[1]) return false;
  if (first === blockMagic[0] && second === blockMagic[1]) return true;
  throw corrupt('a block begins wrongly');
}

/** Bits from the high end of each byte. */
class BitReader {
  private readonly input: Uint8Array;
  private at: number;
  private held = 0;
  private count = 0;

  constructor(input: Uint8Array, at: number) {
    this.input = input;
    this.at = at;
  }

  /** Up to 24 bits. */
  bits(count: number): number {
    while (this.count < count) {
      if (this.at >= this.input.length) throw truncated();
      this.held = (this.held << 8) | (this.input[this.at++] ?? 0);
      this.count += 8;
    }
    this.count -= count;
    const value = (this.held >>> this.count) & ((1 << count) - 1);
    this.held &= (1 << this.count) - 1;
    return value;
  }

  word(): number {
    return this.bits(16) * 0x10000 + this.bits(16);
  }

  wholeByte(): number {
    return this.at - (this.count >> 3);
  }
}

interface BlockTarget {
  /** For the chain of a block, as long as the largest block may be. */
  readonly room: Uint32Array;
  readonly sink: Sink;
}

function readBlock(reader: BitReader, { room, sink }: BlockTarget): void {
  const check = reader.word();
  if (reader.bits(1) === 1) throw unsupported('it is of a randomized kind that bzip2 no longer makes');
  const origin = reader.bits(24);
  const length = chained(reader, room);
  if (origin >= length) throw corrupt('a block begins outside of itself');
  const found = unroll(room, { origin, length }, sink);
  if (found !== check) throw corrupt('the checksum of a block differs');
}

/**
 * Decodes a block's symbols into the chain that undoes the Burrows-Wheeler transform: `next << 8 | byte`. Gives how many
 * there are.
 */
function chained(reader: BitReader, chain: Uint32Array): number {
  const size = chain.length;
  const recent = usedBytes(reader);
  const symbols = recent.length + 2;
  const nextSymbol = symbolReader(reader, symbols);
  const counts = new Uint32Array(256);
  let length = 0;
  let run = 0;
  for (let place = 1; ; ) {
    const symbol = nextSymbol();
    if (symbol <= 1) {
      if (place > size) throw corrupt('a block is longer than it may be');
      run += place << symbol;
      place *= 2;
      continue;
    }
    if (run > 0) {
      const byte = recent[0] ?? 0;
      if (length + run > size) throw corrupt('a block is longer than it may be');
      chain.fill(byte, length, length + run);
      counts[byte] = (counts[byte] ?? 0) + run;
      length += run;
      run = 0;
      place = 1;
    }
    if (symbol === symbols - 1) break;
    if (length >= size) throw corrupt('a block is longer than it may be');
    const byte = recent[symbol - 1] ?? 0;
    recent.copyWithin(1, 0, symbol - 1);
    recent[0] = byte;
    counts[byte] = (counts[byte] ?? 0) + 1;
    chain[length++] = byte;
  }
  let before = 0;
  counts.forEach((count, byte) => {
    counts[byte] = before;
    before += count;
  });
  for (let index = 0; index < length; index++) {
    const byte = (chain[index] ?? 0) & 0xff;
    const place = counts[byte] ?? 0;
    counts[byte] = place + 1;
    chain[place] = ((chain[place] ?? 0) & 0xff) | (index << 8);
  }
  return length;
}

function usedBytes(reader: BitReader): Uint8Array {
  const ranges = reader.bits(16);
  const used: number[] = [];
  for (let range = 0; range < 16; range++) {
    if (((ranges >> (15 - range)) & 1) === 0) continue;
    const bits = reader.bits(16);
    for (let bit = 0; bit < 16; bit++) if (((bits >> (15 - bit)) & 1) === 1) used.push(range * 16 + bit);
  }
  if (used.length === 0) throw corrupt('a block uses no bytes');
  return Uint8Array.from(used);
}

/** The symbols one by one: each group of fifty has the table that a selector names. */
function symbolReader(reader: BitReader, symbols: number): () => number {
  const tableCount = reader.bits(3);
  const selectorCount = reader.bits(15);
  if (tableCount < 2 || tableCount > 6 || selectorCount < 1) throw corrupt('its tables of codes are impossible');
  const recent = [0, 1, 2, 3, 4, 5].slice(0, tableCount);
  const selectors = Uint8Array.from({ length: selectorCount }, () => {
    let place = 0;
    while (reader.bits(1) === 1) place += 1;
    const [table] = recent.splice(place, 1);
    if (table === undefined) throw corrupt('its tables of codes are impossible');
    recent.unshift(table);
    return table;
  });
  const tables = Array.from({ length: tableCount }, () => codeTable(readLengths(reader, symbols)));
  let [group, left] = [-1, 0];
  let table = tables[0];
  return () => {
    if (left === 0) {
      group += 1;
      left = groupSize;
      table = tables[selectors[group] ?? tables.length];
    }
    left -= 1;
    if (table === undefined) throw corrupt('a block is longer than its selectors');
    return readCode(reader, table);
  };
}

function readLengths(reader: BitReader, symbols: number): Uint8Array {
  let length = reader.bits(5);
  return Uint8Array.from({ length: symbols }, () => {
    while (true) {
      if (length < 1 || length > longestCode) throw corrupt('a code has an impossible length');
      if (reader.bits(1) === 0) return length;
      length += reader.bits(1) === 0 ? 1 : -1;
    }
  });
}

interface CodeTable {
  /** The greatest code of each length, and what to take from a code to have its place. */
  readonly limits: Int32Array;
  readonly offsets: Int32Array;
  readonly symbols: Uint16Array;
}

function codeTable(lengths: Uint8Array): CodeTable {
  const limits = new Int32Array(longestCode + 1).fill(-1);
  const offsets = new Int32Array(longestCode + 1);
  const symbols = new Uint16Array(lengths.length);
  let [code, place] = [0, 0];
  for (let length = 1; length <= longestCode; length++) {
    offsets[length] = code - place;
    lengths.forEach((own, symbol) => {
      if (own !== length) return;
      symbols[place++] = symbol;
      code += 1;
    });
    limits[length] = code - 1;
    code *= 2;
  }
  return { limits, offsets, symbols };
}

function readCode(reader: BitReader, { limits, offsets, symbols }: CodeTable): number {
  let code = 0;
  for (let length = 1; length <= longestCode; length++) {
    code = code * 2 + reader.bits(1);
    if (code > (limits[length] ?? -1)) continue;
    const symbol = symbols[code - (offsets[length] ?? 0)];
    if (symbol === undefined) break;
    return symbol;
  }
  throw corrupt('it has a code that is not in its table');
}

/** Follows the chain and undoes the runs of four and a count; gives the checksum. */
function unroll(chain: Uint32Array, { origin, length }: { origin: number; length: number }, sink: Sink): number {
  const crc = new Bzip2Crc();
  const buffer = new Uint8Array(portion);
  let filled = 0;
  const flush = () => {
    const bytes = buffer.subarray(0, filled);
    crc.add(bytes);
    sink(bytes);
    filled = 0;
  };
  let next = (chain[origin] ?? 0) >>> 8;
  let [previous, run] = [-1, 0];
  for (let left = length; left > 0; left--) {
    const entry = chain[next] ?? 0;
    const byte = entry & 0xff;
    next = entry >>> 8;
    if (filled + 256 > portion) flush();
    if (run === 4) {
      buffer.fill(previous, filled, filled + byte);
      filled += byte;
      [previous, run] = [-1, 0];
      continue;
    }
    run = byte === previous ? run + 1 : 1;
    previous = byte;
    buffer[filled++] = byte;
  }
  flush();
  return crc.value();
}
