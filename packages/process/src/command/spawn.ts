import type { ChildProcess } from 'node:child_process';
import { statSync } from 'node:fs';
import { defined, KiB, MiB } from '@bootwright/core';
import { execa } from 'execa';
import type { OutputGatherer } from './bounded-output.ts';
import { keepBeginning, keepEnd } from './bounded-output.ts';
import type { Command, CommandOptions, CommandOutput, CommandResult, CommandRunner } from './command.ts';
import type { Environment } from './environment.ts';
import { watchGroup } from './group-watchdog.ts';
import { signalGroup } from './process-group.ts';
import { findProgram } from './program-path.ts';

/** How long a command has to end by itself after SIGTERM, and its output to end after SIGKILL. */
const usualGrace = 2000;

/**
 * Turns of the event loop after the end of a command in which what it wrote is still read, and the milliseconds between
 * them: in each turn at least one full pipe is read.
 */
const lastTurns = 10;
const turnMilliseconds = 100;

/** Output that parsers can read: in UTF-8, in a language that faults recognise, and without forced colours. */
const readable = { LC_ALL: 'C.UTF-8', FORCE_COLOR: undefined, CLICOLOR_FORCE: undefined };

type RunningCommand = Pick<ChildProcess, 'pid' | 'stdin' | 'stdout' | 'stderr' | 'once'>;
type Ending = { readonly kind: 'timed-out'; readonly milliseconds: number } | { readonly kind: 'aborted' };

/**
 * The runner that starts real processes with `environment` as theirs. Each command leads a process group of its own,
 * so that a time-out, an abort or the end of this process ends whatever the command has started. `LC_ALL` is `C.UTF-8`
 * and colours are not forced, unless a command's own `env` says otherwise.
 */
export function hostRunner(environment: Environment): CommandRunner {
  return { run: (command, options = {}) => runCommand(command, options, environment) };
}

/**
 * Runs a command with the standard streams of this process, as a shell does in the foreground: it reads the keyboard, and
 * signals of the terminal reach it as well as this process.
 */
export async function runInForeground(
  [program = '', ...words]: Command,
  environment: Environment,
): Promise<CommandResult> {
  const command = [program, ...words];
  const nothing = { bytes: new Uint8Array(), dropped: 0 };
  const output = { stdout: nothing, stderr: nothing };
  const result = await execa(program, words, {
    env: { ...environment },
    extendEnv: false,
    stdio: 'inherit',
    reject: false,
  });
  if (result.exitCode !== undefined) return { kind: 'exited', command, code: result.exitCode, ...output };
  if (result.signal !== undefined) return { kind: 'signalled', command, signal: result.signal, ...output };
  return notStarted(command, {}, result.code, result.originalMessage ?? result.shortMessage ?? 'unknown');
}

async function runCommand(command: Command, options: CommandOptions, environment: Environment): Promise<CommandResult> {
  const [program, ...rest] = command;
  if (program === undefined || program === '') return { kind: 'not-started', command, reason: 'the command is empty' };
  if ([...command, options.cwd, ...Object.entries(options.env ?? {}).flat()].some((word) => word?.includes('\0'))) {
    return { kind: 'not-started', command, reason: 'its arguments or environment contain a NUL byte' };
  }
  const stdout = keepBeginning(options.maximumStdout ?? MiB(64));
  const stderr = keepEnd(options.maximumStderr ?? KiB(256));
  const output = (): CommandOutput => ({ stdout: stdout.captured(), stderr: stderr.captured() });
  if (options.signal?.aborted === true) return { kind: 'aborted', command, ...output() };

  const [file, ...words] = bound(program, rest, options, environment);
  const group = options.stdinUntil === undefined ? watchGroup() : undefined;
  const child = execa(file, words, {
    ...defined({ cwd: options.cwd }),
    env: { ...environment, ...readable, ...options.env, ...group?.env },
    extendEnv: false,
    ...standardInput(options),
    encoding: 'buffer',
    buffer: false,
    reject: false,
    detached: true,
  });
  if (child.pid !== undefined) group?.startedAs(child.pid);
  // Who waits for the end of its input may have gone before.
  child.stdin?.on('error', () => undefined);
  options.stdinUntil?.then(
    () => child.stdin?.end(),
    () => child.stdin?.end(),
  );
  const guard = guardGroup(child, options);
  const reading = readStdout(child, options, guard);
  if (reading === undefined) {
    gather(child, 'stdout', stdout, options);
    endOutputWith(child);
  }
  gather(child, 'stderr', stderr, options);
  const result = await child;
  guard.release();
  group?.release();
  await reading;

  const ending = guard.ending();
  if (ending !== undefined) return { ...ending, command, ...output() };
  if (result.exitCode !== undefined) return { kind: 'exited', command, code: result.exitCode, ...output() };
  if (result.signal !== undefined) return { kind: 'signalled', command, signal: result.signal, ...output() };
  return notStarted(command, options, result.code, result.originalMessage ?? result.shortMessage ?? 'unknown');
}

/** The command, killed with this process where that is asked for. What is not found is left to be not found. */
function bound(
  program: string,
  rest: readonly string[],
  options: CommandOptions,
  environment: Environment,
): readonly [string, ...string[]] {
  const found = options.diesWithUs === true ? findProgram(program, { ...environment, ...options.env }) : undefined;
  const setpriv = found === undefined ? undefined : findProgram('setpriv', environment);
  if (found === undefined || setpriv === undefined) return [program, ...rest];
  return [setpriv, '--pdeathsig', 'KILL', '--', found, ...rest];
}

function standardInput({ stdin, stdinUntil }: CommandOptions) {
  if (stdinUntil !== undefined) return { stdin: 'pipe' as const };
  return stdin === undefined ? { stdin: 'ignore' as const } : { input: stdin };
}

/** The caller's own reading of standard output, where it has one. Where that throws, the command is ended. */
function readStdout(child: RunningCommand, options: CommandOptions, guard: GroupGuard): Promise<void> | undefined {
  const pieces = child.stdout;
  if (options.readStdout === undefined || pieces === null) return undefined;
  const reading = options.readStdout(pieces).finally(() => pieces.destroy());
  reading.catch(() => guard.end({ kind: 'aborted' }));
  return reading;
}

function gather(child: RunningCommand, name: 'stdout' | 'stderr', into: OutputGatherer, options: CommandOptions): void {
  child[name]?.on('data', (piece: Uint8Array) => {
    into.add(piece);
    options.onOutput?.(piece, name);
  });
}

interface GroupGuard {
  /** Ends the group, for this reason where it is the first. */
  end(reason: Ending): void;
  release(): void;
  ending(): Ending | undefined;
}

/** Ends the child's group on time-out or abort: its signal, then SIGKILL, and at last its streams are let go. */
function guardGroup(child: RunningCommand, options: CommandOptions): GroupGuard {
  const leader = child.pid;
  if (leader === undefined) return { end: () => undefined, release: () => undefined, ending: () => undefined };
  const { timeoutMilliseconds, signal, endSignal = 'SIGTERM', graceMilliseconds = usualGrace } = options;
  const timers: NodeJS.Timeout[] = [];
  let ending: Ending | undefined;
  const end = (reason: Ending) => {
    if (ending !== undefined) return;
    ending = reason;
    signalGroup(leader, endSignal);
    timers.push(
      setTimeout(() => {
        signalGroup(leader, 'SIGKILL');
        // A descendant that left the group may hold the pipes open for ever.
        timers.push(setTimeout(() => letGo(child), graceMilliseconds));
      }, graceMilliseconds),
    );
  };
  if (timeoutMilliseconds !== undefined) {
    timers.push(setTimeout(() => end({ kind: 'timed-out', milliseconds: timeoutMilliseconds }), timeoutMilliseconds));
  }
  const onAbort = () => end({ kind: 'aborted' });
  signal?.addEventListener('abort', onAbort, { once: true });
  return {
    end,
    release: () => {
      for (const timer of timers) clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      // The leader has ended; those of its group that it left behind would outlive a command that was ended.
      if (ending !== undefined) signalGroup(leader, 'SIGKILL');
    },
    ending: () => ending,
  };
}

/**
 * Ends the output of a command with the command: what it has started and left running may hold its pipes for as long as
 * it likes. A caller that reads standard output itself may be slower than the command, and reads to the end.
 */
function endOutputWith(child: RunningCommand): void {
  const turn = (left: number) => {
    if (left === 0) letGo(child);
    else setTimeout(turn, turnMilliseconds, left - 1).unref();
  };
  child.once('exit', () => turn(lastTurns));
}

function letGo(child: RunningCommand): void {
  child.stdin?.destroy();
  child.stdout?.destroy();
  child.stderr?.destroy();
}

function notStarted(
  command: Command,
  options: CommandOptions,
  code: string | undefined,
  message: string,
): CommandResult {
  const cwd = options.cwd;
  if (cwd !== undefined && statSync(cwd, { throwIfNoEntry: false })?.isDirectory() !== true) {
    return { kind: 'not-started', command, reason: `its working directory ${cwd} is not a directory` };
  }
  if (code === 'ENOENT') return { kind: 'not-found', command };
  return { kind: 'not-started', command, reason: code !== undefined && /^E[A-Z0-9]+$/.test(code) ? code : message };
}
