import { Fault } from '@bootwright/core';

/** One value of ASN.1 in its Distinguished Encoding Rules (X.690). */
export interface DerValue {
  /** The whole identifier byte: class, constructed or not, number. */
  readonly tag: number;
  readonly content: Uint8Array;
  /** With the identifier and the length. */
  readonly encoded: Uint8Array;
}

/** Identifier bytes of the types that are read here. */
export const derTag = {
  integer: 0x02,
  oid: 0x06,
  sequence: 0x30,
  set: 0x31,
  /** Constructed, context-specific. */
  context: (number: number) => 0xa0 + number,
} as const;

const mostValues = 10_000;

/**
 * The values that follow one another in `bytes`. Strict: definite lengths in their shortest form, tags of one byte.
 * Faults: `der/broken`, and more than 10,000 values.
 */
export function derValues(bytes: Uint8Array): readonly DerValue[] {
  const values: DerValue[] = [];
  for (let at = 0; at < bytes.length; ) {
    if (values.length >= mostValues) throw broken(`more than ${mostValues} values follow one another`);
    const value = valueAt(bytes, at);
    values.push(value);
    at += value.encoded.length;
  }
  return values;
}

/** The first value of `bytes`, whatever follows it. Fault: `der/broken`. */
export function firstDerValue(bytes: Uint8Array): DerValue {
  return valueAt(bytes, 0);
}

/** The values inside of one of a kind. Faults: `der/broken`, also where it is of another kind or not there. */
export function derChildren(value: DerValue | undefined, tag: number): readonly DerValue[] {
  if (value?.tag === tag) return derValues(value.content);
  throw broken(`a value of kind ${tag} is expected, and there is ${value === undefined ? 'none' : value.tag}`);
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function valueAt(bytes: Uint8Array, start: number): DerValue {
  const tag = byteAt(bytes, start);
  if ((tag & 0x1f) === 0x1f) throw broken('it has a tag of several bytes');
  const short = byteAt(bytes, start + 1);
  const count = short < 0x80 ? 0 : short & 0x7f;
  if (short === 0x80 || count > 4) throw broken('it has a length that DER does not allow');
  let length = count === 0 ? short : 0;
  for (let index = 0; index < count; index++) length = length * 0x100 + byteAt(bytes, start + 2 + index);
  if (count > 0 && (length < 0x80 || byteAt(bytes, start + 2) === 0))
    throw broken('a length is longer than it need be');
  const from = start + 2 + count;
  if (from + length > bytes.length) throw broken('a value ends outside of the value that contains it');
  return { tag, content: bytes.subarray(from, from + length), encoded: bytes.subarray(start, from + length) };
}

function byteAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw broken('it ends too early');
  return byte;
}

function broken(why: string): Fault {
  return new Fault('der/broken', `invalid DER: ${why}`, { hint: 'sign the file again' });
}
