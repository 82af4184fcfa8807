import type { Location } from './location.ts';

/** Something that was ignored, changed or doubted on the way, and that did not end the work. */
export interface Notice {
  /** A slash code, as of a `Fault`. */
  readonly code: string;
  /** What happened and why. */
  readonly message: string;
  readonly at?: Location;
  /** What to do instead. */
  readonly hint?: string;
}
