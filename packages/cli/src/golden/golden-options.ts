import { Fault } from '@bootwright/core';
import type { Shard } from '@bootwright/golden';
import type { Environment } from '@bootwright/process';
import { choice, flagOf, type Given, text, toggle, value } from '../arguments/option.ts';
import { givenFlags, optionsFault } from '../arguments/options-fault.ts';
import { directory, file, imageTypes, profile, rootFilesystem, truth } from '../arguments/values.ts';
import { imageSourceOptions } from '../container/source-options.ts';

export const goldenActions = ['init', 'check', 'update', 'add', 'list', 'review', 'pairs', 'compare', 'merge'] as const;

export type GoldenAction = (typeof goldenActions)[number];

export const goldenOptions = {
  cases: directory('the folder of cases (default: test-data/cases)'),
  goldens: directory('the folder of goldens (default: test-data/golden)'),
  policy: choice(
    ['all', 'new', 'none'],
    'what check and pairs write: all that changed, what is new, or nothing (default: none)',
  ),
  reporter: choice(
    ['text', 'markdown', 'json', 'junit', 'github'],
    'report as text, markdown, json, junit or github (default: text)',
    { value: 'FORMAT' },
  ),
  html: file('write one HTML page of all that changed'),
  shard: value('K/N', 'check the K-th of N parts of the cases', readShard),
  against: text('REV', 'compare with the goldens of a git revision'),
  profile: {
    ...profile(),
    summary: 'make requests by this profile, and look at its cases alone (default: reference, and all cases)',
  },
  generate: text('COMMAND', 'in place of cases: a program that writes manifests into the folder {dir}'),
  runGenerator: toggle('run the program that bootwright.json names as its generator'),
  checksums: truth('keep checksums, and the manifests in an archive (default: as the goldens are kept now)'),
  archive: file('archive with the manifests of checksums (default: manifests.tar.gz in the folder of goldens)'),
  overwrite: toggle('replace files that init or add --from would leave as they are'),
  reference: text('COMMAND', 'the other program, with {request} and {out} for its files'),
  from: text('REF', 'container image to make a case of: its facts are stored, and the image is not needed again'),
  type: imageTypes('image type of the case; one case for each'),
  name: text('NAME', 'name of the case (default: that of the image)'),
  ref: text('REF', 'name of the image in its registry, where REF does not give one'),
  bootcDefaultFs: rootFilesystem('root file system, where the container does not set one'),
  ...imageSourceOptions,
};

export type GoldenGiven = Given<typeof goldenOptions>;

const sets = ['cases', 'goldens', 'profile', 'generate', 'runGenerator'] as const;
const update = [...sets, 'reporter', 'html', 'shard', 'checksums', 'archive'] as const;

/** The options that each action reads. */
const taken: Readonly<Record<GoldenAction | 'add --from', readonly (keyof GoldenGiven)[]>> = {
  init: ['generate', 'cases', 'goldens', 'checksums', 'overwrite'],
  check: [...sets, 'policy', 'reporter', 'html', 'shard', 'against', 'checksums', 'archive'],
  update,
  add: update,
  'add --from': [
    ...(['from', 'type', 'name', 'ref', 'bootcDefaultFs', 'cases', 'goldens', 'overwrite', 'archive'] as const),
    ...(['arch', 'tlsVerify', 'authfile', 'tokenHost', 'timeout'] as const),
  ],
  list: sets,
  review: [...sets, 'checksums', 'archive'],
  pairs: ['cases', 'goldens', 'profile', 'policy', 'html'],
  compare: ['cases', 'goldens', 'profile', 'reporter', 'html', 'reference'],
  merge: ['goldens', 'reporter', 'html'],
};

/** The fault `usage/options` for an option that the action would ignore. */
export function checkTaken(action: GoldenAction, given: GoldenGiven, environment: Environment): void {
  const form = action === 'add' && given.from !== undefined ? 'add --from' : action;
  const flags = taken[form].map(flagOf);
  const ignored = givenFlags(goldenOptions, given, environment).find((flag) => !flags.includes(flag));
  if (ignored === undefined) return;
  throw optionsFault(`"golden ${form}" does not take ${ignored}`, `leave it out; it takes ${flags.join(', ')}`);
}

/** Rejects options that only requests have a use for (`usage/options`). */
export function checkGenerated({ cases, profile }: GoldenGiven): void {
  if (cases === undefined && profile === undefined) return;
  const ignored = cases === undefined ? '--profile' : '--cases';
  throw optionsFault(`${ignored} has no effect with --generate: the generator knows its cases`, 'leave it out');
}

function readShard(given: string): Shard {
  const [, index, count] = /^(\d{1,4})\/(\d{1,4})$/.exec(given) ?? [];
  if (index !== undefined && count !== undefined && Number(index) >= 1 && Number(index) <= Number(count)) {
    return { index: Number(index), count: Number(count) };
  }
  throw new Fault('usage/value', `expected K/N with K from 1 to N, got ${JSON.stringify(given)}`, {
    hint: 'write it as 1/4 for the first of four parts',
  });
}
