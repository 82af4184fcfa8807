import { choice, type Given, type Options } from '../arguments/option.ts';

export const checkOptions = {
  format: choice(
    ['text', 'json', 'sarif', 'github'],
    'text, json (a line for each manifest), sarif, or github (annotations) (default: text)',
  ),
} as const satisfies Options;

export type CheckGiven = Given<typeof checkOptions>;
