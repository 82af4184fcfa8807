import type { Location } from '@bootwright/core';

/** A fault or a notice, as people and machines are told of it. */
export interface Problem {
  readonly level: 'fault' | 'notice';
  readonly code: string;
  readonly message: string;
  readonly at?: Location;
  readonly hint?: string;
  /** Lines that another program wrote; absent where there are none. */
  readonly quoted?: readonly string[];
}
