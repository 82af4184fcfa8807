import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { captured } from '../captured.ts';

const home = mkdtempSync(join(tmpdir(), 'bootwright-generate-test-'));
afterAll(() => rmSync(home, { recursive: true }));

let directory = '';
let count = 0;
beforeEach(() => {
  directory = join(home, String(++count));
  mkdirSync(directory);
  write({ 'f-x86_64-ami': manifest('a'), 'nested/f-x86_64-gce': manifest('a') });
});

const manifest = (...types: string[]): string =>
  `${JSON.stringify({ version: '2', pipelines: [{ name: 'os', stages: types.map((type) => ({ type: `org.osbuild.${type}` })) }] }, null, 1)}\n`;

/** A generator that writes these manifests. */
function write(manifests: Readonly<Record<string, string>>, end = ''): void {
  const program = `
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
for (const [name, text] of Object.entries(${JSON.stringify(manifests)})) {
  const file = join(process.argv[2], name + '.json');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
${end}`;
  writeFileSync(join(directory, 'generate.mjs'), program);
}

const command = `'${process.execPath}' generate.mjs {dir}`;
const golden = (action: string, ...argv: string[]) =>
  captured(['golden', action, '--generate', command, ...argv], {
    directory,
    environment: { PATH: process.env.PATH ?? '' },
  });

test('the manifests of any program get goldens as it wrote them, and are checked against them', async () => {
  expect((await golden('add')).status).toBe(0);
  expect(readFileSync(join(directory, 'test-data/golden/f-x86_64-ami.json'), 'utf8')).toBe(manifest('a'));
  expect(await golden('check')).toEqual({ status: 0, stdout: '2 cases: 2 as their goldens say\n', stderr: '' });
});

test('a check says what changed, what is missing and what is stale, by name', async () => {
  await golden('add');
  write({ 'f-x86_64-ami': manifest('a', 'b'), 'new-case': manifest('z') });
  const { status, stdout } = await golden('check');
  expect(status).toBe(4);
  for (const text of [
    'os › b: stage added after a',
    'f-x86_64-ami',
    'new-case',
    'nested/f-x86_64-gce',
    '1 stale golden',
  ]) {
    expect(stdout).toContain(text);
  }
});

test('update accepts what changed, of all cases or of those that a pattern names', async () => {
  await golden('add');
  write({ 'f-x86_64-ami': manifest('b'), 'nested/f-x86_64-gce': manifest('b') });
  await golden('update', 'nested/*');
  expect((await golden('check')).stdout).toContain('2 cases: 1 as their goldens say, 1 changed');
  await golden('update');
  expect((await golden('check')).status).toBe(0);
});

test.each(['text', 'markdown', 'json', 'junit', 'github'])(
  'missing goldens are named by --reporter %s',
  async (reporter) => {
    expect((await golden('check', '--reporter', reporter)).stdout).toContain('f-x86_64-gce');
  },
);

test('missing goldens are named in the page', async () => {
  await golden('check', '--html', 'page.html');
  expect(readFileSync(join(directory, 'page.html'), 'utf8')).toContain('f-x86_64-gce');
});

describe('is a fault', () => {
  test.each([
    ['a command without {dir}', 'true', {}, '', 2, 'does not name {dir}'],
    [
      'a program that fails',
      command,
      {},
      'console.error("no such distribution"); process.exit(3);',
      3,
      /with status 3: no such distribution \[golden\/generate\]/,
    ],
    ['a program that writes nothing', command, {}, '', 3, 'wrote no .json files [golden/generate]'],
    ['a name that no golden may have', command, { '-x': '{}' }, '', 3, 'cannot be part of a case'],
    [
      'a manifest that is not JSON',
      command,
      { x: '{' },
      '',
      3,
      'x.json of the generator: the text ends, but a key in double quotes or a closing brace is expected here',
    ],
    ['a manifest that is a list', command, { x: '[]' }, '', 3, 'x.json of the generator is not a JSON object'],
    [
      'a manifest that is nested without end',
      command,
      { x: '['.repeat(600) + ']'.repeat(600) },
      '',
      3,
      'x.json of the generator: brackets are nested more than 64 deep [golden/generate]',
    ],
  ])('%s', async (_name, words, manifests, end, status, message) => {
    write(manifests, end);
    const result = await captured(['golden', 'add', '--generate', words], {
      directory,
      environment: { PATH: process.env.PATH ?? '' },
    });
    expect(result.status).toBe(status);
    expect(result.stderr).toMatch(message);
    const goldens = join(directory, 'test-data/golden');
    expect(existsSync(goldens) ? readdirSync(goldens) : []).toEqual([]);
  });

  test('--cases, which the program does not read', async () => {
    expect((await golden('check', '--cases', 'x')).stderr).toContain('--cases has no effect with --generate');
  });
});

describe('a case that is itself at fault', () => {
  const container = {
    imgref: 'registry.example.com/web:1',
    arch: 'x86_64',
    default_root_fs: 'ext4',
    size: 1_000_000_000,
    os_info: { os_release: { id: 'harbour', version_id: '1', name: 'Harbour' } },
  };
  beforeEach(() => {
    mkdirSync(join(directory, 'cases'));
    writeFileSync(join(directory, 'cases/good.json'), JSON.stringify({ container, image_type: 'raw', seed: 1 }));
    writeFileSync(join(directory, 'cases/wrong.json'), JSON.stringify({ container, image_typ: 'raw', seed: 1 }));
  });
  const cases = (action: string) =>
    captured(['golden', action, '--cases', 'cases', '--goldens', 'goldens'], { directory });

  test.each(['add', 'update'])('gets no golden by %s, and the report names it', async (action) => {
    const { status, stdout } = await cases(action);
    expect(status).toBe(4);
    expect(stdout).toContain('1 case at fault itself, and gets no golden');
    expect(stdout).toContain('wrong');
    expect(readdirSync(join(directory, 'goldens')).filter((file) => file.includes('wrong'))).toEqual([]);
  });
});

test('a generator that removes its folder is a fault', async () => {
  write({}, "import('node:fs').then(({ rmSync }) => rmSync(process.argv[2], { recursive: true }));");
  const { status, stderr } = await golden('check');
  expect(status).toBe(3);
  expect(stderr).toContain('no such file or directory: the folder of the generator');
});

test('links and compressed manifests of a generator are a notice', async () => {
  const link = "import('node:fs').then((fs) => fs.symlinkSync('a.json', process.argv[2] + '/b.json'));";
  write({ a: manifest('a'), 'c.json.gz': '' }, link);
  const program = readFileSync(join(directory, 'generate.mjs'), 'utf8');
  writeFileSync(join(directory, 'generate.mjs'), program.replace("name + '.json'", "name.replace(/^a$/, 'a.json')"));
  const { stderr } = await golden('add');
  expect(stderr.replaceAll(/\s+/g, ' ')).toContain('b.json is a symbolic link, c.json.gz is compressed');
});
