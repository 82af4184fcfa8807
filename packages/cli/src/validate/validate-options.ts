import type { Given, Options } from '../arguments/option.ts';
import { imageTypes } from '../arguments/values.ts';

/** The options of `validate`. */
export const validateOptions = {
  type: imageTypes(
    'report the options that these image types do not honour as well (default: those that none honours)',
  ),
} as const satisfies Options;

/** What `validate` was given. */
export type ValidateGiven = Given<typeof validateOptions>;
