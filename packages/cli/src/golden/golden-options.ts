import { Fault } from '@bootwright/core';
import type { Shard } from '@bootwright/golden';
import { choice, type Given, text, value } from '../arguments/option.ts';
import { directory, file, profile } from '../arguments/values.ts';

export const goldenActions = ['check', 'update', 'add', 'list', 'review', 'pairs', 'compare', 'merge'] as const;

export type GoldenAction = (typeof goldenActions)[number];

export const goldenOptions = {
  cases: directory('the folder of cases (default: test-data/cases)'),
  goldens: directory('the folder of goldens (default: test-data/golden)'),
  policy: choice(
    ['all', 'new', 'none'],
    'what check and pairs write: all that changed, what is new, or nothing (default: none)',
  ),
  reporter: {
    ...choice(
      ['text', 'markdown', 'json', 'junit', 'github'],
      'report as text, markdown, json, junit or github (default: text)',
    ),
    value: 'FORMAT',
  },
  html: file('write one HTML page of all that changed'),
  shard: value('K/N', 'check the K-th of N parts of the cases', readShard),
  against: text('REV', 'compare with the goldens of a git revision'),
  profile: {
    ...profile(),
    summary: 'make requests by this profile, and look at its cases alone (default: reference, and all cases)',
  },
  generate: text('COMMAND', 'in place of cases: a program that writes manifests into the folder {dir}'),
  reference: text('COMMAND', 'the other program, with {request} and {out} for its files'),
};

export type GoldenGiven = Given<typeof goldenOptions>;

const sets = ['cases', 'goldens', 'profile', 'generate'] as const;

/** The options that each action reads. */
const taken: Readonly<Record<GoldenAction, readonly (keyof GoldenGiven)[]>> = {
  check: [...sets, 'policy', 'reporter', 'html', 'shard', 'against'],
  update: [...sets, 'reporter', 'html', 'shard'],
  add: [...sets, 'reporter', 'html', 'shard'],
  list: sets,
  review: sets,
  pairs: ['cases', 'goldens', 'profile', 'policy', 'html'],
  compare: ['cases', 'goldens', 'profile', 'reporter', 'html', 'reference'],
  merge: ['goldens', 'reporter', 'html'],
};

/** The fault `usage/options` for an option that the action would ignore. */
export function checkTaken(action: GoldenAction, given: GoldenGiven): void {
  const names: readonly string[] = taken[action];
  const ignored = Object.entries(given).find(([name, value]) => value !== undefined && !names.includes(name))?.[0];
  if (ignored === undefined) return;
  throw new Fault('usage/options', `"golden ${action}" does not take --${ignored}`, {
    hint: `leave it out; it takes ${names.map((name) => `--${name}`).join(', ')}`,
  });
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
