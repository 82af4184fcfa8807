import { type Given, type Options, toggle } from '../arguments/option.ts';
import { imageTypes, profile } from '../arguments/values.ts';

/** The options of `validate`. */
export const validateOptions = {
  type: imageTypes(
    'report the options that these image types do not honour as well (default: those that none honours)',
  ),
  sealed: toggle('the container is sealed: report what its image leaves out as well'),
  profile: profile(),
} as const satisfies Options;

/** What `validate` was given. */
export type ValidateGiven = Given<typeof validateOptions>;
