import { choice, type Given, type Options } from '../arguments/option.ts';

/** The options of `check`. */
export const checkOptions = {
  format: choice(
    ['text', 'json', 'sarif', 'github'],
    'text, json (a line for each manifest), sarif, or github (annotations) (default: text)',
  ),
} as const satisfies Options;

/** What `check` was given. */
export type CheckGiven = Given<typeof checkOptions>;
