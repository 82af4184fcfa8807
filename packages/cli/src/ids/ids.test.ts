import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { captured } from '../captured.ts';

const directory = mkdtempSync(join(tmpdir(), 'bootwright-ids-'));
afterAll(() => rmSync(directory, { recursive: true }));

const noop = (options: object = {}) => ({ type: 'org.osbuild.noop', options });
const manifest = (...pipelines: readonly object[]) => JSON.stringify({ version: '2', pipelines });
const old = manifest(
  { name: 'build', stages: [noop()] },
  { name: 'os', stages: [noop(), noop({ a: 1 })] },
  { name: 'gone' },
);
const changed = manifest(
  { name: 'build', stages: [noop()] },
  { name: 'os', stages: [noop(), noop({ a: 2 }), noop()] },
  { name: 'more', stages: [noop()] },
);
for (const [name, text] of Object.entries({
  'old.json': old,
  'new.json': changed,
  'lost.json': '{"version": "2", "pipelines": [{"name": "a", "build": "name:b"}]}',
  'first.json': '{"pipeline": {}}',
  'odd.json': manifest({ name: 'a b', stages: [noop()] }),
  'inspected.json':
    '{"version": "2", "pipelines": [{"name": "a", "stages": [{"type": "org.osbuild.noop", "id": "1f"}]}]}',
})) {
  writeFileSync(join(directory, name), text);
}

const ids = (...argv: string[]) => captured(['ids', ...argv], { directory });
// What osbuild prints for a stage without options.
const noopId = 'beda46704765a47e6d4f44aff22168ae36866c9c0e6e11552b775b77776b2969';

test('prints the id of each pipeline', async () => {
  const { status, stdout } = await ids('old.json');
  expect({ status, lines: stdout.split('\n') }).toEqual({
    status: 0,
    lines: [`build  ${noopId}`, expect.stringMatching(/^os {5}[0-9a-f]{64}$/), 'gone   no stages', ''],
  });
});

test('prints a line of JSON for each manifest, two included', async () => {
  const { stdout } = await ids('--json', 'inspected.json', 'old.json');
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { file: 'inspected.json', pipelines: [{ name: 'a', id: '1f', stages: ['1f'] }] },
    {
      file: 'old.json',
      pipelines: [
        { name: 'build', id: noopId, stages: [noopId] },
        { name: 'os', id: expect.stringMatching(/^[0-9a-f]{64}$/), stages: [noopId, expect.any(String)] },
        { name: 'gone', stages: [] },
      ],
    },
  ]);
});

test('says what has to be built again, and from which stage on', async () => {
  expect(await ids('old.json', 'new.json')).toEqual({
    status: 0,
    stdout: 'build  same\nos     rebuild from stage 2 of 3: org.osbuild.noop\nmore   new, 1 stage\ngone   removed\n',
    stderr: '',
  });
});

test('says so as JSON with --compare, and by its status with --exit-code', async () => {
  const { status, stdout } = await ids('old.json', 'new.json', '--json', '--compare', '--exit-code');
  expect({ status, found: JSON.parse(stdout) }).toEqual({
    status: 4,
    found: {
      pipelines: [
        { name: 'build', change: 'same' },
        { name: 'os', change: 'changed', from: 1, type: 'org.osbuild.noop', stages: 3 },
        { name: 'more', change: 'added', from: 0, type: 'org.osbuild.noop', stages: 1 },
        { name: 'gone', change: 'removed' },
      ],
    },
  });
  expect((await ids('old.json', 'old.json', '--exit-code')).status).toBe(0);
});

test('prints keys for a cache', async () => {
  const { stdout } = await ids('old.json', '--cache-keys');
  expect(stdout).toMatch(new RegExp(`^build=${noopId}\\nos=[0-9a-f]{64}\\n$`));
});

test('goes on behind a manifest without ids', async () => {
  const { status, stdout, stderr } = await ids('--json', 'lost.json', 'inspected.json', 'old.json');
  expect({ status, lines: stdout.trim().split('\n').length }).toEqual({ status: 3, lines: 2 });
  expect(stderr).toContain('manifest/unknown-pipeline');
});

test.each([
  [['lost.json'], 3, 'lost.json:1:46'],
  [['first.json'], 3, 'manifest/version-1'],
  [['odd.json', '--cache-keys'], 3, 'manifest/pipeline-name'],
  [['old.json', '--compare'], 2, 'usage/options'],
  [['old.json', '--exit-code'], 2, 'usage/options'],
  [['old.json', 'new.json', '--cache-keys'], 2, 'usage/options'],
])('%j is rejected', async (argv, status, part) => {
  expect(await ids(...argv)).toMatchObject({ status, stderr: expect.stringContaining(part) });
});
