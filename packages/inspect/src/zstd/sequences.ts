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
 * 3.1.1.4). Returns how many literals are left. The bits are read from the end; `input` has bytes to spare at its end.
 */
export function runSequences(run: SequenceRun, history: History): number {
  const { input, start, literals, tables, recent } = run;
  const output = history.bytes;
  const most = history.end + mostInBlock;
  const last = run.end > start ? (input[run.end - 1] ?? 0) : 0;
  if (last === 0) damage('the sequences of a block are broken');
  let position = (run.end - start) * 8 - 1 - (Math.clz32(last) - 24);
  const view = new DataView(input.buffer, input.byteOffset);
  /** At most 25 bits. */
  const read = (count: number): number => {
    position -= count;
    if (position < 0) damage('the sequences of a block are cut');
    return (view.getUint32(start + (position >>> 3), true) >>> (position & 7)) & ((1 << count) - 1);
  };
  const literalStates = tables.literals.states;
  const offsetStates = tables.offsets.states;
  const matchStates = tables.matches.states;
  let literalState = read(tables.literals.log);
  let offsetState = read(tables.offsets.log);
  let matchState = read(tables.matches.log);
  let at = history.end;
  let taken = 0;
  for (let left = run.count; left > 0; left--) {
    const literalEntry = literalStates[literalState] ?? 0;
    const offsetEntry = offsetStates[offsetState] ?? 0;
    const matchEntry = matchStates[matchState] ?? 0;
    const offsetBits = offsetEntry & 0xff;
    if (offsetBits > mostOffsetBits) damage('a match is too far back');
    const value = (1 << offsetBits) + (offsetBits > 16 ? read(offsetBits - 16) * 0x10000 + read(16) : read(offsetBits));
    const matchCode = matchEntry & 0xff;
    const literalCode = literalEntry & 0xff;
    // Small lengths, which are most, have no bits of their own.
    const length = matchCode < 32 ? matchCode + 3 : (matchBases[matchCode] ?? 0) + read(matchBits[matchCode] ?? 0);
    const before =
      literalCode < 16 ? literalCode : (literalBases[literalCode] ?? 0) + read(literalBits[literalCode] ?? 0);
    const offset = namedOffset(value, before, recent);
    if (left > 1) {
      const literalWidth = (literalEntry >>> 8) & 0xff;
      const matchWidth = (matchEntry >>> 8) & 0xff;
      const both = read(literalWidth + matchWidth);
      literalState = (literalEntry >>> 16) + (both >>> matchWidth);
      matchState = (matchEntry >>> 16) + (both & ((1 << matchWidth) - 1));
      offsetState = (offsetEntry >>> 16) + read((offsetEntry >>> 8) & 0xff);
    }
    if (taken + before > literals.length || at + before + length > most) damage('a block unpacks to too much');
    if (before < 32) for (let index = 0; index < before; index++) output[at + index] = literals[taken + index] ?? 0;
    else output.set(literals.subarray(taken, taken + before), at);
    at += before;
    taken += before;
    const from = at - offset;
    if (offset <= 0 || from < history.start) damage('a match is too far back');
    // A match may repeat what it writes.
    if (length > 64 && offset >= length) output.copyWithin(at, from, from + length);
    else for (let index = 0; index < length; index++) output[at + index] = output[from + index] ?? 0;
    at += length;
  }
  if (position !== 0) damage('the sequences of a block are too long');
  history.end = at;
  return literals.length - taken;
}

/** Values up to three name an offset again (RFC 8878, 3.1.1.5). */
function namedOffset(value: number, literals: number, recent: Int32Array): number {
  // Taken apart by index: an iterator would cost more than all the rest.
  const first = recent[0] ?? 0;
  const second = recent[1] ?? 0;
  const third = recent[2] ?? 0;
  if (value > 3) {
    recent[2] = second;
    recent[1] = first;
    recent[0] = value - 3;
    return value - 3;
  }
  const place = literals === 0 ? value + 1 : value;
  if (place === 1) return first;
  const offset = place === 2 ? second : place === 3 ? third : first - 1;
  if (place > 2) recent[2] = second;
  recent[1] = first;
  recent[0] = offset;
  return offset;
}
