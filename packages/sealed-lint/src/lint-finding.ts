import type { Notice } from '@bootwright/core';

/** `error`: the image does not boot, update or stay sealed. `warning`: part of it does not. `note`: worth knowing. */
export type LintLevel = 'error' | 'warning' | 'note';

/** What is wrong with a sealed container or its disk. Its code is that of the rule, such as `sealed/esp-too-small`. */
export interface LintFinding extends Notice {
  readonly level: LintLevel;
}
