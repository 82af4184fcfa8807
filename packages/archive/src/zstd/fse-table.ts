import { damage } from './damage.ts';

/** A table of finite state entropy (RFC 8878, 4.1). */
export interface FseTable {
  /** How many bits the first state has; the table has 2 to the power of it entries. */
  readonly log: number;
  /** For each state: the symbol in bits 0 to 7, how many bits to read in bits 8 to 15, what to add to them above. */
  readonly states: Uint32Array;
}

/** A table that was read, and where the bytes after it begin. */
export interface ReadFseTable {
  readonly table: FseTable;
  readonly end: number;
}

/** Reads the description of a table (RFC 8878, 4.1.1). */
export function readFseTable(
  bytes: Uint8Array,
  start: number,
  limit: { readonly end: number; readonly log: number; readonly symbols: number },
): ReadFseTable {
  const counts: number[] = [];
  if (start >= limit.end) damage('a table is missing');
  const log = ((bytes[start] ?? 0) & 15) + 5;
  if (log > limit.log) damage('a table is too large');
  let position = start * 8 + 4;
  const bitsAt = (at: number, count: number): number => {
    const index = at >>> 3;
    const word = (bytes[index] ?? 0) | ((bytes[index + 1] ?? 0) << 8) | ((bytes[index + 2] ?? 0) << 16);
    return (word >>> (at & 7)) & ((1 << count) - 1);
  };
  let remaining = 1 << log;
  while (remaining > 0) {
    const width = 32 - Math.clz32(remaining + 1);
    const low = (1 << (width - 1)) - 1;
    const threshold = (1 << width) - 2 - remaining;
    let value = bitsAt(position, width);
    if ((value & low) < threshold) {
      value &= low;
      position += width - 1;
    } else {
      if (value > low) value -= threshold;
      position += width;
    }
    const count = value - 1;
    counts.push(count);
    remaining -= Math.abs(count);
    if (count === 0) {
      let zeros: number;
      do {
        zeros = bitsAt(position, 2);
        position += 2;
        for (let index = 0; index < zeros; index++) counts.push(0);
      } while (zeros === 3 && counts.length <= limit.symbols);
    }
    if (counts.length > limit.symbols) damage('a table has too many symbols');
  }
  const end = (position + 7) >>> 3;
  if (remaining < 0 || end > limit.end) damage('a table is broken');
  return { table: fseTable(counts, log), end };
}

/** The table of a distribution (RFC 8878, 4.1.1, "From normalized distribution to decoding tables"). */
export function fseTable(counts: readonly number[], log: number): FseTable {
  const size = 1 << log;
  const symbols = new Uint8Array(size);
  const next = new Uint16Array(counts.length);
  let high = size - 1;
  // Taken by index here and below: there are three tables a block, and iterators would cost more than all the rest.
  for (let symbol = 0; symbol < counts.length; symbol++) {
    const count = counts[symbol] ?? 0;
    next[symbol] = Math.abs(count);
    if (count === -1) symbols[high--] = symbol;
  }
  const step = (size >> 1) + (size >> 3) + 3;
  let place = 0;
  for (let symbol = 0; symbol < counts.length; symbol++) {
    const count = counts[symbol] ?? 0;
    for (let index = 0; index < count; index++) {
      symbols[place] = symbol;
      do place = (place + step) & (size - 1);
      while (place > high);
    }
  }
  const states = new Uint32Array(size);
  for (let state = 0; state < size; state++) {
    const symbol = symbols[state] ?? 0;
    const number = next[symbol] ?? 0;
    next[symbol] = number + 1;
    const bits = log - (31 - Math.clz32(number));
    states[state] = symbol | (bits << 8) | (((number << bits) - size) << 16);
  }
  return { log, states };
}

/** A table that gives one symbol and reads nothing. */
export function oneSymbolTable(symbol: number): FseTable {
  return { log: 0, states: Uint32Array.of(symbol) };
}
