import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { writeTar } from '../../../../archive/testing/tar.ts';
import { captured } from '../../captured.ts';

const directory = mkdtempSync(join(tmpdir(), 'bootwright-fleets-'));
afterAll(() => rmSync(directory, { recursive: true }));

const manifest = (...types: string[]): string =>
  JSON.stringify({
    version: '2',
    pipelines: [{ name: 'os', stages: types.map((type) => ({ type: `org.osbuild.${type}` })) }],
  });
const old = {
  'f-x86_64-ami.json': manifest('a', 'c'),
  'f-x86_64-gce.json': manifest('a', 'c'),
  'f-x86_64-tar.json': manifest('a'),
};
const now = { ...old, 'f-x86_64-ami.json': manifest('a', 'b', 'c'), 'f-x86_64-gce.json': manifest('a', 'b', 'c') };
const sides = { old, new: now };

for (const [side, files] of Object.entries(sides)) {
  mkdirSync(join(directory, side, 'nested'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, side, name), text);
  writeFileSync(join(directory, side, 'notes.txt'), 'not a manifest');
  const entries = Object.entries(files).map(([name, content]) => ({ name: `./${side}/${name}`, content }));
  writeFileSync(join(directory, `${side}.tar`), writeTar(entries));
  writeFileSync(join(directory, `${side}.tgz`), gzipSync(writeTar(entries)));
}
const both = Object.entries(sides).flatMap(([side, files]) =>
  Object.entries(files).map(([name, content]) => ({ name: `${side}/${name}`, content })),
);
writeFileSync(join(directory, 'both.tar'), writeTar(both));
mkdirSync(join(directory, 'empty'));
writeFileSync(join(directory, 'cut.tar.gz'), gzipSync(writeTar(both)).subarray(0, 200));
writeFileSync(join(directory, 'fake.tar.zst'), Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0, 0, 0]));
const above = [
  { name: '../old/f-x86_64-ami.json', content: manifest('evil') },
  { name: 'old/link.json', type: '2', target: '/etc/passwd' },
];
writeFileSync(join(directory, 'hostile.tar'), writeTar([...above, ...both]));

const git = (...words: string[]): void => {
  const names = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
  expect(spawnSync('git', [...names, ...words], { cwd: directory }).status).toBe(0);
};
git('init', '-q', '-b', 'trunk');
git('add', 'old', 'new');
git('commit', '-q', '-m', 'Add manifests');

const diff = (...argv: string[]) =>
  captured(['diff', ...argv], { directory, environment: { PATH: process.env.PATH ?? '' } });
const text = `2 manifests: os: stage b added after a, before c — ami, gce
  + os: stage b added after a, before c

3 manifests in both: 2 changed
`;

test.each([
  ['folders', 'old', 'new'],
  ['tar archives', 'old.tar', 'new.tar'],
  ['archives with gzip', 'old.tgz', 'new.tgz'],
  ['an archive and a folder', 'old.tar', 'new'],
  ['folders of one archive', 'both.tar:old', 'both.tar:new/'],
  ['folders of a revision', 'HEAD:old', 'trunk:new'],
  ['a revision and a folder', 'HEAD:old', 'new'],
])('compares %s', async (_name, a, b) => {
  expect(await diff(a, b)).toEqual({ status: 0, stdout: text, stderr: '' });
});

test('compares a file of a revision with a file', async () => {
  const { status, stdout } = await diff('HEAD:old/f-x86_64-ami.json', 'new/f-x86_64-ami.json');
  expect({ status, stdout }).toEqual({ status: 0, stdout: 'os › b\n  + stage added after a\n\n1 added\n' });
});

test('reads nothing of an archive that is above it, or behind a link', async () => {
  expect((await diff('hostile.tar:old', 'new')).stdout).toBe(text);
});

test('--exit-code says that sets differ, and --ignore leaves out changes', async () => {
  expect((await diff('old', 'new', '--exit-code')).status).toBe(4);
  expect(await diff('old', 'new', '--exit-code', '--ignore', 'identifiers,stages')).toEqual({
    status: 0,
    stdout: '3 manifests in both: no differences\n',
    stderr: '',
  });
});

test('--ignore leaves out changes of two files as well', async () => {
  const [a, b] = ['old/f-x86_64-ami.json', 'new/f-x86_64-ami.json'];
  expect((await diff(a, b, '--ignore', 'stage')).stdout).toBe('no differences\n');
});

test.each([
  ['page.html', '<!doctype html>'],
  ['comment.md', '**<code>Manifests'],
  ['changes.json', '{"manifests":{"paired":3,"changed":2,"added":[],"removed":[],"renamed":[]},"groups":[{"title":'],
])('writes %s', async (name, start) => {
  expect((await diff('old', 'new', '-o', name, '--link', 'https://example.com/1')).status).toBe(0);
  const { stdout } = await captured(
    ['diff', 'old', 'new', '--format', name.endsWith('md') ? 'markdown' : (name.split('.')[1] ?? '')],
    { directory },
  );
  expect(stdout.slice(0, start.length)).toBe(start);
});

test('shows on a terminal how far it is, and nothing of it in the end', async () => {
  const { stderr } = await captured(['diff', 'old', 'new'], { directory, terminal: true });
  const clear = '\r\u001b[K';
  expect(stderr.startsWith(clear) && stderr.endsWith(`0 of 3 manifests compared${clear}`)).toBe(true);
});

describe('is a fault', () => {
  test.each([
    ['a folder without manifests', ['empty', 'new'], 3, 'empty contains no manifests'],
    ['a folder of an archive that it lacks', ['both.tar:none', 'new'], 3, 'both.tar:none contains no manifests'],
    ['an archive that is damaged', ['fake.tar.zst', 'new'], 3, 'fake.tar.zst'],
    ['a set and a file', ['old', 'new/f-x86_64-ami.json'], 2, 'A and B are a set of manifests and one manifest'],
    ['a set in the unified format', ['old', 'new', '--format', 'unified'], 2, '--format unified is for two manifests'],
    ['a class that does not exist', ['old', 'new', '--ignore', 'identifers'], 2, 'did you mean "identifier'],
    ['the same seed for sets', ['old', 'new', '--same-seed'], 2, '--same-seed has no effect'],
  ])('%s', async (_name, argv, status, message) => {
    const result = await diff(...argv);
    expect({ status: result.status, stdout: result.stdout }).toEqual({ status, stdout: '' });
    expect(result.stderr).toContain(message);
  });

  test.each([
    [
      'an archive that is cut short',
      'cut.tar.gz',
      {
        code: 'archive/damaged',
        message: expect.stringMatching(/^cut\.tar\.gz cannot be unpacked: /),
        at: { file: 'cut.tar.gz' },
        hint: 'give a tar archive, plain or compressed with gzip or zstd',
      },
    ],
    [
      'a revision that git does not have',
      'gone:old',
      {
        code: 'diff/revision',
        message: expect.stringMatching(/^git has no "gone:old": /),
        hint: 'give a file, a folder, an archive, or REVISION:PATH; in CI, fetch the revision first',
      },
    ],
  ])('%s', async (_name, operand, fault) => {
    const { status, stdout, stderr } = await diff(operand, 'new', '--json');
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(JSON.parse(stderr)).toMatchObject(fault);
  });
});
