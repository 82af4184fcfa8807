import { type Given, type Options, toggle } from '../arguments/option.ts';

export const idsOptions = {
  compare: toggle('say which pipelines of the second of two manifests have to be built again (as without --json)'),
  cacheKeys: toggle('print NAME=ID for each pipeline of one manifest, for a cache of CI'),
  exitCode: toggle('end with status 4 where a pipeline has to be built again'),
} as const satisfies Options;

export type IdsGiven = Given<typeof idsOptions>;
