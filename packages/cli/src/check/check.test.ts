import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { captured } from '../captured.ts';

const directory = mkdtempSync(join(tmpdir(), 'bootwright-check-'));
afterAll(() => rmSync(directory, { recursive: true }));

const valid = JSON.stringify({ version: '2', pipelines: [{ name: 'a', stages: [{ type: 'org.osbuild.noop' }] }] });
const lost = '{"version": "2",\n "pipelines": [{"name": "a%", "build": "name:b"}]}';
const idle = '{"version": "2", "pipelines": [{"name": 1}]}';
mkdirSync(join(directory, 'all/below'), { recursive: true });
mkdirSync(join(directory, 'empty'));
for (const [name, content] of Object.entries({
  'valid.json': valid,
  'lost.json': lost,
  'idle.json': idle,
  'latin.json': Buffer.from([0x22, 0xe9, 0x22]),
  'mark.json': `\uFEFF${valid}`,
  'wrong.json.gz': Buffer.from([0x1f, 0x8b, 1, 2]),
  'all/b.json': valid,
  'all/below/a.json.gz': gzipSync(lost),
  'all/notes.txt': 'no manifest',
})) {
  writeFileSync(join(directory, name), content);
}

const check = (...argv: string[]) => captured(['check', ...argv], { directory });
const lostLine = {
  file: 'lost.json',
  errors: [
    {
      code: 'osbuild/unknown-pipeline',
      message: 'no pipeline "b" comes before this reference',
      path: ['pipelines', 0, 'build'],
      line: 2,
      column: 31,
    },
  ],
  warnings: [],
};

test('says that a manifest has no errors, and ends with 0', async () => {
  expect(await check('valid.json')).toEqual({ status: 0, stdout: '1 manifest checked, no errors\n', stderr: '' });
});

test('gives each error a line, and ends with 3', async () => {
  expect(await check('valid.json', 'lost.json')).toEqual({
    status: 3,
    stdout:
      'lost.json:2:31: error: no pipeline "b" comes before this reference (pipelines[0].build) [osbuild/unknown-pipeline]\n' +
      '2 manifests checked, 1 with errors, 0 with warnings\n',
    stderr: '',
  });
});

test('ends with 0 where there are warnings alone', async () => {
  expect(await check('idle.json')).toMatchObject({ status: 0, stdout: expect.stringContaining(' warning: ') });
});

test.each([['--format', 'json'], ['--json']])('prints a line of JSON for each manifest with %s', async (...option) => {
  const { status, stdout } = await check(...option, 'valid.json', 'lost.json');
  expect({
    status,
    lines: stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  }).toEqual({
    status: 3,
    lines: [{ file: 'valid.json', errors: [], warnings: [] }, lostLine],
  });
});

test('annotates lines in a workflow', async () => {
  const { stdout } = await check('lost.json', 'idle.json', '--format', 'github');
  expect(stdout).toBe(
    '::error file=lost.json,line=2,col=31,title=osbuild/unknown-pipeline::no pipeline "b" comes before this reference\n' +
      '::warning file=idle.json,line=1,col=33,title=manifest/pipeline-name::the name of a pipeline is not text\n',
  );
});

test('writes all findings as one document of SARIF', async () => {
  const { runs } = JSON.parse((await check('lost.json', 'idle.json', '--format', 'sarif')).stdout);
  expect(runs[0].tool.driver.rules).toEqual([{ id: 'manifest/pipeline-name' }, { id: 'osbuild/unknown-pipeline' }]);
  expect(runs[0].results).toMatchObject([
    {
      ruleId: 'osbuild/unknown-pipeline',
      level: 'error',
      locations: [
        { physicalLocation: { artifactLocation: { uri: 'lost.json' }, region: { startLine: 2, startColumn: 31 } } },
      ],
    },
    { ruleId: 'manifest/pipeline-name', level: 'warning' },
  ]);
});

test('names files in SARIF by references of URIs', async () => {
  writeFileSync(join(directory, 'a:b#c?d%41 é.json'), '[]');
  const { runs } = JSON.parse((await check('a:b#c?d%41 é.json', '--format', 'sarif')).stdout);
  const { uri } = runs[0].results[0].locations[0].physicalLocation.artifactLocation;
  const base = 'file:///folder/';
  expect([decodeURIComponent(new URL(uri, base).pathname), new URL(uri, base).hash]).toEqual([
    '/folder/a:b#c?d%41 é.json',
    '',
  ]);
});

test('checks the manifests in a folder and below, compressed or not', async () => {
  const { status, stdout } = await check('all', '--json');
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect({ status, found: lines.map(({ file, errors }) => [file, errors.length]) }).toEqual({
    status: 3,
    found: [
      ['all/b.json', 0],
      ['all/below/a.json.gz', 1],
    ],
  });
});

test('reads standard input', async () => {
  const { status, stdout } = await captured(['check', '-', '--json'], { directory, stdin: lost });
  expect({ status, line: JSON.parse(stdout) }).toEqual({ status: 3, line: { ...lostLine, file: '-' } });
});

describe('a file that is not JSON in UTF-8 has that as its error:', () => {
  test.each([
    ['latin.json', 'file/utf8'],
    ['mark.json', 'osbuild/json'],
    ['wrong.json.gz', 'file/gzip'],
  ])('%s', async (file, code) => {
    const { status, stdout } = await check(file, 'valid.json', '--json');
    const [first, second] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect({ status, codes: first.errors.map((error: { code: string }) => error.code), second }).toEqual({
      status: 3,
      codes: [code],
      second: { file: 'valid.json', errors: [], warnings: [] },
    });
  });
});

test.each([
  [['none.json'], 3, 'file/absent'],
  [['empty'], 3, 'file/absent'],
  [['-', '-'], 2, 'usage/arguments'],
  [['valid.json', '--json', '--format', 'text'], 2, 'usage/options'],
])('%j is rejected', async (argv, status, code) => {
  expect(await check(...argv)).toMatchObject({ status, stderr: expect.stringContaining(code) });
});
