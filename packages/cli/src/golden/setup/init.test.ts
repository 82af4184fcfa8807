import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { captured } from '../../captured.ts';
import { workflowPath } from './repository-files.ts';

const home = mkdtempSync(join(tmpdir(), 'bootwright-init-'));
afterAll(() => rmSync(home, { recursive: true }));

let directory = '';
let count = 0;
beforeEach(() => {
  directory = join(home, String(++count));
  mkdirSync(join(directory, '.git'), { recursive: true });
});

const environment = { PATH: process.env.PATH ?? '' };
const golden = (...argv: readonly string[]) => captured(['golden', ...argv], { directory, environment });
const file = (path: string): string => readFileSync(join(directory, path), 'utf8');
const all = ['bootwright.json', 'test-data/golden/.gitattributes', 'test-data/golden/.gitignore', workflowPath];

/** A generator that writes a manifest for each name. */
function writeGenerator(...names: readonly string[]): string {
  writeFileSync(
    join(directory, 'generate.mjs'),
    `import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
for (const name of ${JSON.stringify(names)}) {
  const file = process.argv[2] + '/' + name + '.json';
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '{"version":"2"}');
}`,
  );
  return `'${process.execPath}' generate.mjs {dir}`;
}

test('a configuration, files for git and a workflow are written, and what to do next is printed', async () => {
  const { status, stdout } = await golden('init');
  expect(status).toBe(0);
  expect(stdout).toContain(all.map((path) => `written: ${path}\n`).join(''));
  expect(stdout).toContain('bootwright golden add --from');
  expect(JSON.parse(file('bootwright.json'))).toEqual({
    golden: { cases: 'test-data/cases', goldens: 'test-data/golden', checksums: false },
  });
  expect(file('test-data/golden/.gitattributes')).toContain('* -text linguist-generated=true\n');
  const { jobs, permissions } = parse(file(workflowPath));
  expect(permissions).toEqual({ contents: 'read', 'pull-requests': 'write' });
  expect(jobs['golden-check'].steps.at(-1)).toEqual({
    uses: 'bootwright/bootwright/.github/actions/golden-check@main',
    with: { comment: true },
  });
});

test('the JSON form lists the files and the next steps', async () => {
  expect(JSON.parse((await golden('init', '--json')).stdout)).toMatchObject({
    written: all,
    left: [],
    next: [{ command: expect.stringContaining('golden add') }, {}, {}],
  });
});

test('files that exist stay, unless --overwrite is given', async () => {
  writeFileSync(join(directory, 'bootwright.json'), '{}');
  expect((await golden('init')).stdout).toContain('exists, and stays as it is: bootwright.json');
  expect(file('bootwright.json')).toBe('{}');
  expect((await golden('init', '--overwrite')).stdout).toContain('written: bootwright.json');
  expect(file('bootwright.json')).toContain('test-data/cases');
});

test('outside the top of a git repository no workflow is written', async () => {
  rmSync(join(directory, '.git'), { recursive: true });
  expect((await golden('init')).stdout).toContain('no workflow is written');
  expect(readdirSync(directory)).toEqual(['bootwright.json', 'test-data']);
});

test('a folder that is a link is a fault, and nothing is written through it', async () => {
  mkdirSync(join(directory, 'elsewhere'));
  symlinkSync('elsewhere', join(directory, dirname(dirname(workflowPath))));
  const { status, stderr } = await golden('init');
  expect(status).not.toBe(0);
  expect(stderr).toContain('is a symbolic link');
  expect(readdirSync(join(directory, 'elsewhere'))).toEqual([]);
});

describe('with a generator', () => {
  test('its command, folder and patterns are in the configuration, and later actions use them', async () => {
    const command = writeGenerator('disks/a', 'disks/b', 'other');
    await golden('init', '--generate', command, '--goldens', 'manifests/golden', '--', 'disks/*');
    expect(JSON.parse(file('bootwright.json'))).toEqual({
      golden: { generate: command, goldens: 'manifests/golden', patterns: ['disks/*'], checksums: false },
    });
    expect(parse(file(workflowPath)).jobs['golden-check'].steps.at(-1).with).toEqual({
      comment: true,
      'run-generator': true,
    });
    expect((await golden('add', '--run-generator')).status).toBe(0);
    expect(readdirSync(join(directory, 'manifests/golden/disks'))).toEqual(['a.json']);
    expect((await golden('check', '--run-generator')).stdout).toBe('2 cases: 2 as their goldens say\n');
    writeGenerator('disks/a', 'disks/b', 'disks/c');
    expect((await golden('check', '--run-generator')).stdout).toContain('1 of 3 cases without a golden\n  disks/c\n');
  });

  test('its program is not run unless asked', async () => {
    await golden('init', '--generate', `'${process.execPath}' -e 'process.exit(9)' {dir}`);
    for (const action of ['check', 'update', 'add', 'list', 'review']) {
      const { status, stderr } = await golden(action);
      expect(status).toBe(2);
      expect(stderr).toContain('[usage/generator]');
      expect(stderr).toContain('help: give --run-generator to run it, if you trust this repository');
    }
    expect((await golden('check', '--run-generator')).stderr).toContain('the generator ended with status 9');
  });

  test('with --checksums, goldens are kept as checksums and git ignores the archive', async () => {
    await golden('init', '--generate', writeGenerator('a', 'b'), '--checksums');
    await golden('add', '--run-generator');
    expect(readdirSync(join(directory, 'test-data/golden'))).toEqual([
      '.gitattributes',
      '.gitignore',
      'checksums.txt',
      'goldens.txt',
      'manifests.tar.gz',
    ]);
    expect(file('test-data/golden/.gitignore')).toContain('\nmanifests.tar.gz\n');
    expect((await golden('check', '--run-generator')).stdout).toBe('2 cases: 2 as their goldens say\n');
    await golden('update', '--run-generator', '--checksums=false');
    expect(readdirSync(join(directory, 'test-data/golden'))).toEqual([
      '.gitattributes',
      '.gitignore',
      'a.json',
      'goldens.txt',
    ]);
  });
});

describe('is a fault', () => {
  test.each([
    ['a command without {dir}', ['--generate', 'make'], 'does not name {dir}'],
    ['cases of a generator', ['--generate', 'make {dir}', '--cases', 'x'], '--cases has no effect with --generate'],
    ['a folder outside', ['--goldens', '../golden'], 'is not the path of a folder below this one'],
    ['an absolute folder', ['--cases', '/cases'], 'is not the path of a folder below this one'],
    ['an option of other actions', ['--policy', 'all'], '"golden init" does not take --policy'],
  ])('%s', async (_name, argv, message) => {
    const { status, stderr } = await golden('init', ...argv);
    expect(status).not.toBe(0);
    expect(stderr).toContain(message);
    expect(readdirSync(directory)).toEqual(['.git']);
  });
});
