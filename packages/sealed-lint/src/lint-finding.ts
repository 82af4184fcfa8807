import type { Location } from '@bootwright/core';

/** `error`: the image does not boot, update or stay sealed. `warning`: part of it does not. `note`: worth knowing. */
export type LintLevel = 'error' | 'warning' | 'note';

/** What is wrong with a sealed container or its disk. */
export interface LintFinding {
  /** The rule, such as `sealed/esp-too-small`. */
  readonly code: string;
  readonly level: LintLevel;
  /** What was found, and what follows from it. */
  readonly message: string;
  readonly at?: Location;
  /** The cure. */
  readonly hint?: string;
}
