import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  constants,
  existsSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundle } from '../../../tools/bundle.mjs';

// Outputs of the command as a process: full disks, full pipes, readers that go away.
const folder = mkdtempSync(join(tmpdir(), 'bootwright-outputs-'));
const command = join(folder, 'bootwright.mjs');
const workspace = join(import.meta.dirname, '../../..');
const sample = ['--root', 'test-data/containers/sealed', '--ref', 'registry.example.com/harbour/web:1'];
const manifest = ['manifest', ...sample, '--type', 'qcow2', '--arch', 'x86_64', '--seed', '1', '--mock-sources'];
let whole = '';

beforeAll(async () => {
  await bundle(command);
  whole = shell('"$@"', ...manifest).stdout;
  expect(whole.length).toBeGreaterThan(8 * 1024);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Nx forces colours on what it starts.
const { FORCE_COLOR: _, ...plain } = process.env;

/** A shell script, in which `"$@"` is the command with `argv`. */
function shell(script: string, ...argv: readonly string[]) {
  const words = ['-c', script, 'bash', process.execPath, command, ...argv];
  const options = { cwd: workspace, env: plain, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync('bash', words, options);
  return { status, stdout, stderr };
}

const full = `error: standard output could not be written: ENOSPC: no space left on device, write [output/write]
  help: make room there, or send the output elsewhere
`;

describe('standard output', () => {
  test('on a full disk is a fault with its reason and status 7', () => {
    expect(shell('"$@" >/dev/full', 'list')).toEqual({ status: 7, stdout: '', stderr: full });
  });

  test('of help on a full disk is one as well', () => {
    expect(shell('"$@" >/dev/full', '--help')).toEqual({ status: 7, stdout: '', stderr: full });
  });

  test('of which a disk takes a part is a fault, not a success', () => {
    const out = join(folder, 'part.json');
    const { status, stderr } = shell(`ulimit -f 8; "$@" >'${out}'`, ...manifest);
    expect(status).toBe(7);
    expect(stderr).toContain(
      'error: standard output could not be written: EFBIG: file too large, write [output/write]',
    );
    expect(statSync(out).size).toBeLessThan(whole.length);
  });

  test('to a file is appended to what is there', () => {
    const out = join(folder, 'appended');
    shell(`echo one >'${out}'; "$@" >>'${out}'`, 'version');
    expect(readFileSync(out, 'utf8')).toMatch(/^one\nbootwright /);
  });

  test('that its reader closes early ends in silence, as a program that SIGPIPE kills', () => {
    const { stdout, stderr } = shell('set -o pipefail; "$@" | head -c 1; echo " $?"', 'schema', 'request');
    expect({ stdout, stderr }).toEqual({ stdout: '{ 141\n', stderr: '' });
  });

  test('to a slow reader of a non-blocking pipe is whole', async () => {
    const pipe = join(folder, 'slow');
    execFileSync('mkfifo', [pipe]);
    const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    const writer = openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
    const child = spawn(process.execPath, [command, 'schema', 'request'], { stdio: ['ignore', writer, 'inherit'] });
    closeSync(writer);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const text = await readSlowly(reader);
    expect(await ended).toBe(0);
    expect(JSON.parse(text)).toMatchObject({ $schema: expect.any(String) });
    closeSync(reader);
  });
});

/** Reads a little at a time, so that the pipe is full most of the time. */
async function readSlowly(descriptor: number): Promise<string> {
  const piece = Buffer.alloc(16 * 1024);
  let text = '';
  for (;;) {
    try {
      const count = readSync(descriptor, piece);
      if (count === 0 && text !== '') return text;
      text += piece.toString('utf8', 0, count);
    } catch {
      // EAGAIN: nothing has been written yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

describe('standard error on a full disk', () => {
  test('is status 7 where a notice is lost', () => {
    expect(shell('"$@" 2>/dev/full', ...manifest)).toMatchObject({ status: 7, stderr: '' });
  });

  test('leaves the status of the fault that was to be printed there', () => {
    expect(shell('"$@" 2>/dev/full', 'describe', 'floppy')).toEqual({ status: 2, stdout: '', stderr: '' });
  });
});

describe('a signal ends the command with 130', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('%s, while a FIFO of --output waits for its reader', async (signal) => {
    const pipe = join(folder, `fifo-${signal}`);
    execFileSync('mkfifo', [pipe]);
    const argv = [command, ...manifest, '--output', pipe];
    const child = spawn(process.execPath, argv, { cwd: workspace, stdio: 'ignore' });
    const ended = new Promise((resolve) => child.once('exit', (code, killed) => resolve(code ?? killed)));
    // Longer than the manifest takes.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(child.exitCode).toBeNull();
    child.kill(signal);
    expect(await ended).toBe(130);
    expect(lstatSync(pipe).isFIFO()).toBe(true);
  });

  test('SIGTERM, while standard output is a pipe that nobody reads', async () => {
    const pipe = join(folder, 'unread');
    execFileSync('mkfifo', [pipe]);
    const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    const writer = openSync(pipe, constants.O_WRONLY);
    const child = spawn(process.execPath, [command, 'schema', 'request'], { stdio: ['ignore', writer, 'ignore'] });
    closeSync(writer);
    const ended = new Promise((resolve) => child.once('exit', (code, killed) => resolve(code ?? killed)));
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(child.exitCode).toBeNull();
    child.kill('SIGTERM');
    expect(await ended).toBe(130);
    closeSync(reader);
  });
});

describe('--output', () => {
  test('on a full disk is a fault with status 7, and nothing is left', () => {
    const out = join(folder, 'limited/out.json');
    const script = `mkdir -p '${join(folder, 'limited')}'; ulimit -f 8; "$@" --output '${out}'`;
    expect(shell(script, ...manifest).status).toBe(7);
    expect(existsSync(out)).toBe(false);
    expect(execFileSync('ls', ['-A', join(folder, 'limited')], { encoding: 'utf8' })).toBe('');
  });

  test.each(['/dev/stdout', '/dev/fd/1', '/proc/self/fd/1'])('%s is standard output, also of a file', (name) => {
    const out = join(folder, 'redirected');
    expect(shell(`"$@" --output ${name} >'${out}'`, ...manifest).status).toBe(0);
    expect(readFileSync(out, 'utf8')).toBe(whole);
    expect(lstatSync('/dev/stdout').isSymbolicLink()).toBe(true);
  });

  test('writes into the process substitution of a shell', () => {
    expect(shell('"$@" --output >(cat); wait', ...manifest).stdout).toBe(whole);
  });
});
