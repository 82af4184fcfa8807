import { type Given, toggle } from '../arguments/option.ts';
import { count, profile } from '../arguments/values.ts';

export const batchOptions = {
  mockSources: toggle('generate placeholder ids of containers from their references'),
  manifests: toggle('include the manifest in each result'),
  profile: profile(),
  jobs: count('worker threads (default: 1)'),
};

export type BatchGiven = Given<typeof batchOptions>;
