import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '@bootwright/core';
import { type Command, type CommandRunner, commandFault, outputText } from '@bootwright/process';
import { type SshAccess, sshCommand } from './ssh-command.ts';
import { makeSshKey } from './ssh-key.ts';

/** What a command in the guest wrote, and how it ended. */
export interface GuestOutput {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface GuestCommandOptions {
  /** What the command reads from standard input; by default there is nothing to read. */
  readonly stdin?: string | Uint8Array;
  /** By default it may take as long as the test. */
  readonly timeoutMilliseconds?: number;
  readonly signal?: AbortSignal;
}

/** Files by which a machine is reached. */
export interface SshFiles {
  readonly key: string;
  readonly knownHosts: string;
}

/** A key for root, which systemd 252 and later takes from a credential (systemd.system-credentials(7)). */
export function provideSshKey(folder: string): {
  readonly files: SshFiles;
  readonly credentials: Readonly<Record<string, string>>;
} {
  const { privateKey, publicKey } = makeSshKey();
  const files = sshFiles(folder);
  writeFileSync(files.key, privateKey, { mode: 0o600, flag: 'wx' });
  return { files, credentials: { 'ssh.authorized_keys.root': `${publicKey}\n` } };
}

export function sshFiles(folder: string): SshFiles {
  return { key: join(folder, 'ssh-key'), knownHosts: join(folder, 'known-hosts') };
}

/** ssh(1): the status where ssh itself failed. */
const sshFailed = 255;
/** Milliseconds between two attempts to log in. */
const attemptInterval = 1000;

/** Runs commands in a guest. */
export class SshSession {
  readonly access: SshAccess;
  readonly #runner: CommandRunner;

  constructor(access: SshAccess, runner: CommandRunner) {
    this.access = access;
    this.#runner = runner;
  }

  /** Faults: `boot/ssh` where ssh fails, `process/not-found` where it is not installed, `process/timeout`. */
  async run(command: string | Command, options: GuestCommandOptions = {}): Promise<GuestOutput> {
    options.signal?.throwIfAborted();
    const result = await this.#runner.run(sshCommand(this.access, command), options);
    if (result.kind === 'aborted') options.signal?.throwIfAborted();
    if (result.kind !== 'exited') throw commandFault(result) ?? new Fault('boot/ssh', 'ssh ended without a status');
    const [stdout, stderr] = [outputText(result.stdout), outputText(result.stderr)];
    if (result.code !== sshFailed) return { exitCode: result.code, stdout, stderr };
    throw new Fault('boot/ssh', `the guest cannot be reached as ${this.access.user} by ssh (status ${sshFailed})`, {
      quoted: stderr.split('\n').filter((line) => line.trim() !== ''),
      hint: 'check the user, the key, and that sshd allows it; a command that itself returns 255 looks the same',
    });
  }

  /** Logs in, again and again until it works: sshd answers before the system lets users in. */
  async connect(signal: AbortSignal): Promise<void> {
    await this.#attempt('true', () => true, signal);
  }

  /** Logs in to another boot than that with this id (/proc/sys/kernel/random/boot_id). */
  async reconnect(bootId: string, signal: AbortSignal): Promise<void> {
    await this.#attempt('cat /proc/sys/kernel/random/boot_id', ({ stdout }) => stdout !== bootId, signal);
  }

  async #attempt(command: string, isGood: (output: GuestOutput) => boolean, signal: AbortSignal): Promise<void> {
    for (;;) {
      let fault: unknown = new Fault('boot/ssh', 'the guest did not reboot', {
        hint: 'look for a reason on its console',
      });
      try {
        if (isGood(await this.run(command, { signal }))) return;
      } catch (error) {
        if (!(error instanceof Fault) || error.code !== 'boot/ssh') throw error;
        fault = error;
      }
      await sleep(attemptInterval, undefined, { signal }).catch(() => {
        // The last failure says more than that the time is over.
        throw fault;
      });
    }
  }
}
