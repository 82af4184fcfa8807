import type { CommandRunner } from '@bootwright/process';
import { expect, test } from 'vitest';
import { captured } from './captured.ts';

const encoder = new TextEncoder();
const output = (text: string) => ({ bytes: encoder.encode(text), dropped: 0 });

/** An engine that has no image, and says so with a credential. */
const engine: CommandRunner = {
  run: async (command) => ({
    kind: 'exited',
    command,
    code: 125,
    stdout: output('{"auth": "hunter2"}'),
    stderr: output('no such image at https://user:hunter2@r/v2/\u001b[2J'),
  }),
};

async function debugged(value: string, ...options: readonly string[]) {
  const argv = ['inspect', 'containers-storage:localhost/a', ...options];
  const { status, stderr } = await captured(argv, { environment: { BOOTWRIGHT_DEBUG: value }, runner: engine });
  return { status, lines: stderr.split('\n').filter((line) => line.includes('debug')) };
}

test('BOOTWRIGHT_DEBUG writes the commands of an engine without credentials and control characters', async () => {
  const { lines } = await debugged('engine');
  expect(lines[0]).toMatch(/^debug engine: runs podman /);
  expect(lines.find((line) => line.includes('exited'))).toMatch(
    /^debug engine: podman exited with 125 after \d+ ms, stdout: \{"auth": \*\*\*\}, stderr: no such image/,
  );
  expect(lines.join('')).toContain('https://***@r/v2/\\u001b[2J');
  expect(lines.join('')).not.toContain('hunter2');
});

test('BOOTWRIGHT_DEBUG with --json writes JSON objects', async () => {
  const { lines } = await debugged('engine', '--json');
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    level: 'debug',
    message: expect.stringMatching(/^debug engine: runs podman /),
  });
});

test.each(['', 'registry,qemu'])('BOOTWRIGHT_DEBUG=%s writes nothing of an engine', async (value) => {
  expect((await debugged(value)).lines).toEqual([]);
});

test('an unknown namespace of BOOTWRIGHT_DEBUG is a notice that names the known ones', async () => {
  const { status, stderr } = await captured(['version', '--json'], { environment: { BOOTWRIGHT_DEBUG: 'http,qemu' } });
  expect(status).toBe(0);
  expect(JSON.parse(stderr)).toEqual({
    level: 'notice',
    code: 'usage/debug',
    message: 'Expected a namespace in BOOTWRIGHT_DEBUG, got "http"',
    hint: 'use engine, osbuild, qemu, registry, or all; separate several with commas',
  });
});

test('a run without BOOTWRIGHT_DEBUG writes nothing after one with it', async () => {
  await debugged('engine');
  expect((await debugged('')).lines).toEqual([]);
});
