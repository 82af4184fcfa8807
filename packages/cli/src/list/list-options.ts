import type { Given } from '../arguments/option.ts';
import { profile } from '../arguments/values.ts';
import { sourceOptions } from '../container/source-options.ts';

/** The options of `list`. */
export const listOptions = { ...sourceOptions, profile: profile() };

/** What `list` was given. */
export type ListGiven = Given<typeof listOptions>;
