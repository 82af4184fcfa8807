import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { captured } from '../captured.ts';

const directory = mkdtempSync(join(tmpdir(), 'bootwright-diff-'));
afterAll(() => rmSync(directory, { recursive: true }));

const manifest = (...words: string[]) => ({
  version: '2',
  pipelines: [
    {
      name: 'image',
      stages: [{ type: 'org.osbuild.bootc.install-to-filesystem', options: { 'kernel-args': words } }],
    },
  ],
  sources: {},
});
const request = {
  container: {
    imgref: 'registry.example.com/harbour/web:1',
    arch: 'x86_64',
    default_root_fs: 'ext4',
    size: 2_500_000_000,
    os_info: { os_release: { id: 'harbour', version_id: '7', name: 'Harbour' }, selinux_policy: 'targeted' },
  },
  image_type: 'qcow2',
  seed: 1,
};
const sealed = { ...request, container: { ...request.container, unified_kernel: true, bootloader: 'systemd' } };
const files = {
  'old.json': manifest('rw'),
  'new.json': manifest('rw', 'quiet'),
  'request.json': request,
  'sealed.json': sealed,
};
for (const [name, value] of Object.entries(files)) writeFileSync(join(directory, name), JSON.stringify(value));
writeFileSync(join(directory, 'broken.json'), '{');

const diff = (...argv: string[]) => captured(['diff', ...argv], { directory });

test('says what changed, and ends with 0', async () => {
  expect(await diff('old.json', 'new.json')).toEqual({
    status: 0,
    stdout: 'image › bootc.install-to-filesystem\n  + kernel argument quiet added\n\n1 added\n',
    stderr: '',
  });
});

test('has no colours in a file, whatever the terminal has', async () => {
  const argv = ['diff', 'old.json', 'new.json', '-o', 'changes.txt'];
  await captured(argv, { directory, terminal: true, colour: true, columns: 40 });
  expect(readFileSync(join(directory, 'changes.txt'), 'utf8')).toBe((await diff('old.json', 'new.json')).stdout);
});

test.each([
  ['where they differ', 'new.json', 4],
  ['where they do not', 'old.json', 0],
])('--exit-code %s', async (_name, other, status) => {
  expect((await diff('old.json', other, '--exit-code')).status).toBe(status);
});

test.each([
  ['markdown', '**old.json'],
  ['json', '"equal": false'],
  ['unified', '--- old.json'],
  ['html', '<!doctype html>'],
])('--format %s', async (format, start) => {
  const { status, stdout } = await diff('old.json', 'new.json', '--format', format);
  expect(status).toBe(0);
  expect(stdout).toContain(format === 'markdown' ? 'kernel argument quiet added' : start);
});

test('--output writes a file, and --json stands for --format json', async () => {
  const { stdout } = await diff('old.json', 'new.json', '--json', '-o', 'changes.json');
  expect(stdout).toBe('');
  expect(JSON.parse(readFileSync(join(directory, 'changes.json'), 'utf8'))).toMatchObject({ equal: false, count: 1 });
});

test.each([
  ['changes.html', [], '<!doctype html>'],
  ['CHANGES.HTM', [], '<!doctype html>'],
  ['changes.md', [], '**<code>'],
  ['changes.json', [], '{\n'],
  ['changes.diff', [], '--- old.json'],
  ['changes.patch', [], '--- old.json'],
  ['changes', [], 'image ›'],
  ['changes.constructor', [], 'image ›'],
  ['page.html', ['--format', 'text'], 'image ›'],
  ['page.html', ['--json'], '{\n'],
])('the name of %s chooses the format, unless options do: %j', async (name, options, start) => {
  const { status, stdout } = await diff('old.json', 'new.json', '-o', name, ...options);
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  expect(readFileSync(join(directory, name), 'utf8').slice(0, start.length)).toBe(start);
});

describe('--pair', () => {
  test('of one request shows the same as of both', async () => {
    const both = await diff('--pair', 'request.json', 'sealed.json');
    expect(both.stdout).toContain('composefs added: true');
    expect((await diff('--pair', 'request.json')).stdout).toBe(both.stdout);
    expect((await diff('--pair', 'sealed.json')).stdout).toBe(both.stdout);
  });

  test.each([
    ['text', '      because the command line of a sealed container is part of its signed unified kernel image'],
    ['markdown', ' — <code>the command line of a sealed container is part of its signed unified kernel image</code>'],
    ['html', '<span class="reason">the command line of a sealed container is part of its signed unified kernel image'],
  ])('gives the reasons of the boot plan, as %s', async (format, text) => {
    expect((await diff('--pair', 'request.json', '--format', format)).stdout).toContain(text);
  });
});

test.each([
  ['one manifest alone', ['old.json'], 2, 'missing the second manifest'],
  ['a missing file', ['old.json', 'gone.json'], 3, 'no such file or directory: gone.json'],
  ['what is not JSON', ['old.json', 'broken.json'], 3, 'broken.json is not valid JSON'],
])('%s is a fault', async (_name, argv, status, message) => {
  const result = await diff(...argv);
  expect(result.status).toBe(status);
  expect(result.stderr).toContain(message);
});
