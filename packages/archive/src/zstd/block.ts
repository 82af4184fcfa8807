import { damage } from './damage.ts';
import type { History } from './history.ts';
import { mostInBlock, spare } from './history.ts';
import { decodeFour, decodeOne } from './huffman-streams.ts';
import type { HuffmanTable } from './huffman-table.ts';
import { readHuffmanTable } from './huffman-table.ts';
import type { SequenceTables } from './sequences.ts';
import { readSequenceTables, runSequences } from './sequences.ts';

/** What the compressed blocks of one frame hand on to one another. */
export interface BlockState {
  huffman: HuffmanTable | undefined;
  tables: SequenceTables | undefined;
  readonly recent: Int32Array;
  /** Room for literals, used again by each block. */
  readonly literals: Uint8Array;
}

/** The state at a frame's beginning (RFC 8878, 3.1.1.5: the first offsets). */
export function blockState(literals: Uint8Array = new Uint8Array(mostInBlock + spare)): BlockState {
  return {
    huffman: undefined,
    tables: undefined,
    recent: Int32Array.of(1, 4, 8),
    literals,
  };
}

/** Unpacks a compressed block (RFC 8878, 3.1.1.3) to the end of the history, in which there is room for it. */
export function decodeBlock(
  input: Uint8Array,
  start: number,
  end: number,
  { state, history }: { readonly state: BlockState; readonly history: History },
): void {
  const section = readLiterals(input, start, end, state);
  const { literals } = section;
  const { count, next } = readCount(input, section.end, end);
  let left = literals.length;
  if (count > 0) {
    const { tables, start: stream } = readSequenceTables({ bytes: input, start: next, end }, state.tables);
    state.tables = tables;
    left = runSequences({ input, start: stream, end, count, tables, literals, recent: state.recent }, history);
  } else if (next !== end) {
    damage('a block is too long');
  }
  if (left === 0) return;
  history.bytes.set(literals.subarray(literals.length - left), history.end);
  history.end += left;
}

/** How many sequences there are (RFC 8878, 3.1.1.3.2.1). */
function readCount(input: Uint8Array, at: number, end: number): { readonly count: number; readonly next: number } {
  const [first = 0, second = 0, third = 0] = input.subarray(at, Math.min(at + 3, end));
  const length = first < 128 ? 1 : first < 255 ? 2 : 3;
  if (at + length > end) damage('a block is cut');
  if (length === 1) return { count: first, next: at + 1 };
  if (length === 2) return { count: ((first - 128) << 8) + second, next: at + 2 };
  return { count: second + (third << 8) + 0x7f00, next: at + 3 };
}

interface Literals {
  readonly literals: Uint8Array;
  readonly end: number;
}

/** The literals of a block (RFC 8878, 3.1.1.3.1). */
function readLiterals(input: Uint8Array, start: number, end: number, state: BlockState): Literals {
  if (start >= end) damage('a block is empty');
  const first = input[start] ?? 0;
  const kind = first & 3;
  const format = (first >> 2) & 3;
  return kind < 2
    ? plainLiterals(input, { start, end, format, repeated: kind === 1 }, state)
    : packedLiterals(input, { start, end, format, hasTable: kind === 2 }, state);
}

interface Section {
  readonly start: number;
  readonly end: number;
  readonly format: number;
}

function plainLiterals(
  input: Uint8Array,
  section: Section & { readonly repeated: boolean },
  state: BlockState,
): Literals {
  const { start, end, format, repeated } = section;
  const headLength = format === 1 ? 2 : format === 3 ? 3 : 1;
  const head = wordAt(input, start, headLength);
  const length = headLength === 1 ? head >> 3 : head >> 4;
  const from = start + headLength;
  const after = from + (repeated ? 1 : length);
  if (length > mostInBlock || after > end) damage('the literals of a block are cut');
  if (!repeated) return { literals: input.subarray(from, after), end: after };
  return { literals: state.literals.fill(input[from] ?? 0, 0, length).subarray(0, length), end: after };
}

function packedLiterals(
  input: Uint8Array,
  section: Section & { readonly hasTable: boolean },
  state: BlockState,
): Literals {
  const { start, end, format } = section;
  const headLength = format < 2 ? 3 : format === 2 ? 4 : 5;
  // Both lengths have as many bits: 10, 14 or 18.
  const width = format < 2 ? 10 : format === 2 ? 14 : 18;
  const head = wordAt(input, start, headLength);
  const length = Math.floor(head / 16) % 2 ** width;
  const packed = Math.floor(head / (16 * 2 ** width)) % 2 ** width;
  let from = start + headLength;
  const after = from + packed;
  if (length > mostInBlock || after > end) damage('the literals of a block are cut');
  if (section.hasTable) {
    const read = readHuffmanTable(input, from, after);
    state.huffman = read.table;
    from = read.end;
  }
  const table = state.huffman ?? damage('a block repeats a table that never was');
  const output = state.literals;
  const decode = format === 0 ? decodeOne : decodeFour;
  decode(input, output, { start: from, end: after, length }, table);
  return { literals: output.subarray(0, length), end: after };
}

/** A little-endian number of up to 5 bytes. */
function wordAt(input: Uint8Array, start: number, length: number): number {
  let value = 0;
  for (let index = length - 1; index >= 0; index--) value = value * 256 + (input[start + index] ?? 0);
  return value;
}
