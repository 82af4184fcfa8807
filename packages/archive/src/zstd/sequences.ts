import { damage } from './damage.ts';
import type { FseTable } from './fse-table.ts';
import { fseTable, oneSymbolTable, readFseTable } from './fse-table.ts';
import type { History } from './history.ts';
import { mostInBlock } from './history.ts';

/** What sequences are written with; each is also what a later block may use again. */
export interface SequenceTables {
  readonly literals: FseTable;
  readonly offsets: FseTable;
  readonly matches: FseTable;
}

/** The first value and the number of further bits of each code (RFC 8878, 3.1.1.3.2.1.1). */
const literalBases = Uint32Array.of(
  ...Array.from({ length: 16 }, (_, code) => code),
  ...[16, 18, 20, 22, 24, 28, 32, 40, 48, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536],
);
const literalBits = Uint8Array.of(
  ...new Array<number>(16).fill(0),
  ...[1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
);
const matchBases = Uint32Array.of(
  ...Array.from({ length: 32 }, (_, code) => code + 3),
  ...[35, 37, 39, 41, 43, 47, 51, 59, 67, 83, 99, 131, 259, 515, 1027, 2051, 4099, 8195, 16387, 32771, 65539],
);
const matchBits = Uint8Array.of(
  ...new Array<number>(32).fill(0),
  ...[1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
);
/** Bits that a word has, from whatever bit of a byte on. */
const mostBits = 25;
/** Bytes beyond which a copy is left to the engine. */
const longestByWord = 64;
/** Windows end at 2^27; an offset of more bits leads nowhere. */
const mostOffsetBits = 28;

/** The distributions that need not be written (RFC 8878, 3.1.1.3.2.2). */
const usual: SequenceTables = {
  literals: fseTable(
    [4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1],
    6,
  ),
  offsets: fseTable([1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1], 5),
  matches: fseTable([1, 4, 3, 2, 2, 2, 2, 2, 2, ...new Array<number>(37).fill(1), ...new Array<number>(7).fill(-1)], 6),
};

/** Where the tables of a block stand. */
export interface TableSection {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/** Reads which tables the sequences of a block use (RFC 8878, 3.1.1.3.2.1); `before` are those of the block before. */
export function readSequenceTables(
  section: TableSection,
  before: SequenceTables | undefined,
): { readonly tables: SequenceTables; readonly start: number } {
  const { bytes, end } = section;
  let start = section.start + 1;
  if (start > end) damage('a block is cut');
  const modes = bytes[section.start] ?? 0;
  if ((modes & 3) !== 0) damage('a block uses what is reserved');
  const table = (mode: number, log: number, symbols: number, kind: keyof SequenceTables): FseTable => {
    if (mode === 0) return usual[kind];
    if (mode === 3) return before?.[kind] ?? damage('a block repeats a table that never was');
    if (mode === 1) {
      const symbol = start < end ? (bytes[start] ?? 0) : symbols;
      start += 1;
      return symbol < symbols ? oneSymbolTable(symbol) : damage('a table has an unknown symbol');
    }
    const read = readFseTable(bytes, start, { end, log, symbols });
    start = read.end;
    return read.table;
  };
  const literals = table(modes >> 6, 9, 36, 'literals');
  const offsets = table((modes >> 4) & 3, 8, 32, 'offsets');
  const matches = table((modes >> 2) & 3, 9, 53, 'matches');
  return { tables: { literals, offsets, matches }, start };
}

/** What `runSequences` works on. */
export interface SequenceRun {
  readonly input: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly count: number;
  readonly tables: SequenceTables;
  readonly literals: Uint8Array;
  /** The three offsets that may be named again; changed by the run. */
  readonly recent: Int32Array;
}

/**
 * Carries out the sequences of a block: each copies some literals to the output, then repeats some of it (RFC 8878,
 * 3.1.1.4). Returns how many literals are left. The bits are read from the end. Bits and bytes are taken by the word, so
 * that all the arrays have `spare` bytes at their ends.
 */
export function runSequences(run: SequenceRun, history: History): number {
  const { input, start, literals, tables, recent } = run;
  const output = history.bytes;
  const most = history.end + mostInBlock;
  const last = run.end > start ? (input[run.end - 1] ?? 0) : 0;
  if (last === 0) damage('the sequences of a block are broken');
  const bits = new DataView(input.buffer, input.byteOffset + start);
  const from = new DataView(literals.buffer, literals.byteOffset);
  const to = new DataView(output.buffer, output.byteOffset);
  const literalStates = tables.literals.states;
  const offsetStates = tables.offsets.states;
  const matchStates = tables.matches.states;
  // This loop is most of the work: what changes in it are local variables, and no function is called that is not small.
  let position = (run.end - start) * 8 - 1 - (Math.clz32(last) - 24);
  position -= tables.literals.log;
  let literalState = bitsAt(bits, position, tables.literals.log);
  position -= tables.offsets.log;
  let offsetState = bitsAt(bits, position, tables.offsets.log);
  position -= tables.matches.log;
  let matchState = bitsAt(bits, position, tables.matches.log);
  let [first = 0, second = 0, third = 0] = recent;
  let at = history.end;
  let taken = 0;
  for (let left = run.count; left > 0; left--) {
    const literalEntry = literalStates[literalState] ?? 0;
    const offsetEntry = offsetStates[offsetState] ?? 0;
    const matchEntry = matchStates[matchState] ?? 0;
    const offsetBits = offsetEntry & 0xff;
    if (offsetBits > mostOffsetBits) damage('a match is too far back');
    let value = 1 << offsetBits;
    if (offsetBits > mostBits) {
      position -= offsetBits - mostBits;
      value += bitsAt(bits, position, offsetBits - mostBits) << mostBits;
      position -= mostBits;
      value += bitsAt(bits, position, mostBits);
    } else {
      position -= offsetBits;
      value += bitsAt(bits, position, offsetBits);
    }
    // Small lengths, which are most, have no bits of their own.
    let length = (matchEntry & 0xff) + 3;
    if (length >= 35) {
      const width = matchBits[length - 3] ?? 0;
      position -= width;
      length = (matchBases[length - 3] ?? 0) + bitsAt(bits, position, width);
    }
    let before = literalEntry & 0xff;
    if (before >= 16) {
      const width = literalBits[before] ?? 0;
      position -= width;
      before = (literalBases[before] ?? 0) + bitsAt(bits, position, width);
    }
    // Values up to three name an offset again (RFC 8878, 3.1.1.5).
    let offset = first;
    if (value > 3) {
      offset = value - 3;
      third = second;
      second = first;
      first = offset;
    } else {
      const place = before === 0 ? value + 1 : value;
      if (place > 1) {
        offset = place === 2 ? second : place === 3 ? third : first - 1;
        if (place > 2) third = second;
        second = first;
        first = offset;
      }
    }
    if (left > 1) {
      const literalWidth = (literalEntry >>> 8) & 0xff;
      const matchWidth = (matchEntry >>> 8) & 0xff;
      const offsetWidth = (offsetEntry >>> 8) & 0xff;
      position -= literalWidth;
      literalState = (literalEntry >>> 16) + bitsAt(bits, position, literalWidth);
      position -= matchWidth + offsetWidth;
      const both = bitsAt(bits, position, matchWidth + offsetWidth);
      matchState = (matchEntry >>> 16) + (both >>> offsetWidth);
      offsetState = (offsetEntry >>> 16) + (both & ((1 << offsetWidth) - 1));
    }
    if (taken + before > literals.length || at + before + length > most) damage('a block unpacks to too much');
    if (before > longestByWord) output.set(literals.subarray(taken, taken + before), at);
    else for (let index = 0; index < before; index += 4) to.setInt32(at + index, from.getInt32(taken + index));
    at += before;
    taken += before;
    const source = at - offset;
    if (offset <= 0 || source < history.start) damage('a match is too far back');
    // A match may repeat what it writes.
    if (length > longestByWord && offset >= length) output.copyWithin(at, source, source + length);
    else if (offset < 4) for (let index = 0; index < length; index++) output[at + index] = output[source + index] ?? 0;
    else for (let index = 0; index < length; index += 4) to.setInt32(at + index, to.getInt32(source + index));
    at += length;
  }
  if (position !== 0) damage('the sequences of a block are too long');
  recent[0] = first;
  recent[1] = second;
  recent[2] = third;
  history.end = at;
  return literals.length - taken;
}

/** Up to `mostBits` bits. */
function bitsAt(bits: DataView, position: number, count: number): number {
  if (position < 0) damage('the sequences of a block are cut');
  return (bits.getInt32(position >>> 3, true) >>> (position & 7)) & ((1 << count) - 1);
}
