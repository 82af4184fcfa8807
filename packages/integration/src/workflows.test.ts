import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { suiteNames } from './suites/suite.ts';

const root = join(import.meta.dirname, '../../..');
const github = join(root, '.github');
const workflows = readdirSync(join(github, 'workflows')).map((file) => `workflows/${file}`);
const actions = readdirSync(join(github, 'actions'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => `actions/${name}/action.yml`);
const text = (file: string) => readFileSync(join(github, file), 'utf8');

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly 'runs-on': string;
        readonly 'timeout-minutes': number;
        readonly permissions?: unknown;
        readonly strategy?: { readonly matrix?: Readonly<Record<string, unknown>> };
        readonly steps: readonly Step[];
      }
    >
  >;
}

const read = (file: string): Workflow => parse(text(file), { strict: true, uniqueKeys: true });
const stepsOf = (file: string) => Object.values(read(file).jobs).flatMap(({ steps }) => steps);
const commands = (file: string) => stepsOf(file).flatMap(({ run }) => run?.split('\n') ?? []);

/** The jobs that publish, with what they may do beyond reading: only those, and none of them runs the tests of a pull request. */
const publishing: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>> = {
  'workflows/pages.yml': { site: { contents: 'read', pages: 'write', 'id-token': 'write' } },
  'workflows/publish.yml': {
    // The registry of packages knows the workflow by a token, which gives nothing in the repository.
    packages: { contents: 'read', 'id-token': 'write' },
    'container-image': { contents: 'read', packages: 'write' },
    // It drafts the release.
    release: { contents: 'write' },
  },
};

test('no workflow with a job that publishes runs for a pull request', () => {
  for (const file of Object.keys(publishing)) expect(text(file)).not.toContain('pull_request');
});

describe.each(workflows)('%s', (file) => {
  test('every job has a machine, a time-out, and steps that do something', () => {
    for (const [name, job] of Object.entries(read(file).jobs)) {
      expect({ name, ...job }).toMatchObject({ 'runs-on': expect.any(String), 'timeout-minutes': expect.any(Number) });
      for (const step of job.steps)
        expect([step.run, step.uses].filter((given) => given !== undefined)).toHaveLength(1);
    }
  });

  test('it may read the repository, a job that publishes may do that alone, and no checkout leaves a token in the clone', () => {
    const { permissions, jobs } = read(file);
    expect(permissions).toEqual({ contents: 'read' });
    const more = Object.entries(jobs).flatMap(([name, job]) =>
      job.permissions === undefined ? [] : [[name, job.permissions]],
    );
    expect(Object.fromEntries(more)).toEqual(publishing[file] ?? {});
    const checkouts = stepsOf(file).filter(({ uses }) => uses?.startsWith('actions/checkout@') === true);
    expect(checkouts.length).toBeGreaterThan(0);
    expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
  });

  test('the npm scripts and the files that it names exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const named = commands(file).flatMap((line) =>
      [...line.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name = '']) => name),
    );
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
    const files = [...text(file).matchAll(/(?<![\w/])(?:\.ci|\.github|tools|packages)\/[\w./-]+/g)].map(
      ([path]) => path,
    );
    expect(files.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

describe('actions of others', () => {
  const uses = [...workflows, ...actions].flatMap((file) =>
    [...text(file).matchAll(/\buses: *(.+)$/gm)].map(([, used = '']) => ({ file, used })),
  );
  const foreign = uses.filter(({ used }) => !used.startsWith('./'));

  test('each is pinned by its commit, with its version in a comment', () => {
    expect(foreign.length).toBeGreaterThan(10);
    expect(foreign.filter(({ used }) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(used))).toEqual([]);
  });

  test('each has one version in all files', () => {
    const pins = new Set(foreign.map(({ used }) => used));
    const names = new Set(foreign.map(({ used }) => used.split('@', 1)[0]));
    expect([...pins].toSorted()).toHaveLength(names.size);
  });
});

test('the tests run on every supported line of Node, from the oldest on', () => {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(engines).toEqual({ node: '>=20.19' });
  expect(read('workflows/ci.yml').jobs.test?.strategy?.matrix).toEqual({ node: [20, 22, 24, 26] });
});

test('the workflow names existing suites', () => {
  const named = [...text('workflows/integration.yml').matchAll(/^ +(?:require|tests): (.+)$/gm)].flatMap(
    ([, names = '']) => names.split(/[,|]/),
  );
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((name) => name !== 'is left' && !suiteNames.some((suite) => suite === name))).toEqual([]);
});
