import { Fault } from '@bootwright/core';
import { tarCoreNumber, tarCoreOctal } from './tar-core-number.ts';

export const blockLength = 512;

/** The fields of one header block (POSIX.1-2024 pax "ustar Interchange Format"; GNU tar's tar.h), views into the block. */
export interface TarHeader {
  readonly type: string;
  readonly name: Uint8Array;
  readonly target: Uint8Array;
  readonly size: number;
  /** Of an old GNU sparse file, holes included. */
  readonly sparseSize?: number;
  /** Its map of alternating offsets and lengths. */
  readonly sparseNumbers?: readonly number[];
  /** Whether more blocks of an old GNU sparse map follow. */
  readonly mapGoesOn: boolean;
  /** Whether it has the magic of ustar or GNU tar. */
  readonly isExtended: boolean;
  /** Whether it is one of ustar with another version, or of Schilling's star: not all readers take its prefix alike. */
  readonly hasOwnPrefix: boolean;
  /** Which number bootc reads otherwise, where it does; it continues the name of the entry. */
  readonly ambiguity?: string;
  readonly block: Uint8Array;
}

// Offsets of the fields.
const sizeField = 124;
const checksumField = 148;
const typeField = 156;
const targetField = 157;
const magicField = 257;
const versionField = 263;
const prefixField = 345;
const sparseField = 386;
const sparseInHeader = 4;
const sparseInBlock = 21;
const sparseContinuedField = 482;
const sparseSizeField = 483;
/** In a block that carries on the map of an old GNU sparse file. */
export const mapContinuedField = 504;
const starTrailerField = 508;

const none = new Uint8Array();
const slash = 0x2f;

/** A header block as fields; `undefined` for a block of zeros, which ends an archive. Faults: `image/tar`. */
export function parseTarHeader(block: Uint8Array, subject: string): TarHeader | undefined {
  const checksum = checksumOf(block, subject);
  if (checksum === undefined) return undefined;
  const type = String.fromCharCode(block[typeField] ?? 0);
  const isUstar = startsWith(block, magicField, 'ustar\0');
  const isGnu = !isUstar && startsWith(block, magicField, 'ustar ');
  const isOldSparse = type === 'S' && isGnu;
  const size = parseTarNumber(block, sizeField, 12, subject);
  const ambiguity =
    tarCoreOctal(block, checksumField, 8) !== BigInt(checksum)
      ? 'has a checksum that only one of both reads'
      : tarCoreNumber(block, sizeField, 12) !== BigInt(size)
        ? 'has a size that both read otherwise'
        : undefined;
  return {
    type,
    name: isUstar ? prefixedName(block) : untilNul(block, 0, 100),
    target: block[targetField] === 0 ? none : untilNul(block, targetField, 100),
    size,
    ...(isOldSparse
      ? {
          sparseSize: parseTarNumber(block, sparseSizeField, 12, subject),
          sparseNumbers: numbersOf(block, sparseField, sparseInHeader, subject),
        }
      : {}),
    mapGoesOn: isOldSparse && block[sparseContinuedField] !== 0,
    isExtended: isUstar || isGnu,
    hasOwnPrefix: isUstar && (!startsWith(block, versionField, '00') || startsWith(block, starTrailerField, 'tar\0')),
    ...(ambiguity === undefined ? {} : { ambiguity }),
    block,
  };
}

/** What a block that carries on the map of an old GNU sparse file adds to it. */
export function parseMapBlock(block: Uint8Array, subject: string): readonly number[] {
  return numbersOf(block, 0, sparseInBlock, subject);
}

/** Up to `most` pairs of offset and length; the first that is empty ends them. */
function numbersOf(block: Uint8Array, start: number, most: number, subject: string): readonly number[] {
  const numbers: number[] = [];
  for (let at = start; at < start + most * 24 && block[at] !== 0; at += 24) {
    numbers.push(parseTarNumber(block, at, 12, subject), parseTarNumber(block, at + 12, 12, subject));
  }
  return numbers;
}

/**
 * The sum of a header; absent for a block of zeros. Faults where the header gives another one, but for that of signed bytes,
 * as some old programs wrote it.
 */
function checksumOf(block: Uint8Array, subject: string): number | undefined {
  let unsigned = 0;
  let negative = 0;
  for (let index = 0; index < blockLength; index++) {
    const byte = block[index] ?? 0;
    unsigned += byte;
    if (byte > 0x7f) negative += 256;
  }
  if (unsigned === 0) return undefined;
  let ofField = 0;
  let negativeOfField = 0;
  for (let index = checksumField; index < checksumField + 8; index++) {
    const byte = block[index] ?? 0;
    ofField += byte;
    if (byte > 0x7f) negativeOfField += 256;
  }
  const sum = unsigned - ofField + 8 * 0x20;
  const given = parseTarNumber(block, checksumField, 8, subject);
  if (given === sum || given === sum - negative + negativeOfField) return sum;
  throw tarFault(subject, 'the checksum of a header is wrong');
}

/** A number as octal text or, where the first bit is set, in base 256. Faults: negative, beyond 2^53 - 1, no digits. */
export function parseTarNumber(block: Uint8Array, offset: number, length: number, subject: string): number {
  const first = block[offset] ?? 0;
  let value = 0;
  if (first >= 0x80) {
    if (first >= 0xc0) throw tarFault(subject, 'a size is negative');
    value = first & 0x3f;
    for (let index = offset + 1; index < offset + length; index++) value = value * 256 + (block[index] ?? 0);
  } else {
    let index = offset;
    const end = offset + length;
    while (index < end && (block[index] === 0x20 || block[index] === 0)) index++;
    for (; index < end; index++) {
      const digit = (block[index] ?? 0) - 0x30;
      if (digit === -0x10 || digit === -0x30) break;
      if (digit < 0 || digit > 7) throw tarFault(subject, 'a number in a header is not octal');
      value = value * 8 + digit;
    }
  }
  if (Number.isSafeInteger(value)) return value;
  throw tarFault(subject, 'a number in a header is beyond all measure');
}

function prefixedName(block: Uint8Array): Uint8Array {
  const name = untilNul(block, 0, 100);
  if (block[prefixField] === 0) return name;
  // Schilling's star keeps times in the last bytes of the prefix.
  const prefix = untilNul(block, prefixField, startsWith(block, starTrailerField, 'tar\0') ? 131 : 155);
  const whole = new Uint8Array(prefix.length + 1 + name.length);
  whole.set(prefix);
  whole[prefix.length] = slash;
  whole.set(name, prefix.length + 1);
  return whole;
}

function untilNul(block: Uint8Array, offset: number, length: number): Uint8Array {
  let end = offset;
  while (end < offset + length && block[end] !== 0) end++;
  return block.subarray(offset, end);
}

function startsWith(block: Uint8Array, offset: number, text: string): boolean {
  for (let index = 0; index < text.length; index++) if (block[offset + index] !== text.charCodeAt(index)) return false;
  return true;
}

/** A tar archive that is broken; `subject` says which. */
export function tarFault(subject: string, what: string): Fault {
  return new Fault('image/tar', `${subject} is a broken tar archive: ${what}`, {
    hint: 'fetch or save the image again; if that does not help, build it again',
  });
}
