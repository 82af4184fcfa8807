import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeNodeProgram } from '../../../../tools/node-program.ts';
import { file, needs } from '../../../../tools/probes.mjs';
import { isAlive } from '../owner/process-owner.ts';

const home = mkdtempSync(join(tmpdir(), 'bootwright-watchdog-'));
const program = join(home, 'program.mjs');
afterAll(() => rmSync(home, { recursive: true }));

/**
 * Runs a process whose child writes its id and start, and then both take for ever; without a count it is killed before it
 * can say which group it has started.
 */
const source = `
import { spawn } from 'node:child_process';
import { watchGroup } from './group-watchdog.ts';
import { hostRunner } from './spawn.ts';
const [file, count] = process.argv.slice(2);
const child = \`
  const { readFileSync, renameSync, writeFileSync } = require('node:fs');
  const [pid, ...rest] = readFileSync('/proc/self/stat', 'latin1').split(' ');
  writeFileSync(process.argv[1] + '.part', pid + ' ' + rest[20]);
  renameSync(process.argv[1] + '.part', process.argv[1]);
  setInterval(() => {}, 60_000);
\`;
const parent = "require('node:child_process').spawn(process.execPath, ['-e', ...process.argv.slice(1)], { stdio: 'ignore' })";
const words = ['-e', parent, child, file];
if (count === 'unknown') {
  spawn(process.execPath, words, { env: { ...process.env, ...watchGroup().env }, detached: true });
} else {
  const runner = hostRunner(process.env);
  for (let i = 0; i < Number(count); i++) await runner.run([process.execPath, '-e', '']);
  await runner.run([process.execPath, ...words]);
}
`;

beforeAll(() => writeNodeProgram(program, source, import.meta.dirname));

/** Resolves once `is` returns true; the test's own time is the limit. */
async function until(is: () => boolean): Promise<void> {
  while (!is()) await new Promise((resolve) => setTimeout(resolve, 20));
}

// The watchdog is a script of /bin/sh.
const shell = needs(file('/bin/sh'));

test.skipIf(shell.missing).each([
  ['SIGKILL', 0],
  ['SIGKILL', 3],
  ['SIGKILL', 'unknown'],
  ['SIGSEGV', 0],
  ['SIGTERM', 0],
] as const)(
  `what a command has started ends with a process that %s ends, after %s other commands${shell.note}`,
  async (signal, count) => {
    const noted = join(home, `${signal}-${count}`);
    const child = spawn(process.execPath, [program, noted, String(count)], { stdio: 'inherit' });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await until(() => existsSync(noted));
    const [pid = 0, start = 0] = readFileSync(noted, 'utf8').trim().split(' ').map(Number);
    expect(isAlive({ pid, start })).toBe(true);
    child.kill(signal);
    await ended;
    await until(() => !isAlive({ pid, start }));
  },
);

test('the watchdog keeps no process running that has nothing else to do', async () => {
  const idle = join(home, 'idle.mjs');
  const code =
    "import { hostRunner } from './spawn.ts'; await hostRunner(process.env).run([process.execPath, '-e', '']);";
  await writeNodeProgram(idle, code, import.meta.dirname);
  const child = spawn(process.execPath, [idle], { stdio: 'inherit' });
  expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
});
