import { type Given, type Options, several } from '../arguments/option.ts';
import { file } from '../arguments/values.ts';
import { imageSourceOptions } from '../container/source-options.ts';

export const ukiActions = ['measure', 'diff'] as const;

export type UkiAction = (typeof ukiActions)[number];

export const ukiOptions = {
  ...imageSourceOptions,
  addon: several(file('an addon on the ESP, in the order in which they are loaded: by name, those of the image last')),
} as const satisfies Options;

export type UkiGiven = Given<typeof ukiOptions>;
