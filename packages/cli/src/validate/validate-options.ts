import { type Given, toggle } from '../arguments/option.ts';
import { imageTypes, profile } from '../arguments/values.ts';

export const validateOptions = {
  type: imageTypes('also report options that these image types do not support (default: those that no type supports)'),
  sealed: toggle('the container is sealed: also report what a sealed image leaves out'),
  profile: profile(),
};

export type ValidateGiven = Given<typeof validateOptions>;
