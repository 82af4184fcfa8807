import { type Bytes, bytes, Fault, interpretByteCount, interpretSize, type StrictRecord } from '@bootwright/core';

/** An object with `key` where there is a value for it: absent means absent. */
export function given<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  const fields: { [P in K]?: V } = {};
  if (value !== undefined) fields[key] = value;
  return fields;
}

/** An object with `key` where the text is not empty, as osbuild/image-builder leaves empty texts out. */
export function nonEmpty<K extends string>(key: K, value: string | undefined): { readonly [P in K]?: string } {
  return given(key, value === '' ? undefined : value);
}

/** An object with `key` where the number is not 0, which stands for the default. */
export function nonZero<K extends string, V extends number>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return given(key, value === 0 ? undefined : value);
}

/** An object with `key` where it is true. */
export function ifTrue<K extends string>(key: K, value: boolean | undefined): { readonly [P in K]?: true } {
  return given(key, value === true ? true : undefined);
}

/** A size as a number of bytes or as text with a unit. What is no size is a fault, and then absent. */
export function readSize(record: StrictRecord, key: string): Bytes | undefined {
  const value = record.raw(key);
  if (value === undefined) return undefined;
  const { at, faults } = record.under(key);
  if (typeof value !== 'string' && typeof value !== 'number') {
    faults.push(new Fault('disk/size', 'a size is a number or a text', { at, hint: 'write it as "10 GiB"' }));
    return undefined;
  }
  const reading = typeof value === 'string' ? interpretSize(value) : interpretByteCount(value);
  if (reading.kind === 'size') return reading.size;
  faults.push(new Fault('disk/size', reading.message, { at, hint: reading.hint }));
  return undefined;
}

/** A number of bytes; what is none is a fault, and then absent. */
export function readBytes(record: StrictRecord, key: string): Bytes | undefined {
  const count = record.integer(key);
  return count === undefined ? undefined : bytes(count);
}

/** A list of whole numbers; what is none is a fault, and then absent. */
export function readNumbers(record: StrictRecord, key: string): readonly number[] | undefined {
  const value = record.raw(key);
  if (value === undefined) return undefined;
  if (Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0)) return value;
  const { at, faults } = record.under(key);
  faults.push(new Fault('disk/type', 'expected a list of whole numbers', { at, hint: 'write it as [59, 60]' }));
  return undefined;
}
