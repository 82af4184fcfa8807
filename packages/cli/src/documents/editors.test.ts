import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LanguageServer } from '../../testing/language-server.ts';
import { captured } from '../captured.ts';
import { schemaHome } from '../schema/run-schema.ts';
import { schemaNames } from '../schema/schema-command.ts';

const docs = join(import.meta.dirname, '../../../../docs');
const { resolve } = createRequire(import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'bootwright-editors-'));
afterAll(() => rmSync(folder, { recursive: true }));

const page = readFileSync(join(docs, 'editors.md'), 'utf8');
const samples = Array.from(page.matchAll(/^```(toml|yaml|json)\n([\s\S]*?)^```$/gm), ([, format = '', text = '']) => ({
  format,
  text,
}));
const of = (format: string) => samples.filter((sample) => sample.format === format).map(({ text }) => text);

/** The text with the schemas of this tree in the place of those that are published. */
const local = (text: string) => text.replaceAll(schemaHome, pathToFileURL(join(docs, 'schemas')).href);

/** The text with one more line behind the first that contains `after`. */
const withLine = (text: string, after: string, line: string) =>
  text.replace(new RegExp(`^.*${after}.*$`, 'm'), `$&\n${line}`);

test('the page has samples in each format', () => {
  expect(['toml', 'yaml', 'json'].map((format) => of(format).length)).toEqual([3, 2, 1]);
});

test('every address and link of the page is that of a schema', () => {
  const names = Array.from(page.matchAll(/docs\/schemas\/([\w.-]+)\.json\b/g), ([, name]) => name);
  const links = Array.from(page.matchAll(/\]\(schemas\/([\w.-]+)\.json\)/g), ([, name]) => name);
  expect([...names, ...links].filter((name) => !schemaNames.some((known) => known === name))).toEqual([]);
  expect(links.length).toBe(9);
});

test.each(samples)('validate accepts the sample with its line for editors: $text', async ({ text, format }) => {
  writeFileSync(join(folder, `sample.${format}`), text);
  const { stdout, stderr } = await captured(['validate', `sample.${format}`], { directory: folder });
  expect(stderr).toBe('');
  expect(stdout).toMatch(/ is valid/);
});

describe('taplo', { timeout: 120_000 }, () => {
  const program = join(resolve('@taplo/cli/package.json'), '../dist/cli.js');

  /** Messages about a document with their lines. */
  const lint = (name: string, text: string): Promise<readonly string[]> => {
    writeFileSync(join(folder, name), local(text));
    return new Promise((done) => {
      const argv = [program, 'lint', '--colors', 'never', '--no-auto-config', name];
      execFile(process.execPath, argv, { cwd: folder }, (_error, _stdout, stderr) => {
        const found = stderr.matchAll(/^error: (.*)\n\s*┌─ .*:(\d+):\d+$/gm);
        done([...new Set(Array.from(found, ([, message, line]) => `${line}: ${message}`))]);
      });
    });
  };

  const [blueprint = '', install = '', kargs = ''] = of('toml');

  test.each([
    ['a blueprint', blueprint],
    ['an install configuration', install],
    ['a file of kargs.d', kargs],
  ])('finds nothing in %s', async (_name, text) => {
    expect(await lint('good.toml', text)).toEqual([]);
  });

  test.each([
    [
      'a blueprint',
      withLine(blueprint, 'name = "admin"', 'nam = "a"'),
      "6: Additional properties are not allowed ('nam' was unexpected)",
    ],
    ['an install configuration', install.replace('xfs', 'zfs'), '3: "zfs" is not one of ["ext4","xfs","btrfs"]'],
    ['a file of kargs.d', kargs.replace(/kargs = .*/, 'kargs = "quiet"'), '2: "quiet" is not of type "array"'],
    [
      'a partition, by its type',
      withLine(
        blueprint,
        'home = ',
        '[customizations.disk]\npartitions = [{ type = "btrfs", minsize = 1, fs_type = "xfs" }]',
      ),
      "9: Additional properties are not allowed ('fs_type' was unexpected)",
    ],
  ])('marks a wrong value of %s', async (_name, text, message) => {
    expect(await lint('bad.toml', text)).toContain(message);
  });
});

describe('yaml-language-server', { timeout: 120_000 }, () => {
  const program = resolve('yaml-language-server/bin/yaml-language-server');
  const [disk = '', iso = ''] = of('yaml');
  const child = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
  let server: LanguageServer;
  let count = 0;
  const address = () => `file:///documents/${count++}.yaml`;

  beforeAll(async () => {
    const settings = { validate: true, completion: true, hover: true, schemaStore: { enable: false } };
    server = await LanguageServer.connect(child, settings);
  });
  afterAll(async () => {
    const closed = once(child, 'close');
    child.kill();
    await closed;
  });

  test.each([
    ['a disk.yaml', disk],
    ['an iso.yaml', iso],
  ])('finds nothing in %s', async (_name, text) => {
    expect(await server.diagnostics(address(), local(text), 'yaml')).toEqual([]);
  });

  test.each([
    ['a disk.yaml', withLine(disk, 'partition_table', '  typ: gpt'), 3, 'Property typ is not allowed.'],
    ['a payload, by its type', withLine(disk, 'mountpoint', '        pbkdf: {}'), 10, 'Property pbkdf is not allowed.'],
    ['an iso.yaml', iso.replace('timeout: 5', 'timeout: soon'), 3, 'Incorrect type. Expected "number".'],
  ])('marks a wrong value of %s', async (_name, text, line, message) => {
    expect(await server.diagnostics(address(), local(text), 'yaml')).toEqual([{ line, message }]);
  });

  test('offers the keys that are missing at a place', async () => {
    const uri = address();
    const text = local(`${iso}  \n`);
    await server.diagnostics(uri, text, 'yaml');
    const last = text.split('\n').length - 2;
    expect([...(await server.completions(uri, last, 2))].toSorted()).toEqual(['default', 'entries']);
  });

  test('offers the keys of a payload by its type', async () => {
    const uri = address();
    const text = local(`${disk}        \n`);
    await server.diagnostics(uri, text, 'yaml');
    const offered = await server.completions(uri, text.split('\n').length - 2, 8);
    expect(offered).toContain('fstab_options');
    expect(offered).not.toContain('subvolumes');
  });
});
