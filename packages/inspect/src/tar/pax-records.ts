import { tarFault } from './tar-header.ts';

/** What pax records change in the entry after them (POSIX.1-2024 pax "pax Extended Header"; GNU tar's sparse formats). */
export interface PaxRecords {
  readonly path?: Uint8Array;
  readonly linkpath?: Uint8Array;
  readonly size?: number;
  /** The bytes of a sparse file, holes included. */
  readonly sparseSize?: number;
  readonly sparse?: boolean;
  /** Offsets and lengths of what is stored of it, in turn. */
  readonly sparseNumbers?: readonly number[];
  /** Whether the content begins with this map. */
  readonly mapInContent?: boolean;
}

const space = 0x20;
const equals = 0x3d;
const newline = 0x0a;

/** The records of one extended header. Values are views into `bytes`. Faults: `image/tar`. */
export function parsePaxRecords(bytes: Uint8Array, subject: string): PaxRecords {
  const records: { -readonly [Key in keyof PaxRecords]: PaxRecords[Key] } = {};
  /** Of format 0.0, which has a record for each. */
  const numbers: number[] = [];
  for (const [key, value] of recordsIn(bytes, subject)) {
    switch (key) {
      case 'path':
        // The name that a sparse file has is told in another record.
        if (records.sparse !== true || records.path === undefined) records.path = soundName(value, subject);
        break;
      case 'GNU.sparse.name':
        records.sparse = true;
        records.path = soundName(value, subject);
        break;
      case 'linkpath':
        records.linkpath = soundName(value, subject);
        break;
      case 'size':
        records.size = soundSize(value, subject);
        break;
      case 'GNU.sparse.size':
      case 'GNU.sparse.realsize':
        records.sparse = true;
        records.sparseSize = soundSize(value, subject);
        break;
      case 'GNU.sparse.major':
        records.sparse = true;
        records.mapInContent = decimal(value) === 1;
        break;
      case 'GNU.sparse.map':
        records.sparse = true;
        records.sparseNumbers = listOf(value, subject);
        break;
      case 'GNU.sparse.offset':
      case 'GNU.sparse.numbytes':
        numbers.push(soundSize(value, subject));
        break;
      case 'GNU.sparse.numblocks':
        records.sparse = true;
        break;
    }
  }
  return numbers.length === 0 ? records : { ...records, sparseNumbers: numbers };
}

/** Keys and values; the values are views into `bytes`. Faults: `image/tar`. */
export function* recordsIn(bytes: Uint8Array, subject: string): Generator<readonly [string, Uint8Array]> {
  for (let start = 0; start < bytes.length; ) {
    const blank = bytes.indexOf(space, start);
    const length = blank < 0 || blank - start > 7 ? Number.NaN : decimal(bytes.subarray(start, blank));
    const end = start + length;
    const assign = blank < 0 ? -1 : bytes.indexOf(equals, blank);
    if (!(end <= bytes.length && assign > blank && assign < end && bytes[end - 1] === newline)) {
      throw tarFault(subject, 'an extended header (pax) cannot be read');
    }
    const key = Buffer.from(bytes.subarray(blank + 1, assign)).toString('latin1');
    yield [key, bytes.subarray(assign + 1, end - 1)];
    start = end;
  }
}

function listOf(value: Uint8Array, subject: string): readonly number[] {
  const text = Buffer.from(value).toString('latin1');
  return text === '' ? [] : text.split(',').map((digits) => soundSize(Buffer.from(digits, 'latin1'), subject));
}

function decimal(digits: Uint8Array): number {
  let value = digits.length === 0 ? Number.NaN : 0;
  for (const byte of digits) value = byte >= 0x30 && byte <= 0x39 ? value * 10 + (byte - 0x30) : Number.NaN;
  return value;
}

function soundSize(value: Uint8Array, subject: string): number {
  const size = decimal(value);
  if (Number.isSafeInteger(size)) return size;
  throw tarFault(subject, 'an extended header (pax) gives a size that is none');
}

function soundName(value: Uint8Array, subject: string): Uint8Array {
  if (!value.includes(0)) return value;
  throw tarFault(subject, 'an extended header (pax) gives a name with a NUL');
}
