import type { Location } from '@bootwright/core';

/** A fault or a notice, ready to be rendered or encoded. */
export interface Problem {
  readonly level: 'fault' | 'notice';
  readonly code: string;
  readonly message: string;
  readonly at?: Location;
  readonly hint?: string;
  /** Lines that another program printed; absent if there are none. */
  readonly quoted?: readonly string[];
}
