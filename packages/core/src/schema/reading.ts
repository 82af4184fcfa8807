import type { FaultList } from '../faults/fault-list.ts';
import { type DocumentPath, inside, type Location } from '../faults/location.ts';
import type { Notice } from '../faults/notice.ts';

/** Where a reading starts and how its faults are named. */
export interface SchemaOrigin {
  /** Of the value that is read; paths of faults continue its path. */
  readonly at: Location;
  /** The subject of fault codes: `request` gives `request/unknown-key`, `request/type`. */
  readonly subject: string;
  /** What an object is called: `a table` in TOML. Default: `an object`. */
  readonly objectNoun?: string;
  /** Where the fault of a missing key is: at the `record` that lacks it, or at the `key`. Default: at the key. */
  readonly missingAt?: 'record' | 'key';
  /**
   * Codes of faults about values of the right type: `range` of numbers, `empty` and `too-long` texts, `value` for a word
   * that is not allowed. Default: `type` for all of them.
   */
  readonly codes?: Readonly<Partial<Record<'range' | 'empty' | 'too-long' | 'value', string>>>;
}

export interface Reading extends SchemaOrigin {
  /** Filled in document order. */
  readonly faults: FaultList;
  /** Filled with what is read otherwise than it is written: `SUBJECT/unpaired-surrogate`. */
  readonly notices?: Notice[];
}

/** The same reading some steps deeper. */
export function below(reading: Reading, ...steps: DocumentPath): Reading {
  return { ...reading, at: inside(reading.at, ...steps) };
}
