import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundle } from '../../../../tools/bundle.mjs';

// The command as a process with little memory: a line that takes more is the only one that is lost.
const folder = mkdtempSync(join(tmpdir(), 'bootwright-memory-'));
const command = join(folder, 'bootwright.mjs');
beforeAll(() => bundle(command));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const container = {
  imgref: 'registry.example.com/os:1',
  arch: 'x86_64',
  default_root_fs: 'ext4',
  size: 1_000_000,
  os_info: { os_release: { id: 'a', version_id: '1', name: 'A' }, selinux_policy: 'targeted' },
};
const request = (name: string, customizations: object) =>
  JSON.stringify({ name, container, image_type: 'raw', seed: 1, blueprint: { customizations } });
const good = Array.from({ length: 10 }, (_, index) => request(`good ${index}`, {}));

/** A large JSON text of little for its length: V8 makes an object of every three bytes. */
const objects = (length: number) => `{"name":"large","x":[${'{},'.repeat(length / 3)}0]}`;
const files = (count: number) =>
  request('large', { files: Array.from({ length: count }, (_, at) => ({ path: `/etc/custom/f${at}`, data: 'text' })) });

function answers(megabytes: number, lines: readonly string[], ...options: readonly string[]) {
  const file = join(folder, 'requests.jsonl');
  writeFileSync(file, lines.join('\n'));
  const argv = [`--max-old-space-size=${megabytes}`, command, 'batch', '--mock-sources', ...options, file];
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, argv, {
    encoding: 'utf8',
    maxBuffer: 512 * 1024 * 1024,
    // Node itself warns of NO_COLOR next to FORCE_COLOR, which task runners set.
    env: { PATH: process.env.PATH },
  });
  const results = stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
  return { status, signal, stderr, results };
}

describe.each([['1'], ['2']])('with --jobs %s', (jobs) => {
  test.each([
    ['that a thread cannot even parse', objects(12 * 1024 * 1024)],
    ['that a thread runs out of memory at', files(120_000)],
  ])('a request %s is a fault, and all others have their manifests', (_, large) => {
    const { status, signal, stderr, results } = answers(48, [...good, large, ...good], '--jobs', jobs);
    expect({ status, signal, stderr }).toEqual({ status: 0, signal: null, stderr: '' });
    const outcomes = results.map(({ outcome, fault }) => fault?.code ?? outcome);
    const manifests = Array.from({ length: 10 }, () => 'manifest');
    expect(outcomes).toEqual([...manifests, 'request/too-large', ...manifests]);
    expect(results[10].fault).toMatchObject({
      at: { document: 'request', line: 11 },
      hint: expect.stringContaining('--max-old-space-size'),
    });
  });
});

test.each([
  ['plain text', 'a'],
  ['text that a manifest escapes', '<'],
])('a request of 61 MiB of %s has its manifest', (_, letter) => {
  const line = request('large', { kernel: { append: letter.repeat(61 * 1024 * 1024) } });
  const { status, results } = answers(2048, [line, ...good]);
  expect(status).toBe(0);
  expect(results.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 11 }, () => 'manifest'));
});

test('a request whose manifest is longer than a string can be is a fault with --manifests', () => {
  const os = { ...container.os_info, selinux_policy: '<'.repeat(30 * 1024 * 1024) };
  const line = JSON.stringify({ name: 'large', container: { ...container, os_info: os }, image_type: 'raw', seed: 1 });
  const { status, results } = answers(2048, [line, ...good], '--manifests');
  expect(status).toBe(0);
  expect(results.map(({ outcome, fault }) => fault?.code ?? outcome)).toEqual([
    'osbuild/too-large',
    ...good.map(() => 'manifest'),
  ]);
}, 120_000);

test('SIGTERM ends it within the line that it is at', async () => {
  const file = join(folder, 'long.jsonl');
  writeFileSync(file, Array.from({ length: 400 }, () => files(10_000)).join('\n'));
  const child = spawn(process.execPath, [command, 'batch', '--mock-sources', file], { stdio: 'pipe' });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  child.kill('SIGTERM');
  expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(130);
});

test('answers come while the input is still open', async () => {
  const child = spawn(process.execPath, [command, 'batch', '--mock-sources', '--jobs', '2'], { stdio: 'pipe' });
  for (const line of good.slice(0, 3)) {
    child.stdin.write(`${line}\n`);
    const piece = await new Promise<Buffer>((resolve) => child.stdout.once('data', resolve));
    expect(JSON.parse(piece.toString())).toMatchObject({ name: JSON.parse(line).name, outcome: 'manifest' });
  }
  child.stdin.end();
  expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
});
