import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { bundle } from '../../../../../tools/bundle.mjs';
import { needs, program } from '../../../../../tools/probes.mjs';

// The scripts of the GitHub action, run as a runner would; GitHub's API is a stand-in.
const actions = join(import.meta.dirname, '../../../../../.github/actions');
const action = parse(readFileSync(join(actions, 'manifest-diff/action.yml'), 'utf8'));
const home = mkdtempSync(join(tmpdir(), 'bootwright-manifest-diff-'));
const repository = join(home, 'repository');
afterAll(() => rmSync(home, { recursive: true, force: true }));

const manifest = (...types: string[]): string =>
  JSON.stringify({
    version: '2',
    pipelines: [{ name: 'os', stages: types.map((type) => ({ type: `org.osbuild.${type}` })) }],
  });
const git = (...words: string[]): string =>
  spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false', ...words], {
    cwd: repository,
    encoding: 'utf8',
  }).stdout.trim();

let base = '';
beforeAll(async () => {
  await bundle(join(home, 'bootwright.mjs'));
  mkdirSync(join(repository, 'manifests'), { recursive: true });
  writeFileSync(join(repository, 'manifests/f-x86_64-ami.json'), manifest('a'));
  mkdirSync(join(repository, 'part/manifests'), { recursive: true });
  writeFileSync(join(repository, 'part/manifests/g-x86_64-ami.json'), manifest('a'));
  git('init', '-q');
  git('add', '.');
  git('commit', '-q', '-m', 'Add a manifest');
  base = git('rev-parse', 'HEAD');
  writeFileSync(join(repository, 'manifests/f-x86_64-ami.json'), manifest('a', 'b'));
  writeFileSync(join(repository, 'part/manifests/g-x86_64-ami.json'), manifest('a', 'c'));
}, 120_000);

/** Runs the first step with inputs by name, as a pull request on `base` would. */
function compare(inputs: Readonly<Record<string, string>>, revision = base, cwd = repository) {
  const { env, run } = action.runs.steps[0];
  const given: Readonly<Record<string, string>> = { command: 'node ../bootwright.mjs', path: 'manifests', ...inputs };
  const github: Readonly<Record<string, string>> = {
    ACTION_PATH: join(actions, 'manifest-diff'),
    BASE: revision,
    RUN: 'https://github.example.com/me/os/actions/runs/1',
  };
  const values = Object.entries(env).map(([variable, text]) => {
    const input = /^\$\{\{ inputs\.([a-z-]+) \}\}$/.exec(String(text))?.[1] ?? '';
    return [variable, github[variable] ?? given[input] ?? action.inputs[input].default];
  });
  const files = { GITHUB_OUTPUT: join(home, 'output'), GITHUB_STEP_SUMMARY: join(home, 'summary.md') };
  for (const file of Object.values(files)) writeFileSync(file, '');
  const settings = { PATH: process.env.PATH, RUNNER_TEMP: home, ...files, ...Object.fromEntries(values) };
  const result = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', run], {
    cwd,
    env: settings,
    encoding: 'utf8',
  });
  const lines = readFileSync(files.GITHUB_OUTPUT, 'utf8').trimEnd().split('\n');
  return {
    ...result,
    outputs: Object.fromEntries(lines.map((line) => line.split('='))),
    summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'),
  };
}

const bash = needs(program('bash'));
describe.skipIf(bash.missing)(`the step that compares${bash.note}`, () => {
  test('shows what a pull request changes in the manifests of its repository', () => {
    const { status, outputs, summary } = compare({});
    expect({ status, changed: outputs.changed }).toEqual({ status: 0, changed: 'true' });
    expect(summary).toContain('stage b added after a — f-x86_64-ami</code>');
    expect(JSON.parse(readFileSync(outputs.json, 'utf8')).manifests).toMatchObject({ paired: 1, changed: 1 });
    expect(readFileSync(outputs.page, 'utf8')).toContain('<!doctype html>');
  });

  test('compares a folder of the working directory with the same folder at the base', () => {
    const { status, summary } = compare({ command: 'node ../../bootwright.mjs' }, base, join(repository, 'part'));
    expect(status).toBe(0);
    expect(summary).toContain('stage c added after a — g-x86_64-ami</code>');
  });

  test('says that nothing changed where what did is ignored', () => {
    expect(compare({ ignore: 'stages' }).outputs.changed).toBe('false');
  });

  test.each([
    ['without a base', {}, '', 2],
    ['with an empty command', { command: ' ' }, undefined, 2],
    ['with a folder that does not exist', { path: 'gone' }, undefined, 3],
  ])('fails %s', (_name, inputs, revision, status) => {
    const result = compare(inputs, revision);
    expect({ status: result.status, isError: result.stdout.includes('::error') }).toEqual({ status, isError: true });
  });

  test.each(['$(touch pwned)', '; touch pwned', '--output=pwned'])(
    'runs no text of an input, and takes none for an option: %j',
    (text) => {
      for (const inputs of [{ path: text }, { before: text }, { ignore: text }]) compare(inputs);
      expect(spawnSync('ls', [repository], { encoding: 'utf8' }).stdout).not.toContain('pwned');
    },
  );
});

interface Comment {
  readonly id: number;
  readonly body: string;
  readonly user: { readonly login: string };
}

/** What update-comment.mjs does with the stand-in for GitHub's API, which has these comments. */
async function comment(there: readonly Comment[], markdown: string, settings: Readonly<Record<string, string>> = {}) {
  const written: { readonly method: string; readonly url: string; readonly body: string }[] = [];
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const { method = '', url = '' } = request;
    const page = Number(/[?&]page=(\d+)/.exec(url)?.[1] ?? 1);
    if (method !== 'GET') written.push({ method, url, body: JSON.parse(Buffer.concat(pieces).toString()).body });
    if (settings.DENIES === method) response.statusCode = 403;
    response.end(JSON.stringify(method === 'GET' ? there.slice((page - 1) * 100, page * 100) : {}));
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  const file = join(home, 'comment.md');
  writeFileSync(file, markdown);
  const env = {
    PATH: process.env.PATH,
    GITHUB_API_URL: `http://127.0.0.1:${port}`,
    GITHUB_REPOSITORY: 'me/os',
    NUMBER: '7',
    TOKEN: 't',
    MARKER: 'manifest-diff',
    ...settings,
  };
  const child = spawn(process.execPath, [join(actions, 'update-comment.mjs'), file], { env });
  let stdout = '';
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  const status = await new Promise((resolve) => child.on('close', resolve));
  await new Promise((resolve) => server.close(resolve));
  return { status, stdout, written };
}

const marker = '<!-- bootwright manifest-diff -->\n';
const bot = { login: 'github-actions[bot]' };
const chatter = Array.from({ length: 150 }, (_, id): Comment => ({ id, body: 'hello', user: { login: 'me' } }));

describe('the comment', () => {
  test('is written where there is none', async () => {
    const { written } = await comment(chatter, 'text');
    expect(written).toEqual([{ method: 'POST', url: '/repos/me/os/issues/7/comments', body: `${marker}text` }]);
  });

  test('is updated in place, on whatever page of comments it is', async () => {
    const own = { id: 999, body: `${marker}old`, user: bot };
    const { written } = await comment([...chatter, own], 'new');
    expect(written).toEqual([{ method: 'PATCH', url: '/repos/me/os/issues/comments/999', body: `${marker}new` }]);
  });

  test.each([
    ['somebody else', { id: 1, body: `${marker}old`, user: { login: 'mallory' } }],
    ['another job', { id: 1, body: '<!-- bootwright golden-check -->\nold', user: bot }],
    ['a bot that quotes it', { id: 1, body: `> ${marker}old`, user: bot }],
  ])('of %s is never changed', async (_name, there) => {
    const { written } = await comment([there], 'text');
    expect(written.map(({ method }) => method)).toEqual(['POST']);
  });

  test('is cut behind a paragraph where it is longer than GitHub takes', async () => {
    const { written } = await comment([], `${'x'.repeat(600)}\n\n`.repeat(200));
    expect(written[0]?.body.length).toBeLessThanOrEqual(65_536);
    expect(written[0]?.body).toMatch(/x\n\n\*The rest is in the summary of the job, and in its artifact\.\*\n$/);
  });

  test('is a warning where the token may not write', async () => {
    const { status, stdout } = await comment([], 'text', { DENIES: 'POST' });
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: '::warning title=Comment::POST /issues/7/comments: status 403\n',
    });
  });

  test('is not written outside of a pull request', async () => {
    expect((await comment([], 'text', { NUMBER: '' })).written).toEqual([]);
  });

  test.each([{ GITHUB_REPOSITORY: '../../x' }, { MARKER: 'x --><script>' }])(
    'is an error with %j',
    async (settings) => {
      const { status, written } = await comment([], 'text', settings);
      expect({ status, written }).toEqual({ status: 2, written: [] });
    },
  );
});
