import type { Given } from '../arguments/option.ts';
import { profile } from '../arguments/values.ts';
import { sourceOptions } from '../container/source-options.ts';

export const listOptions = { ...sourceOptions, profile: profile() };

export type ListGiven = Given<typeof listOptions>;
