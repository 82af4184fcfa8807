import { defined } from '@bootwright/core';
import { byteString } from '../byte-string.ts';
import { rustUnsigned } from './tar-core-number.ts';
import { tarFault } from './tar-header.ts';

/** What pax records change in the entry after them (POSIX.1-2024 pax "pax Extended Header"; GNU tar's sparse formats). */
export interface PaxRecords {
  readonly path?: Uint8Array;
  readonly linkpath?: Uint8Array;
  readonly size?: number;
  /** The bytes of a sparse file, holes included. */
  readonly sparseSize?: number;
  readonly sparse?: boolean;
  /** Offsets and lengths of its stored parts, alternating. */
  readonly sparseNumbers?: readonly number[];
  /** Whether the content begins with this map. */
  readonly mapInContent?: boolean;
  /** Why bootc takes the entry for something else, where it does; it continues the entry's name. */
  readonly ambiguity?: string;
}

const space = 0x20;
const equals = 0x3d;
const newline = 0x0a;

/** Records of a sparse file, which mean something together only. */
interface SparseRecords {
  name?: Uint8Array;
  size?: number;
  major?: string;
  minor?: string;
  /** Format 0.1 has them in one record, format 0.0 in a record each. */
  numbers?: number[];
}

/** The records of one extended header. Values are views into `bytes`. Faults: `image/tar`. */
export function parsePaxRecords(bytes: Uint8Array, subject: string): PaxRecords {
  const records: { -readonly [Key in keyof PaxRecords]: PaxRecords[Key] } = {};
  const sparse: SparseRecords = {};
  for (const [key, value] of recordsIn(bytes, subject)) {
    switch (key) {
      case 'path':
        records.path = soundName(value, subject);
        break;
      case 'linkpath':
        records.linkpath = soundName(value, subject);
        break;
      case 'size':
        records.size = soundSize(value, subject);
        break;
      case 'GNU.sparse.name':
        sparse.name = soundName(value, subject);
        break;
      case 'GNU.sparse.size':
      case 'GNU.sparse.realsize':
        sparse.size = soundSize(value, subject);
        break;
      case 'GNU.sparse.major':
        sparse.major = byteString(value);
        break;
      case 'GNU.sparse.minor':
        sparse.minor = byteString(value);
        break;
      case 'GNU.sparse.map':
        sparse.numbers = listOf(value, subject);
        break;
      case 'GNU.sparse.offset':
      case 'GNU.sparse.numbytes':
        sparse.numbers ??= [];
        sparse.numbers.push(soundSize(value, subject));
        break;
    }
  }
  return Object.keys(sparse).length === 0 ? records : { ...records, ...sparseRecords(sparse) };
}

/** What container runtimes make of them (Go's archive/tar, `readGNUSparsePAXHeaders`), and whether bootc does too. */
function sparseRecords({ name, size, major, minor, numbers }: SparseRecords): PaxRecords {
  const version = major === undefined && minor === undefined ? undefined : `${major ?? ''}.${minor ?? ''}`;
  const mapInContent = version === '1.0';
  const isSparse =
    mapInContent || version === '0.0' || version === '0.1' || (version === undefined && numbers !== undefined);
  const isBroken = [major, minor].some((number) => number !== undefined && rustUnsigned(number) === undefined);
  const isOther =
    isBroken || (isSparse ? !mapInContent && numbers === undefined : name !== undefined || numbers !== undefined);
  const ambiguity = isOther ? { ambiguity: 'has records of a sparse file that only one of both takes for one' } : {};
  if (!isSparse) return ambiguity;
  return {
    sparse: true,
    mapInContent,
    ...defined({ path: name, sparseSize: size, sparseNumbers: numbers }),
    ...ambiguity,
  };
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
    yield [byteString(bytes.subarray(blank + 1, assign)), bytes.subarray(assign + 1, end - 1)];
    start = end;
  }
}

function listOf(value: Uint8Array, subject: string): number[] {
  const text = byteString(value);
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
  throw tarFault(subject, 'an extended header (pax) has an invalid size');
}

function soundName(value: Uint8Array, subject: string): Uint8Array {
  if (!value.includes(0)) return value;
  throw tarFault(subject, 'an extended header (pax) gives a name with a NUL');
}
