import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytes } from '@bootwright/core';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { writeNodeProgram } from '../../../../tools/node-program.ts';
import { program as installed, needs } from '../../../../tools/probes.mjs';
import type { CommandResult } from './command.ts';
import { outputText } from './command.ts';
import { hostRunner } from './spawn.ts';

const home = mkdtempSync(join(tmpdir(), 'bootwright-process-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const runner = hostRunner(process.env);
const node = (code: string) => ['node', '-e', code];
/** A command of a shell that does not end by itself. */
const endless = `"${process.execPath}" -e 'setInterval(() => {}, 60_000)'`;

/** The result with its output as text, to be compared whole. */
function readable(result: CommandResult): object {
  const { command: _, ...rest } = result;
  if (!('stdout' in result)) return rest;
  return { ...rest, stdout: outputText(result.stdout), stderr: outputText(result.stderr) };
}

describe('a command that ends by itself', () => {
  test('gives its code and both outputs', async () => {
    const result = await runner.run(node("console.log('out'); console.error('err'); process.exitCode = 3"));
    expect(readable(result)).toEqual({ kind: 'exited', code: 3, stdout: 'out\n', stderr: 'err\n' });
  });

  test('gets its arguments as they are: no shell reads them', async () => {
    const command = ['node', '-p', 'JSON.stringify(process.argv.slice(1))', '--', '$HOME', '*', 'a b', '', "'"];
    expect(readable(await runner.run(command))).toMatchObject({ stdout: '["$HOME","*","a b","","\'"]\n' });
  });

  test('reads text from standard input, and finds it empty where none is given', async () => {
    const command = ['node', '-e', 'process.stdin.pipe(process.stdout)'];
    expect(readable(await runner.run(command, { stdin: 'grüße\n' }))).toMatchObject({ stdout: 'grüße\n' });
    expect(readable(await runner.run(command))).toMatchObject({ kind: 'exited', code: 0, stdout: '' });
  });

  test('may leave standard input unread', async () => {
    const result = await runner.run(node('process.exit(0)'), { stdin: 'x'.repeat(4_000_000) });
    expect(readable(result)).toEqual({ kind: 'exited', code: 0, stdout: '', stderr: '' });
  });

  test('has the environment of its runner and the variables given to it, and no others', async () => {
    const command = ['node', '-p', "['A', 'B', 'LC_ALL', 'HOME'].map((name) => process.env[name]).join()"];
    const small = hostRunner({ A: 'a', B: 'b', PATH: process.env.PATH });
    expect(readable(await small.run(command, { env: { B: 'c' } }))).toMatchObject({ stdout: 'a,c,C.UTF-8,\n' });
  });

  test('is not made to colour what it writes', async () => {
    const coloured = hostRunner({ ...process.env, FORCE_COLOR: '1', CLICOLOR_FORCE: '1' });
    const command = node(
      'const { FORCE_COLOR, CLICOLOR_FORCE } = process.env; console.log([FORCE_COLOR, CLICOLOR_FORCE].join(""))',
    );
    expect(readable(await coloured.run(command))).toMatchObject({ stdout: '\n' });
    expect(readable(await coloured.run(command, { env: { FORCE_COLOR: '3' } }))).toMatchObject({ stdout: '3\n' });
  });

  test('runs in the directory that it is given', async () => {
    const result = await runner.run(node("require('fs').writeFileSync('here', 'yes')"), { cwd: home });
    expect(result.kind).toBe('exited');
    expect(readFileSync(join(home, 'here'), 'utf8')).toBe('yes');
  });

  test('keeps bytes that are not UTF-8', async () => {
    const result = await runner.run(node('process.stdout.write(Buffer.from([0x61, 0xff, 0x00, 0xc3]))'));
    expect(result).toMatchObject({ stdout: { bytes: Uint8Array.of(0x61, 0xff, 0x00, 0xc3), dropped: 0 } });
    expect(readable(result)).toMatchObject({ stdout: 'a\ufffd\0\ufffd' });
  });

  test('that a signal ends says which', async () => {
    const result = await runner.run(node("process.kill(process.pid, 'SIGKILL')"));
    expect(readable(result)).toEqual({ kind: 'signalled', signal: 'SIGKILL', stdout: '', stderr: '' });
  });
});

describe('output beyond its bound', () => {
  test('is dropped at the end of standard output and at the beginning of standard error', async () => {
    const code = "process.stdout.write('a'.repeat(5e6) + 'z'); process.stderr.write('b'.repeat(5e6) + 'y')";
    const result = await runner.run(node(code), { maximumStdout: bytes(3), maximumStderr: bytes(4) });
    expect(readable(result)).toEqual({ kind: 'exited', code: 0, stdout: 'aaa', stderr: 'bbby' });
    expect(result).toMatchObject({ stdout: { dropped: 4_999_998 }, stderr: { dropped: 4_999_997 } });
  });

  test('is still shown as it comes', async () => {
    const seen = { stdout: 0, stderr: 0 };
    await runner.run(node("process.stdout.write('a'.repeat(1e6)); process.stderr.write('b')"), {
      maximumStdout: bytes(0),
      onOutput: (piece, stream) => {
        seen[stream] += piece.length;
      },
    });
    expect(seen).toEqual({ stdout: 1_000_000, stderr: 1 });
  });
});

describe('standard output that the caller reads', () => {
  const manyBytes =
    "const piece = Buffer.alloc(1 << 20, 'a'); let left = 64; const next = () => left-- > 0 ? process.stdout.write(piece, next) : console.error('all'); next()";

  test('comes whole, piece by piece, and none of it is kept', async () => {
    let count = 0;
    const result = await runner.run(node(manyBytes), {
      readStdout: async (pieces) => {
        for await (const piece of pieces) count += piece.length;
      },
    });
    expect(readable(result)).toEqual({ kind: 'exited', code: 0, stdout: '', stderr: 'all\n' });
    expect(count).toBe(64 * 1024 * 1024);
  });

  test('makes the command wait while nobody reads', async () => {
    let said = '';
    const result = await runner.run(node(manyBytes), {
      onOutput: (piece) => {
        said += Buffer.from(piece).toString();
      },
      readStdout: async (pieces) => {
        for await (const _ of pieces) {
          await new Promise((resolve) => setTimeout(resolve, 500));
          expect(said).toBe('');
          return;
        }
      },
    });
    expect(result).toMatchObject({ kind: 'exited', code: 1, stdout: { dropped: 0 } });
    expect(readable(result)).toMatchObject({ stderr: expect.stringContaining('EPIPE') });
  });

  test('ends the command where the caller throws, whatever the command still does', async () => {
    let pid = 0;
    const running = runner.run(
      node("console.log(process.pid); process.stdout.on('error', () => {}); setInterval(() => {}, 1000)"),
      {
        readStdout: async (pieces) => {
          for await (const piece of pieces) {
            pid = Number(Buffer.from(piece).toString());
            throw new Error('enough');
          }
        },
      },
    );
    await expect(running).rejects.toThrow('enough');
    expect(isRunning(pid)).toBe(false);
  });

  test('ends with a command that runs out of time', async () => {
    let count = 0;
    const result = await runner.run(node("console.log('a'); setInterval(() => {}, 1000)"), {
      timeoutMilliseconds: 1500,
      readStdout: async (pieces) => {
        for await (const piece of pieces) count += piece.length;
      },
    });
    expect([result.kind, count]).toEqual(['timed-out', 2]);
  });

  test('of a command that cannot be started is nothing', async () => {
    let read = false;
    const result = await runner.run(['bootwright-no-such-program'], {
      readStdout: async (pieces) => {
        for await (const _ of pieces) read = true;
      },
    });
    expect([result.kind, read]).toEqual(['not-found', false]);
  });
});

describe('a command that waits for the end of its input', () => {
  const cleanup = (file: string) =>
    node(`
      console.log('ready');
      process.stdin.resume().on('end', () => {
        require('node:fs').writeFileSync(${JSON.stringify(file)}, 'tidy\\n');
        console.log('done');
      });
    `);

  test('ends when the caller has what it wants', async () => {
    const file = join(home, 'guardian');
    const wanted = new AbortController();
    const result = await runner.run(cleanup(file), {
      stdinUntil: once(wanted.signal, 'abort'),
      onOutput: () => wanted.abort(),
    });
    expect(readable(result)).toEqual({ kind: 'exited', code: 0, stdout: 'ready\ndone\n', stderr: '' });
    expect(readFileSync(file, 'utf8')).toBe('tidy\n');
  });

  test('ends when what it waits for fails', async () => {
    const result = await runner.run(cleanup(join(home, 'failed')), { stdinUntil: Promise.reject(new Error('no')) });
    expect(result).toMatchObject({ kind: 'exited', code: 0 });
  });

  test('may end before', async () => {
    const result = await runner.run(node('process.exit(3)'), { stdinUntil: new Promise(() => undefined) });
    expect(result).toMatchObject({ kind: 'exited', code: 3 });
  });

  test.each([
    ['exits', 'process.exit(0)', { kind: 'exited' }],
    ['is terminated', "process.kill(process.pid, 'SIGTERM')", { kind: 'signalled', signal: 'SIGTERM' }],
    ['is killed', "process.kill(process.pid, 'SIGKILL')", { kind: 'signalled', signal: 'SIGKILL' }],
  ])('tidies up when the process that started it %s', async (how, end, result) => {
    const file = join(home, `cleanup ${how}`.replaceAll(' ', '-'));
    const program = join(home, 'program.mjs');
    const code = `
      import { hostRunner } from './spawn.ts';
      const onOutput = () => { ${end}; };
      const stdinUntil = new Promise<void>(() => undefined);
      await hostRunner(process.env).run(${JSON.stringify(cleanup(file))}, { stdinUntil, onOutput });
    `;
    await writeNodeProgram(program, code, import.meta.dirname);
    expect(await runner.run(['node', program])).toMatchObject(result);
    await vi.waitFor(() => expect(readFileSync(file, 'utf8')).toBe('tidy\n'), { timeout: 5000 });
  });
});

const setpriv = needs(installed('setpriv'));
describe('a command that dies with the process that started it', () => {
  test.skipIf(setpriv.missing)(`does so even where that is killed${setpriv.note}`, async () => {
    const file = join(home, 'bound.pid');
    const program = join(home, 'bound.mjs');
    const command = node(
      `require('node:fs').writeFileSync(${JSON.stringify(file)}, String(process.pid)); console.log('started'); setInterval(() => {}, 60_000)`,
    );
    const code = `
      import { hostRunner } from './spawn.ts';
      const onOutput = () => { process.kill(process.pid, 'SIGKILL'); };
      const command = ${JSON.stringify(command)};
      await hostRunner(process.env).run(command, { diesWithUs: true, onOutput });
    `;
    await writeNodeProgram(program, code, import.meta.dirname);
    expect(await runner.run(['node', program])).toMatchObject({ kind: 'signalled', signal: 'SIGKILL' });
    await vi.waitFor(() => expect(isRunning(Number(readFileSync(file, 'utf8')))).toBe(false), { timeout: 5000 });
  });

  test('is otherwise run as any other', async () => {
    const result = await runner.run(node("console.log('out'); process.exitCode = 3"), { diesWithUs: true });
    expect(readable(result)).toEqual({ kind: 'exited', code: 3, stdout: 'out\n', stderr: '' });
    const command = ['bootwright-no-such-program', 'x'];
    expect(await runner.run(command, { diesWithUs: true })).toEqual({ kind: 'not-found', command });
  });
});

const shell = needs(installed('sh'));
describe('a command that does not end', () => {
  /** A shell that starts another process, says so, and waits for it. */
  const background = (file: string, before = ':') => [
    'sh',
    '-c',
    `${before}; ${endless} & echo $! >"$1"; echo started; wait`,
    'sh',
    file,
  ];
  const ended = (file: string) =>
    vi.waitFor(() => expect(isRunning(Number(readFileSync(file, 'utf8')))).toBe(false), { timeout: 10_000 });

  test.skipIf(shell.missing)(`is ended with all that it started when its time is over${shell.note}`, async () => {
    const file = join(home, 'timeout.pid');
    const result = await runner.run(background(file), { timeoutMilliseconds: 1500 });
    expect(readable(result)).toEqual({ kind: 'timed-out', milliseconds: 1500, stdout: 'started\n', stderr: '' });
    await ended(file);
  });

  test.skipIf(shell.missing)(`is asked by the signal that the caller names${shell.note}`, async () => {
    const asked = `trap 'echo asked; exit 130' INT; trap '' TERM; ${endless} & echo started; wait`;
    const abort = new AbortController();
    const running = runner.run(['sh', '-c', asked], {
      signal: abort.signal,
      endSignal: 'SIGINT',
      graceMilliseconds: 10_000,
      onOutput: () => abort.abort(),
    });
    expect(readable(await running)).toEqual({ kind: 'aborted', stdout: 'started\nasked\n', stderr: '' });
  });

  test.skipIf(shell.missing)(`is killed where it does not listen${shell.note}`, async () => {
    const file = join(home, 'deaf.pid');
    const options = { timeoutMilliseconds: 1500, graceMilliseconds: 100 };
    const result = await runner.run(background(file, "trap '' TERM"), options);
    expect(readable(result)).toEqual({ kind: 'timed-out', milliseconds: 1500, stdout: 'started\n', stderr: '' });
    await ended(file);
  });

  test.skipIf(shell.missing)(`is ended when the caller asks${shell.note}`, async () => {
    const file = join(home, 'abort.pid');
    const abort = new AbortController();
    const running = runner.run(background(file), { signal: abort.signal, onOutput: () => abort.abort() });
    expect(readable(await running)).toEqual({ kind: 'aborted', stdout: 'started\n', stderr: '' });
    await ended(file);
  });

  test('is let go where a descendant that left the group keeps its output open', async () => {
    const escaped = `
      const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], { stdio: 'inherit', detached: true });
      child.unref();
      console.log(child.pid);
    `;
    const abort = new AbortController();
    const options = { signal: abort.signal, graceMilliseconds: 100, onOutput: () => abort.abort() };
    const result = await runner.run(node(escaped), options);
    expect(result.kind).toBe('aborted');
    if ('stdout' in result) process.kill(Number(outputText(result.stdout)));
  });

  test('is never started where the caller has already asked for its end', async () => {
    const file = join(home, 'never');
    const result = await runner.run(['touch', file], { signal: AbortSignal.abort() });
    expect(readable(result)).toEqual({ kind: 'aborted', stdout: '', stderr: '' });
    expect(() => readFileSync(file)).toThrow('ENOENT');
  });
});

test.each([
  ['in its group', false],
  ['of another group', true],
])(
  'a command ends with what it wrote, though a process %s that it has started keeps its output open',
  async (_, detached) => {
    const leaving = `
    const { spawn } = require('node:child_process');
    const stdio = ['ignore', 'inherit', 'inherit'];
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 20_000)'], { stdio, detached: ${detached} });
    process.stderr.write('e'.repeat(1_000_000));
    process.stdout.write(child.pid + 'x'.repeat(1_000_000), () => process.exit(3));
  `;
    const result = await runner.run(node(leaving));
    const written = 'stdout' in result ? outputText(result.stdout) : '';
    const pid = /^\d+/.exec(written)?.[0] ?? '';
    process.kill(Number(pid));
    const stdout = `${pid}${'x'.repeat(1_000_000)}`;
    expect(readable(result)).toEqual({ kind: 'exited', code: 3, stdout, stderr: 'e'.repeat(256 * 1024) });
  },
);

describe('a command that cannot be started', () => {
  test.each([
    ['is not installed', ['bootwright-no-such-program', 'x'], { kind: 'not-found' }],
    ['is missing', [join(home, 'none')], { kind: 'not-found' }],
    ['is empty', [], { kind: 'not-started', reason: 'the command is empty' }],
    ['has an empty name', ['', 'x'], { kind: 'not-started', reason: 'the command is empty' }],
    ['is a directory', [home], { kind: 'not-started', reason: 'EACCES' }],
  ])('because it %s', async (_, command, expected) => {
    expect(await runner.run(command)).toEqual({ ...expected, command });
  });

  test('because its directory is missing', async () => {
    const cwd = join(home, 'nowhere');
    expect(await runner.run(['node', '-v'], { cwd })).toEqual({
      kind: 'not-started',
      command: ['node', '-v'],
      reason: `its working directory ${cwd} is not a directory`,
    });
  });

  test('because its file is not executable', async () => {
    const file = join(home, 'plain');
    writeFileSync(file, 'text', { mode: 0o644 });
    expect(await runner.run([file])).toEqual({ kind: 'not-started', command: [file], reason: 'EACCES' });
  });

  test.each([
    ['argument', ['node', 'a\0b'], {}],
    ['variable', ['node', '-v'], { env: { A: 'a\0b' } }],
    ['directory', ['node', '-v'], { cwd: 'a\0b' }],
  ])('because the %s has a NUL byte', async (_, command, options) => {
    expect(await runner.run(command, options)).toEqual({
      kind: 'not-started',
      command,
      reason: 'its arguments or environment contain a NUL byte',
    });
  });
});

function isRunning(pid: number): boolean {
  try {
    // A zombie that nobody has waited for yet has ended as well.
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
