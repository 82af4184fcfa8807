import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isAlive } from './process-owner.ts';

const home = mkdtempSync(join(tmpdir(), 'bootwright-watchdog-'));
const program = join(home, 'program.mjs');
afterAll(() => rmSync(home, { recursive: true }));

/**
 * Runs a shell whose child writes its id and start, and then both take for ever; without a count it is killed before it
 * can say which group it has started.
 */
const source = `
import { spawn } from 'node:child_process';
import { watchGroup } from '${join(import.meta.dirname, 'group-watchdog.ts')}';
import { hostRunner } from '${join(import.meta.dirname, 'spawn.ts')}';
const [file, count] = process.argv.slice(2);
const hang = 'sh -c \\'cut -d " " -f 1,22 /proc/$$/stat >' + file + '.part; mv ' + file + '.part ' + file + '; while :; do sleep 1; done\\' & wait';
if (count === 'unknown') {
  spawn('sh', ['-c', hang], { env: { ...process.env, ...watchGroup().env }, detached: true });
} else {
  const runner = hostRunner(process.env);
  for (let i = 0; i < Number(count); i++) await runner.run(['true']);
  await runner.run(['sh', '-c', hang]);
}
`;

beforeAll(() => bundle(source, program));

function bundle(contents: string, outfile: string) {
  return build({
    stdin: { contents, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    conditions: ['@bootwright/source'],
    logLevel: 'error',
  });
}

/** Resolves once `is` holds; the test's own time is the limit. */
async function until(is: () => boolean): Promise<void> {
  while (!is()) await new Promise((resolve) => setTimeout(resolve, 20));
}

test.each([
  ['SIGKILL', 0],
  ['SIGKILL', 3],
  ['SIGKILL', 'unknown'],
  ['SIGSEGV', 0],
  ['SIGTERM', 0],
] as const)(
  'what a command has started ends with a process that %s ends, after %s other commands',
  async (signal, count) => {
    const file = join(home, `${signal}-${count}`);
    const child = spawn(process.execPath, [program, file, String(count)], { stdio: 'inherit' });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await until(() => existsSync(file));
    const [pid = 0, start = 0] = readFileSync(file, 'utf8').trim().split(' ').map(Number);
    expect(isAlive({ pid, start })).toBe(true);
    child.kill(signal);
    await ended;
    await until(() => !isAlive({ pid, start }));
  },
);

test('the watchdog keeps no process running that has nothing else to do', async () => {
  const file = join(home, 'idle.mjs');
  await bundle(
    `import { hostRunner } from '${join(import.meta.dirname, 'spawn.ts')}'; await hostRunner(process.env).run(['true']);`,
    file,
  );
  const child = spawn(process.execPath, [file], { stdio: 'inherit' });
  expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
});
