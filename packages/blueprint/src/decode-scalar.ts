import { alternatives, describeValue, interpretByteCount, interpretSize, nearest, quoted } from '@bootwright/core';
import type { Decoding } from './decoding.ts';
import { report, subject } from './decoding.ts';
import { accountNumbers, type IntegerShape, type TextShape, type WordShape } from './shape.ts';

// Each returns `undefined` where it reported a fault.

export function decodeText(shape: TextShape, value: unknown, decoding: Decoding): string | undefined {
  if (typeof value !== 'string') return wrongType('a string', value, decoding);
  if (shape.filled && value === '') {
    report(decoding, 'blueprint/empty', `${subject(decoding)} must not be empty`);
    return undefined;
  }
  const { mostBytes } = shape;
  // No text needs more than three bytes for a unit of UTF-16: a short one need not be measured.
  if (value.length * 3 > mostBytes && utf8Length(value) > mostBytes) {
    const message = `${subject(decoding)} must have at most ${mostBytes} bytes, not ${utf8Length(value)}`;
    report(decoding, 'blueprint/too-long', message, 'shorten it');
    return undefined;
  }
  return wellFormed(value, decoding);
}

export function decodeWord(shape: WordShape, value: unknown, decoding: Decoding): string | undefined {
  const allowed = alternatives(shape.words);
  if (typeof value !== 'string') return wrongType(allowed, value, decoding);
  if (shape.words.includes(value)) return value;
  const near = decoding.faults.isFull ? undefined : nearest(value, shape.words);
  const hint = shape.hints.get(value) ?? (near === undefined ? undefined : `did you mean ${quoted(near)}?`);
  report(decoding, 'blueprint/value', `${subject(decoding)} must be ${allowed}, not ${quoted(value)}`, hint);
  return undefined;
}

export function decodeInteger(shape: IntegerShape, value: unknown, decoding: Decoding): number | undefined {
  const { minimum, maximum } = shape;
  if (typeof value !== 'number' && typeof value !== 'bigint') return wrongType('a whole number', value, decoding);
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= minimum && value <= maximum) return value;
  const range = minimum === Number.MIN_SAFE_INTEGER ? '' : ` from ${minimum} to ${maximum}`;
  report(decoding, 'blueprint/range', `${subject(decoding)} must be a whole number${range}, not ${value}`);
  return undefined;
}

export function decodeFlag(value: unknown, decoding: Decoding): boolean | undefined {
  return typeof value === 'boolean' ? value : wrongType('true or false', value, decoding);
}

export function decodeSize(value: unknown, decoding: Decoding): number | undefined {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint') {
    return wrongType('a size: a number of bytes, or a string such as "10 GiB"', value, decoding);
  }
  const reading = typeof value === 'string' ? interpretSize(value) : interpretByteCount(value);
  if (reading.kind === 'size') return reading.size;
  report(decoding, 'blueprint/size', `${subject(decoding)}: ${reading.message}`, reading.hint);
  return undefined;
}

export function decodeOwner(value: unknown, decoding: Decoding): string | number | undefined {
  if (typeof value === 'string') return wellFormed(value, decoding);
  if (typeof value === 'number' || typeof value === 'bigint') return decodeInteger(accountNumbers, value, decoding);
  return wrongType('a name or a number', value, decoding);
}

/** Half a surrogate pair is no text: it cannot be written into a manifest and read back the same. */
function wellFormed(value: string, decoding: Decoding): string | undefined {
  if (!loneSurrogate.test(value)) return value;
  const message = `${subject(decoding)} holds half of a surrogate pair, which is no text`;
  report(decoding, 'blueprint/text', message, 'write the whole character, or leave it out');
  return undefined;
}

/** Bytes of a text in UTF-8. */
function utf8Length(text: string): number {
  let length = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}

const loneSurrogate = /\p{Surrogate}/u;

export function wrongType(wanted: string, value: unknown, decoding: Decoding): undefined {
  report(decoding, 'blueprint/type', `${subject(decoding)} must be ${wanted}, not ${describeValue(value)}`);
}
