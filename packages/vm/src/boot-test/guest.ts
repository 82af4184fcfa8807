import { Fault } from '@bootwright/core';
import type { GuestFinding } from '@bootwright/guest-checks';
import type { Command } from '@bootwright/process';
import type { Machine, Reached } from '../machine.ts';
import type { GuestCommandOptions, GuestOutput, SshSession } from '../ssh/ssh-session.ts';
import { type Awaited, until } from '../waiting/awaited.ts';

/** The console of a guest, each line safe to show. */
export interface GuestConsole {
  /** The last lines, at most 2000. */
  lines(): readonly string[];
  /** The last lines as one text. */
  text(): string;
  /** Waits for a line that contains this text or matches this expression, also one since the start; returns it. */
  waitFor(pattern: string | RegExp, timeoutMilliseconds?: number): Promise<string>;
  /** Types on the console. */
  type(text: string): void;
}

/** A booted system, in a test. */
export interface Guest {
  /** All that can be done with the virtual machine. */
  readonly machine: Machine;
  readonly console: GuestConsole;
  /** What the expectations of the test came to; all of them are met. */
  readonly findings: readonly GuestFinding[];
  /**
   * Runs a command by SSH: a text as the shell of the user reads it, a list word by word. Faults: `boot/ssh` without the
   * option `ssh`, or where ssh fails; any exit code of the command is a result.
   */
  run(command: string | Command, options?: GuestCommandOptions): Promise<GuestOutput>;
  /** Writes a file of the guest, as the user of `ssh`, with the usual permissions. Fault: `boot/copy`. */
  writeFile(path: string, content: string | Uint8Array): Promise<void>;
  /** The text of a file of the guest. Fault: `boot/copy`. */
  readFile(path: string): Promise<string>;
  /** Reboots the system, and waits until the user of `ssh` can log in again. */
  reboot(): Promise<void>;
  /** Waits for an event, as long as the test may take. */
  waitFor(awaited: Awaited): Promise<Reached>;
}

export interface GuestContext {
  readonly machine: Machine;
  readonly session?: SshSession;
  readonly findings: readonly GuestFinding[];
  /** Aborted when the time of the test is over. */
  readonly signal: AbortSignal;
  /** Milliseconds that the test may still take. */
  left(): number;
}

export function guestOf({ machine, session, findings, signal, left }: GuestContext): Guest {
  const waitFor = (awaited: Awaited, timeoutMilliseconds = left()) =>
    machine.waitFor(awaited, { timeoutMilliseconds, signal });
  const ssh = () => {
    if (session !== undefined) return session;
    throw new Fault('boot/ssh', 'the test has no way to run commands in the guest', {
      hint: 'give bootTest the option ssh, such as "ssh: true" for a key made for the test',
    });
  };
  const run: Guest['run'] = async (command, options = {}) =>
    ssh().run(command, { timeoutMilliseconds: left(), signal, ...options });
  const copy = async (path: string, what: string, command: Command, stdin?: string | Uint8Array) => {
    const { exitCode, stdout, stderr } = await run(command, stdin === undefined ? {} : { stdin });
    if (exitCode === 0) return stdout;
    throw new Fault('boot/copy', `cannot ${what} ${path} of the guest (status ${exitCode})`, {
      quoted: stderr.split('\n').filter((line) => line !== ''),
      hint: 'check the path, and what the user of ssh may do',
    });
  };
  return {
    machine,
    findings,
    run,
    waitFor: (awaited) => waitFor(awaited),
    console: {
      lines: () => machine.lines(),
      text: () => machine.lines().join('\n'),
      type: (text) => machine.type(text),
      waitFor: async (pattern, timeoutMilliseconds) => {
        const { line = '' } = await waitFor(until.line(pattern), timeoutMilliseconds);
        return line;
      },
    },
    writeFile: async (path, content) => {
      await copy(path, 'write', ['sh', '-c', 'cat >"$1"', 'sh', path], content);
    },
    readFile: (path) => copy(path, 'read', ['cat', '--', path]),
    reboot: async () => {
      const before = await run('cat /proc/sys/kernel/random/boot_id');
      // The connection may end before the command does.
      await run('systemctl reboot || reboot').catch((error: unknown) => {
        if (!(error instanceof Fault) || error.code !== 'boot/ssh') throw error;
      });
      await ssh().reconnect(before.stdout, AbortSignal.any([signal, AbortSignal.timeout(left())]));
    },
  };
}
