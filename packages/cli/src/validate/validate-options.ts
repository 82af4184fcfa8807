import { type Given, toggle } from '../arguments/option.ts';
import { imageTypes, profile } from '../arguments/values.ts';

/** The options of `validate`. */
export const validateOptions = {
  type: imageTypes('also report options that these image types do not support (default: those that no type supports)'),
  sealed: toggle('the container is sealed: also report what a sealed image leaves out'),
  profile: profile(),
};

/** What `validate` was given. */
export type ValidateGiven = Given<typeof validateOptions>;
