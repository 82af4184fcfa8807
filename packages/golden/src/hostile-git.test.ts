import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostRunner } from '@bootwright/process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { program as installedProgram, needs } from '../../../tools/probes.mjs';
import { readGitGoldens } from './git/git-goldens.ts';

let place: string;
let repository: string;
const goldens = () => join(repository, 'goldens');
const marker = () => join(place, 'ran');

/** Without anybody's own settings. */
const clean = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null', HOME: '/nonexistent' };

function git(...words: readonly string[]): string {
  const identity = ['-c', 'user.name=x', '-c', 'user.email=x@example.com', '-c', 'commit.gpgSign=false'];
  return execFileSync('git', ['-C', repository, ...identity, ...words], { env: clean, encoding: 'utf8' });
}

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'bootwright-git-'));
  repository = join(place, 'repository');
  mkdirSync(goldens(), { recursive: true });
  execFileSync('git', ['init', '-q', '-b', 'main', repository], { env: clean });
  writeFileSync(join(goldens(), 'a.json'), 'golden');
  git('add', '.');
  git('commit', '-q', '-m', 'x');
});
afterEach(() => rmSync(place, { recursive: true }));

/** A program that leaves a mark when it is run. */
function program(name = 'program'): string {
  const file = join(place, name);
  writeFileSync(file, `#!/bin/sh\ntouch '${marker()}'\nexit 1\n`, { mode: 0o755 });
  return file;
}

const configure = (text: string) => appendFileSync(join(repository, '.git/config'), text);

/** Takes the only golden out of the repository, as one that a partial clone has not fetched. */
function removeGolden(): void {
  const id = git('rev-parse', 'HEAD:goldens/a.json').trim();
  rmSync(join(repository, '.git/objects', id.slice(0, 2), id.slice(2)));
}

const partialClone = (remote: string) => `
[core]
	repositoryFormatVersion = 1
[extensions]
	partialClone = origin
[remote "origin"]
	promisor = true
	partialCloneFilter = blob:none
	fetch = +refs/heads/*:refs/remotes/origin/*
${remote}
`;

const always = ['ext', 'file', 'git', 'http', 'https', 'ssh', 'helper']
  .map((name) => `[protocol "${name}"]\n\tallow = always\n`)
  .join('');

const attacks: readonly (readonly [string, () => void])[] = [
  ['fetches with a remote that is a command', () => configure(`${partialClone(`	url = ext::${program()}`)}${always}`)],
  [
    'fetches over SSH with a command of its own',
    () => configure(`${partialClone('	url = ssh://localhost/x')}[core]\n\tsshCommand = ${program()}\n${always}`),
  ],
  [
    'fetches from a folder with a program of its own',
    () => configure(`${partialClone(`	url = file://${place}\n	uploadpack = ${program()}`)}${always}`),
  ],
  [
    'fetches from a folder by its plain path with a program of its own',
    () => configure(`${partialClone(`	url = ${place}\n	uploadpack = ${program()}`)}${always}`),
  ],
  [
    'fetches through a proxy command',
    () => configure(`${partialClone('	url = git://localhost/x')}[core]\n\tgitProxy = ${program()}\n${always}`),
  ],
];

const installed = needs(installedProgram('git'));
describe.skipIf(installed.missing)(`git that somebody else has set up${installed.note}`, () => {
  test.each(attacks)('a partial clone that %s runs nothing, and is a fault', async (_, attack) => {
    attack();
    removeGolden();
    await expect(readGitGoldens(goldens(), 'HEAD', hostRunner(clean))).rejects.toMatchObject({
      code: 'golden/revision',
    });
    expect(existsSync(marker())).toBe(false);
  });

  test('a remote helper of the PATH is not run', async () => {
    program('git-remote-helper');
    configure(`${partialClone('	url = helper://x')}${always}`);
    removeGolden();
    const runner = hostRunner({ ...clean, PATH: `${place}:${process.env.PATH}` });
    await readGitGoldens(goldens(), 'HEAD', runner).catch(() => undefined);
    expect(existsSync(marker())).toBe(false);
  });

  test('a folder among the goldens that looks like a repository is not taken for one', async () => {
    const nested = join(goldens(), 'nested');
    execFileSync('git', ['clone', '-q', '--bare', repository, nested], { env: clean });
    expect(readdirSync(nested)).toContain('HEAD');
    await expect(readGitGoldens(nested, 'HEAD', hostRunner(clean))).rejects.toMatchObject({ code: 'golden/revision' });
  });

  test('variables of the environment do not allow what is turned off', async () => {
    configure(partialClone(`	url = ext::${program()}`));
    removeGolden();
    const given = { ...clean, GIT_ALLOW_PROTOCOL: 'ext:file:ssh', GIT_SSH_COMMAND: program() };
    await readGitGoldens(goldens(), 'HEAD', hostRunner(given)).catch(() => undefined);
    expect(existsSync(marker())).toBe(false);
  });

  describe('objects of another repository are not read', () => {
    const other = () => join(place, 'other');
    const hint =
      'clone the repository, without --shared and --reference: objects of another one are not read as goldens';
    const rejected = (what: string, path: string) => ({
      code: 'golden/revision',
      message: `the git folder of the goldens ${what} elsewhere, in ${JSON.stringify(path)}`,
      hint,
    });
    beforeEach(() => execFileSync('git', ['clone', '-q', repository, other()], { env: clean }));
    const read = (folder = goldens()) => readGitGoldens(folder, 'HEAD', hostRunner(clean));

    test('which a file in the place of .git names', async () => {
      rmSync(join(repository, '.git'), { recursive: true });
      writeFileSync(join(repository, '.git'), `gitdir: ${other()}/.git\n`);
      await expect(read()).rejects.toMatchObject(rejected('has its repository', join(other(), '.git')));
    });

    test('to which a link in the place of .git leads', async () => {
      rmSync(join(repository, '.git'), { recursive: true });
      symlinkSync(join(other(), '.git'), join(repository, '.git'));
      await expect(read()).rejects.toMatchObject(rejected('has its repository', join(other(), '.git')));
    });

    test('that has a working tree of its own', async () => {
      execFileSync('git', ['-C', other(), 'worktree', 'add', '-q', join(place, 'tree')], { env: clean });
      rmSync(join(repository, '.git'), { recursive: true });
      writeFileSync(join(repository, '.git'), `gitdir: ${other()}/.git/worktrees/tree\n`);
      await expect(read()).rejects.toMatchObject(rejected('has its repository', join(other(), '.git/worktrees/tree')));
    });

    test('which a file in .git calls the common one', async () => {
      writeFileSync(join(repository, '.git/commondir'), `${other()}/.git\n`);
      await expect(read()).rejects.toMatchObject(rejected('has its repository', join(other(), '.git')));
    });

    test('which are borrowed', async () => {
      writeFileSync(join(repository, '.git/objects/info/alternates'), `${other()}/.git/objects\n`);
      await expect(read()).rejects.toMatchObject(
        rejected('borrows objects (objects/info/alternates)', join(other(), '.git/objects')),
      );
    });

    test('but those of a working tree that the repository lists, and of a submodule in the one above', async () => {
      const tree = join(place, 'tree');
      git('worktree', 'add', '-q', tree);
      expect((await read(join(tree, 'goldens'))).paths).toEqual(['a.json']);
      git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other(), 'sub');
      expect((await read(join(repository, 'sub/goldens'))).paths).toEqual(['a.json']);
    });
  });

  test('links and submodules are not goldens', async () => {
    execFileSync('ln', ['-s', '/etc/passwd', join(goldens(), 'b.json')]);
    git('add', '.');
    git('commit', '-q', '-m', 'y');
    expect((await readGitGoldens(goldens(), 'HEAD', hostRunner(clean))).paths).toEqual(['a.json']);
  });
});
