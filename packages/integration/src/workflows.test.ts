import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { rungNames } from './rungs/rung.ts';

const root = join(import.meta.dirname, '../../..');
const workflows = readdirSync(join(root, '.github/workflows'));
const text = (file: string) => readFileSync(join(root, '.github/workflows', file), 'utf8');

interface Step {
  readonly run?: string;
  readonly uses?: string;
}

interface Workflow {
  readonly on: unknown;
  readonly jobs: Readonly<
    Record<string, { readonly 'runs-on': string; readonly 'timeout-minutes': number; readonly steps: readonly Step[] }>
  >;
}

const read = (file: string): Workflow => parse(text(file), { strict: true, uniqueKeys: true });
const commands = (file: string) =>
  Object.values(read(file).jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run?.split('\n') ?? []));

test.each(workflows)('%s: every job has a machine, a time-out, and steps that do something', (file) => {
  for (const [name, job] of Object.entries(read(file).jobs)) {
    expect({ name, ...job }).toMatchObject({ 'runs-on': expect.any(String), 'timeout-minutes': expect.any(Number) });
    for (const step of job.steps) expect([step.run, step.uses].filter((given) => given !== undefined)).toHaveLength(1);
  }
});

test.each(workflows)('%s: the scripts of npm and the files that it names are there', (file) => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const named = commands(file).flatMap((line) =>
    [...line.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name = '']) => name),
  );
  expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  const files = [...text(file).matchAll(/(?<![\w/])(?:\.ci|tools|packages|suite)\/[\w./-]+/g)].map(([path]) => path);
  expect(files.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test.each(workflows)('%s: the variables of its matrix are in it', (file) => {
  const used = [...text(file).matchAll(/\bmatrix\.([\w-]+)/g)].map(([, name = '']) => name);
  expect(used.filter((name) => !new RegExp(`^ +(- )?${name}:`, 'm').test(text(file)))).toEqual([]);
});

test('the rungs that the ladder requires and runs are rungs', () => {
  const named = [...text('integration.yml').matchAll(/^ +(?:require|tests): (.+)$/gm)].flatMap(([, names = '']) =>
    names.split(/[,|]/),
  );
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((name) => name !== 'is left' && !rungNames.some((rung) => rung === name))).toEqual([]);
});
