import { type Given, type Options, text } from '../arguments/option.ts';

/** The options of `validate`. */
export const validateOptions = {
  type: {
    ...text('TYPE', 'name the options that this image type does not honour as well'),
    completes: 'image-type',
  },
} as const satisfies Options;

/** What `validate` was given. */
export type ValidateGiven = Given<typeof validateOptions>;
