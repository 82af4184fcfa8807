import type { ReadBytes, WorkBudget } from '@bootwright/archive';
import { damagedList } from './damage.ts';

// Read here and not by a library: those that exist need the whole database in memory, and this is to read a few pages
// of one whose every byte may be made to mislead.

/** A row as it is stored: the number of the row, and its columns. */
export interface SqliteRow {
  readonly rowid: number;
  /** Text and blobs as bytes, numbers as numbers; absent for NULL and for what is not kept of a long row. */
  readonly columns: readonly (Uint8Array | number | undefined)[];
}

const magic = 'SQLite format 3\0';
const headerLength = 100;
/** The table of tables has five columns, those that are read here two; what follows them is passed over. */
const mostColumns = 5;
/** Bytes that count as one step. */
const bytesOfStep = 64;
/** Bytes of one row: the header of a package with very many files has some mebibytes. */
const longestRow = 4 * 1024 * 1024;
const deepest = 20;

const interiorTable = 0x05;
const leafTable = 0x0d;

/**
 * Tables of a SQLite database, read page by page ("Database File Format", sections 1.3, 1.5, 1.6 and 2). What a
 * write-ahead log next to it contains is not seen. Rows may share bytes, and pages may lead to one another: what is looked
 * at is charged to `budget` each time. Faults: `inspect/package-list`.
 */
export class SqliteFile {
  private readonly readBytes: ReadBytes;
  private readonly pageSize: number;
  private readonly usable: number;
  private readonly budget: WorkBudget;

  constructor(read: ReadBytes, budget: WorkBudget) {
    this.budget = budget;
    const header = read(0, headerLength);
    if (header.length < headerLength || !magic.split('').every((c, index) => header[index] === c.charCodeAt(0)))
      throw damagedList('it is not a SQLite database');
    const size = shortAt(header, 16);
    this.pageSize = size === 1 ? 65536 : size;
    this.usable = this.pageSize - (header[20] ?? 0);
    if (this.pageSize < 512 || (this.pageSize & (this.pageSize - 1)) !== 0 || this.usable < 480)
      throw damagedList('its pages have an impossible size');
    if (wordAt(header, 56) !== 1) throw damagedList('its text is not UTF-8');
    this.readBytes = read;
  }

  /** The first page of a table. */
  rootOf(table: string): number {
    for (const { columns } of this.rows(1)) {
      const [type, , name, root] = columns;
      if (isText(type, 'table') && isText(name, table) && typeof root === 'number') return root;
    }
    throw damagedList(`it has no table ${table}`);
  }

  /** All rows below a page, in their order. */
  *rows(page: number, depth = 0): Generator<SqliteRow> {
    const node = this.node(page, depth);
    for (let cell = 0; cell < node.cells; cell++) {
      if (node.isLeaf) yield this.rowAt(node, cell);
      else yield* this.rows(this.childAt(node, cell), depth + 1);
    }
    if (!node.isLeaf) yield* this.rows(node.last, depth + 1);
  }

  /** The row of a number below a page. */
  row(page: number, rowid: number): SqliteRow | undefined {
    let node = this.node(page, 0);
    for (let depth = 1; !node.isLeaf; depth++) {
      let child = node.last;
      for (let cell = 0; cell < node.cells; cell++) {
        this.spend(1);
        if (rowid > variable(node.bytes, this.cellAt(node, cell) + 4).value) continue;
        child = this.childAt(node, cell);
        break;
      }
      node = this.node(child, depth);
    }
    for (let cell = 0; cell < node.cells; cell++) {
      this.spend(1);
      const at = this.cellAt(node, cell);
      if (variable(node.bytes, variable(node.bytes, at).next).value === rowid) return this.rowAt(node, cell);
    }
    return undefined;
  }

  private page(number: number): Uint8Array {
    this.spend(this.pageSize / bytesOfStep);
    const bytes = number < 1 ? undefined : this.readBytes((number - 1) * this.pageSize, this.pageSize);
    if (bytes?.length === this.pageSize) return bytes;
    throw damagedList(`it points to a page ${number} that it does not have`);
  }

  private node(number: number, depth: number): Node {
    if (depth > deepest) throw damagedList('its pages lead in a circle');
    const bytes = this.page(number);
    const start = number === 1 ? headerLength : 0;
    const type = bytes[start];
    if (type !== leafTable && type !== interiorTable) throw damagedList(`its page ${number} is of no table`);
    const isLeaf = type === leafTable;
    return {
      bytes,
      isLeaf,
      cells: shortAt(bytes, start + 3),
      pointers: start + (isLeaf ? 8 : 12),
      last: isLeaf ? 0 : wordAt(bytes, start + 8),
    };
  }

  private spend(steps: number): void {
    if (steps > this.budget.left('database steps'))
      throw damagedList(
        `more than ${this.budget.limit('database steps')} of its cells and columns would have to be read`,
      );
    this.budget.spend('database steps', steps);
  }

  private cellAt({ bytes, pointers }: Node, cell: number): number {
    return shortAt(bytes, pointers + cell * 2);
  }

  private childAt(node: Node, cell: number): number {
    return wordAt(node.bytes, this.cellAt(node, cell));
  }

  private rowAt(node: Node, cell: number): SqliteRow {
    const length = variable(node.bytes, this.cellAt(node, cell));
    const rowid = variable(node.bytes, length.next);
    const columns = columnsOf(this.payload(node.bytes, rowid.next, length.value));
    this.spend(1 + columns.length);
    return { rowid: rowid.value, columns };
  }

  /** The bytes of a row, of which the end may be in pages of its own; empty for a row that is too long. */
  private payload(bytes: Uint8Array, start: number, length: number): Uint8Array {
    if (length > longestRow) return new Uint8Array();
    const local = localLength(this.usable, length);
    if (start + local > bytes.length) throw damagedList('a row of it goes beyond its page');
    if (local === length) return bytes.subarray(start, start + length);
    this.spend(length / bytesOfStep);
    const whole = new Uint8Array(length);
    whole.set(bytes.subarray(start, start + local));
    let next = wordAt(bytes, start + local);
    for (let filled = local; filled < length; ) {
      const page = this.page(next);
      const part = page.subarray(4, 4 + Math.min(this.usable - 4, length - filled));
      whole.set(part, filled);
      filled += part.length;
      next = wordAt(page, 0);
    }
    return whole;
  }
}

interface Node {
  readonly bytes: Uint8Array;
  readonly isLeaf: boolean;
  readonly cells: number;
  /** Where the offsets of the cells stand. */
  readonly pointers: number;
  /** The page behind the last cell. */
  readonly last: number;
}

/** How much of a row is in its page. */
function localLength(usable: number, length: number): number {
  const most = usable - 35;
  if (length <= most) return length;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const local = least + ((length - least) % (usable - 4));
  return local <= most ? local : least;
}

function columnsOf(record: Uint8Array): SqliteRow['columns'] {
  if (record.length === 0) return [];
  const head = variable(record, 0);
  const columns: (Uint8Array | number | undefined)[] = [];
  let at = head.value;
  for (let next = head.next; next < head.value && columns.length < mostColumns; ) {
    const type = variable(record, next);
    next = type.next;
    const length = lengthOfType(type.value);
    if (at + length > record.length) throw damagedList('a row of it goes beyond its end');
    columns.push(columnValue(type.value, record.subarray(at, at + length)));
    at += length;
  }
  return columns;
}

function lengthOfType(type: number): number {
  if (type >= 12) return Math.floor((type - 12) / 2);
  return [0, 1, 2, 3, 4, 6, 8, 8, 0, 0][type] ?? 0;
}

function columnValue(type: number, bytes: Uint8Array): Uint8Array | number | undefined {
  if (type >= 12) return bytes;
  if (type === 8 || type === 9) return type - 8;
  // No number that is looked at here is negative or a fraction.
  return type >= 1 && type <= 6 ? bytes.reduce((value, byte) => value * 0x100 + byte, 0) : undefined;
}

/** Whether a column is this text, of ASCII. */
export function isText(column: Uint8Array | number | undefined, text: string): boolean {
  if (!(column instanceof Uint8Array) || column.length !== text.length) return false;
  return column.every((byte, index) => byte === text.charCodeAt(index));
}

/** An integer of seven bits a byte, the high ones first; a ninth byte has eight. */
function variable(bytes: Uint8Array, start: number): { readonly value: number; readonly next: number } {
  let value = 0;
  for (let index = 0; index < 9; index++) {
    const byte = bytes[start + index];
    if (byte === undefined) throw damagedList('a number of it goes beyond its page');
    if (index === 8) return { value: value * 0x100 + byte, next: start + 9 };
    value = value * 0x80 + (byte & 0x7f);
    if (byte < 0x80) return { value, next: start + index + 1 };
  }
  return { value, next: start + 9 };
}

function shortAt(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) * 0x100 + (bytes[at + 1] ?? 0);
}

function wordAt(bytes: Uint8Array, at: number): number {
  return shortAt(bytes, at) * 0x10000 + shortAt(bytes, at + 2);
}
