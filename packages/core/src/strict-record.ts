import { Fault } from './faults/fault.ts';
import { inside } from './faults/location.ts';
import { nearest } from './faults/nearest.ts';
import { below, type Reading } from './schema/reading.ts';
import { wellFormed } from './text/well-formed.ts';

/**
 * An object of parsed JSON, read field by field. A key that is not known is a fault `SUBJECT/unknown-key`, a value of
 * another type a fault `SUBJECT/type`; both are collected, and the field then counts as absent. `null` means absent,
 * as in Go's decoder.
 */
export class StrictRecord {
  private readonly reading: Reading;
  private readonly fields: Readonly<Record<string, unknown>>;

  private constructor(fields: Readonly<Record<string, unknown>>, reading: Reading) {
    this.fields = fields;
    this.reading = reading;
  }

  /** Absent where `value` is no object. */
  static of(value: unknown, known: readonly string[], reading: Reading): StrictRecord | undefined {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      wrongType(reading, 'an object', value);
      return undefined;
    }
    const fields: Readonly<Record<string, unknown>> = { ...value };
    for (const key of Object.keys(fields)) {
      if (!known.includes(key)) unknownKey(reading, key, known);
    }
    return new StrictRecord(fields, reading);
  }

  /** The value as it is; absent for `null`. */
  raw(key: string): unknown {
    return Object.hasOwn(this.fields, key) ? (this.fields[key] ?? undefined) : undefined;
  }

  /** The reading of a field, for a parser of its own. */
  under(key: string): Reading {
    return below(this.reading, key);
  }

  /** Well-formed: an unpaired surrogate becomes U+FFFD, as in Go's decoder, with a notice. */
  string(key: string): string | undefined {
    const value = this.raw(key);
    if (typeof value === 'string') return this.wellFormed(key, [value])[0];
    return value === undefined ? undefined : this.wrong(key, 'a string', value);
  }

  boolean(key: string): boolean | undefined {
    const value = this.raw(key);
    if (value === undefined || typeof value === 'boolean') return value;
    return this.wrong(key, 'true or false', value);
  }

  /** A whole number from `least`, 0 by default, to 2^53 - 1. */
  integer(key: string, least = 0): number | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value;
    return this.wrong(key, `a whole number from ${least} to 2^53 - 1`, value);
  }

  strings(key: string): readonly string[] | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return this.wellFormed(key, value);
    return this.wrong(key, 'a list of strings', value);
  }

  record(key: string, known: readonly string[]): StrictRecord | undefined {
    const value = this.raw(key);
    return value === undefined ? undefined : StrictRecord.of(value, known, this.under(key));
  }

  /** Each object of a list; what is no object is a fault and left out. */
  records(key: string, known: readonly string[]): readonly StrictRecord[] | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) return this.wrong(key, 'a list', value);
    return value.flatMap((item, index) => StrictRecord.of(item, known, below(this.reading, key, index)) ?? []);
  }

  private wellFormed(key: string, texts: readonly string[]): readonly string[] {
    const read = texts.map(wellFormed);
    if (read.some((text, index) => text !== texts[index])) {
      const { at, subject, notices } = this.under(key);
      notices?.push({
        code: `${subject}/unpaired-surrogate`,
        message: `${JSON.stringify(key)} contains an unpaired surrogate (invalid Unicode), which is read as U+FFFD`,
        at,
        hint: 'write the character itself, or both halves of its surrogate pair',
      });
    }
    return read;
  }

  private wrong(key: string, wanted: string, value: unknown): undefined {
    wrongType(this.under(key), wanted, value);
  }
}

function unknownKey(reading: Reading, key: string, known: readonly string[]): void {
  reading.faults.report(() => {
    const near = nearest(key, known);
    const hint = near === undefined ? `known keys are ${known.join(', ')}` : `did you mean "${near}"?`;
    return new Fault(`${reading.subject}/unknown-key`, `unknown key ${quoted(key)}`, {
      at: inside(reading.at, key),
      hint,
    });
  });
}

function wrongType(reading: Reading, wanted: string, value: unknown): void {
  reading.faults.report(() => {
    const message = `expected ${wanted}, found ${describe(value)}`;
    return new Fault(`${reading.subject}/type`, message, { at: reading.at, hint: `give ${wanted}` });
  });
}

const longestKey = 80;

function quoted(key: string): string {
  return JSON.stringify(key.length > longestKey ? `${key.slice(0, longestKey)}…` : key);
}

/** A value in a few words, whatever its size. */
function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value === null) return 'null';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return value.length > 40 ? 'a long string' : `the string ${JSON.stringify(value)}`;
  return `${value}`;
}
