import { spawnSync } from 'node:child_process';
import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeTar } from '../../../../archive/testing/tar.ts';
import { captured } from '../../captured.ts';

const directory = mkdtempSync(join(tmpdir(), 'bootwright-passed-over-'));
afterAll(() => rmSync(directory, { recursive: true }));

const manifest = (type: string): string =>
  JSON.stringify({ version: '2', pipelines: [{ name: 'os', stages: [{ type: `org.osbuild.${type}` }] }] });
const write = (path: string, content: string | Uint8Array): void => {
  mkdirSync(join(directory, path, '..'), { recursive: true });
  writeFileSync(join(directory, path), content);
};
const run = (...argv: string[]) =>
  captured(argv, { directory, environment: { PATH: process.env.PATH ?? '' }, colour: false });
const passedOver = (source: string, what: string): string => `notice: not all of ${source} is read: ${what}`;

describe('what could be a manifest and is not read is a notice', () => {
  beforeAll(() => {
    write('links/a.json', manifest('noop'));
    write('elsewhere/b.json', '{}');
    symlinkSync('../elsewhere/b.json', join(directory, 'links/b.json'));
    symlinkSync('../elsewhere', join(directory, 'links/more'));
    symlinkSync('nowhere', join(directory, 'links/notes'));
    write('only/notes.txt', '');
    symlinkSync('../elsewhere/b.json', join(directory, 'only/b.json'));
  });

  const links = passedOver('links', 'b.json is a symbolic link, more is a symbolic link');
  test.each([['check'], ['ids'], ['show']])('of %s', async (command) => {
    const { status, stderr } = await run(command, 'links');
    expect(status).toBe(0);
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain(links);
  });

  test('of diff', async () => {
    const { stdout, stderr } = await run('diff', 'links', 'elsewhere');
    expect(stdout).toContain('1 added, 1 removed');
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain(links);
  });

  test('also where nothing is left to read', async () => {
    const { status, stderr } = await run('check', 'only');
    expect(status).toBe(3);
    expect(stderr).toContain('only contains no manifests');
    expect(stderr).toContain('b.json is a symbolic link');
  });

  test('of an archive', async () => {
    const link = (name: string, type: string, target: string) => ({ name, type, target });
    write(
      'a.tar',
      writeTar([
        { name: 'a.json', content: manifest('noop') },
        link('b.json', '2', 'a.json'),
        link('c.json', '6', ''),
        { name: '../d.json', content: '{}' },
        link('e.json', '1', 'gone.json'),
      ]),
    );
    const { stdout, stderr } = await run('diff', 'a.tar', 'links');
    expect(stdout).toBe('1 manifest in both: no differences\n');
    const [b, c, d] = ['b.json is a link', 'c.json is a FIFO', '../d.json is above the archive'];
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain(passedOver('a.tar', `${b}, ${c}, ${d}, and 1 more`));
  });
});

test('a hard link in an archive is the file that it links to, and a later entry replaces an earlier one', async () => {
  write('one/a.json', manifest('noop'));
  linkSync(join(directory, 'one/a.json'), join(directory, 'one/b.json'));
  write(
    'hard.tar',
    writeTar([
      { name: './a.json', content: manifest('noop') },
      { name: './b.json', type: '1', target: './a.json' },
      { name: './c.json', content: manifest('noop') },
      { name: './c.json', type: '2', target: 'a.json' },
    ]),
  );
  const { stdout, stderr } = await run('diff', 'hard.tar', 'one');
  expect(stdout).toBe('2 manifests in both: no differences\n');
  expect(stderr).toContain('c.json is a link');
});

test('a set with a file more of the same name shows its change', async () => {
  for (const side of ['x', 'y']) write(`${side}/a.json`, manifest('noop'));
  write('x/a.json.gz', gzipSync(manifest('noop')));
  write('y/a.json.gz', gzipSync(manifest('mkdir')));
  expect((await run('diff', 'x', 'y', '--exit-code')).status).toBe(4);
});

test('a set with a folder more still pairs the others', async () => {
  for (const path of ['before/f/a.json', 'after/f/a.json', 'after/g/a.json']) write(path, manifest('noop'));
  expect((await run('diff', 'before', 'after')).stdout).toBe(
    '1 manifest added\n  g/a\n\n1 manifest in both: 1 added\n',
  );
});

test('a compressed manifest is compared as what it is', async () => {
  write('plain.json', manifest('noop'));
  write('packed.json.gz', gzipSync(manifest('noop')));
  expect((await run('diff', 'plain.json', 'packed.json.gz')).stdout).toBe('no differences\n');
});

describe('of a git revision', () => {
  const git = (...words: string[]): void => {
    const names = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
    expect(spawnSync('git', [...names, ...words], { cwd: directory }).status).toBe(0);
  };
  const commit = (type: string, byte: number): void => {
    write('m/a.json.gz', gzipSync(manifest(type)));
    write('m/b.json', manifest('noop'));
    write('broken.json', Buffer.from([0x22, byte, 0x22]));
    git('add', 'm', 'broken.json');
    git('commit', '-q', '-m', `Add ${type}`);
  };
  beforeAll(() => {
    git('init', '-q', '-b', 'trunk');
    mkdirSync(join(directory, 'm'));
    symlinkSync('b.json', join(directory, 'm/link.json'));
    const id = 'a'.repeat(40);
    commit('noop', 0xfe);
    commit('mkdir', 0xff);
    git('update-index', '--add', '--cacheinfo', `160000,${id},m/sub`);
    git('commit', '-q', '-m', 'Add a submodule');
  });

  test('compressed manifests are compared', async () => {
    const { status, stdout } = await run('diff', 'HEAD~2:m', 'HEAD:m', '--exit-code');
    expect([status, stdout.split('\n').at(-2)]).toEqual([4, '2 manifests in both: 1 changed']);
    expect((await run('diff', 'HEAD:m/a.json.gz', 'm/a.json.gz')).stdout).toBe('no differences\n');
  });

  test('links and submodules are a notice', async () => {
    const { stderr } = await run('diff', 'HEAD~2:m', 'HEAD:m');
    const link = 'link.json is a symbolic link';
    const both = `${passedOver('HEAD~2:m', link)} [file/passed-over]`;
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain(both);
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain(passedOver('HEAD:m', `${link}, sub is a submodule`));
  });

  test('files that are not UTF-8 are a fault, not equal', async () => {
    const { status, stderr } = await run('diff', 'HEAD~2:broken.json', 'HEAD:broken.json');
    expect(status).toBe(3);
    expect(stderr).toContain('HEAD~2:broken.json is not UTF-8 text');
  });
});
