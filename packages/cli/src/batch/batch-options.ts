import { type Given, toggle } from '../arguments/option.ts';
import { count, profile } from '../arguments/values.ts';
import { addonSigningOptions } from '../manifest/manifest-options.ts';

export const batchOptions = {
  mockSources: toggle('generate placeholder ids of containers from their references'),
  manifests: toggle('include the manifest in each result'),
  profile: profile(),
  ...addonSigningOptions,
  jobs: count('worker threads (default: 1)'),
};

export type BatchGiven = Given<typeof batchOptions>;
