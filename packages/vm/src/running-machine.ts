import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '@bootwright/core';
import { isReportComplete } from '@bootwright/guest-checks';
import type { Lease } from '@bootwright/process';
import { boundedLog } from './console/bounded-log.ts';
import { ConsoleRecord } from './console/console-record.ts';
import { journalChannel, reportChannel } from './guest/channels.ts';
import type { PlannedMachine } from './machine/plan-machine.ts';
import type { Machine, MachineEnd, Reached, WaitOptions } from './machine.ts';
import type { Monitor } from './qemu/monitor.ts';
import type { Awaited } from './waiting/awaited.ts';
import { lineMatcher } from './waiting/matches-line.ts';
import { sshAnswers } from './waiting/ssh-answers.ts';
import { waitFault } from './waiting/wait-fault.ts';
import { waitOutcome } from './waiting/wait-outcome.ts';

/** How many bytes of a channel are kept. */
const channelBytes = 64 * 1024 * 1024;
const usualTimeout = 600_000;
/** A failed boot may still print the reason: milliseconds until waiting ends. */
const failureGrace = 2000;
/** Milliseconds between output and the check that it triggers. */
const lookInterval = 5;
/** Milliseconds between checks that no output triggers. */
const pollInterval = 500;

/** The parts of a machine that has been started. */
export interface StartedMachine extends PlannedMachine {
  readonly lease: Lease;
  readonly monitor: Monitor;
  readonly console: Socket;
  readonly channels: readonly { readonly name: string; readonly connection: Promise<Socket> }[];
  readonly end: Promise<MachineEnd>;
  readonly swept: Machine['swept'];
  readonly onLine: (line: string) => void;
  /** Ends QEMU unconditionally. */
  kill(): void;
}

/** A machine under QEMU. */
export class RunningMachine implements Machine {
  readonly plan: Machine['plan'];
  readonly notices: Machine['notices'];
  readonly swept: Machine['swept'];
  readonly sshPort?: number;
  readonly end: Promise<MachineEnd>;
  readonly #started: StartedMachine;
  readonly #console: ConsoleRecord;
  readonly #begun = performance.now();
  readonly #channels = new Map<string, ReturnType<typeof boundedLog>>();
  readonly #watching = new Set<() => void>();
  readonly #seen = new Set<(line: string) => void>();
  #looking = false;
  #ended: MachineEnd | undefined;

  constructor(started: StartedMachine) {
    this.#started = started;
    this.plan = started.plan;
    this.notices = started.notices;
    this.swept = started.swept;
    this.end = started.end;
    const { network } = started.plan;
    if (network.kind !== 'none' && network.sshPort !== undefined) this.sshPort = network.sshPort;
    this.#console = new ConsoleRecord((line) => {
      started.onLine(line);
      for (const see of this.#seen) see(line);
    });
    started.console.on('data', (piece: Buffer) => {
      this.#console.add(piece);
      this.#changed();
    });
    for (const { name, connection } of started.channels) void this.#readChannel(name, connection);
    void started.end.then(async (end) => {
      // The last output may still be in the socket.
      await Promise.race([closed(started.console), sleep(1000)]);
      this.#ended = end;
      this.#changed();
      await started.server?.close();
    });
  }

  async #readChannel(name: string, connection: Promise<Socket>): Promise<void> {
    const log = boundedLog(channelBytes);
    this.#channels.set(name, log);
    (await connection).on('data', (piece: Buffer) => {
      log.add(piece);
      this.#changed();
    });
  }

  /** A console arrives byte by byte: many bytes are checked at once. */
  #changed(): void {
    if (this.#looking) return;
    this.#looking = true;
    setTimeout(() => {
      this.#looking = false;
      for (const look of this.#watching) look();
    }, lookInterval);
  }

  waitFor(awaited: Awaited, options: WaitOptions = {}): Promise<Reached> {
    const { timeoutMilliseconds = usualTimeout, signal } = options;
    if (awaited.kind === 'ssh' && this.sshPort === undefined) {
      throw new Fault('boot/wait', "no port is forwarded to the guest's SSH", { hint: 'boot with the option ssh' });
    }
    if (awaited.kind === 'guest-report' && !this.#channels.has(reportChannel)) {
      throw new Fault('boot/wait', 'the guest runs no script that reports', { hint: 'boot with the option script' });
    }
    return new Promise((resolve, reject) => {
      const begun = performance.now();
      const matches = lineMatcher(awaited);
      let line = matches && this.lines().find(matches);
      let failing: number | undefined;
      const timers: NodeJS.Timeout[] = [];
      const settle = (act: () => void) => {
        for (const timer of timers) clearInterval(timer);
        this.#watching.delete(look);
        this.#seen.delete(see);
        signal?.removeEventListener('abort', abort);
        act();
      };
      const done = (shown?: string) => {
        const milliseconds = Math.round(performance.now() - this.#begun);
        settle(() => resolve({ awaited, milliseconds, ...(shown !== undefined && { line: shown }) }));
      };
      const fail = (why: Parameters<typeof waitFault>[0]['why']) => {
        const { architecture, medium } = this.plan;
        const known = {
          awaited,
          why,
          machine: { architecture, medium: medium.kind },
          verdict: this.verdict(),
          lines: this.lines(),
        };
        settle(() => reject(waitFault(known)));
      };
      const see = (seen: string) => {
        if (line === undefined && matches?.(seen) === true) line = seen;
      };
      const abort = () => settle(() => reject(signal?.reason));
      const look = () => {
        const partial = this.#console.partial();
        if (line === undefined && partial !== '' && matches?.(partial) === true) line = partial;
        const now = performance.now();
        const outcome = waitOutcome(awaited, {
          ...(line !== undefined && { line }),
          verdict: this.verdict(),
          stage: this.#console.stage(),
          silence: now - this.#console.lastOutput,
          hasReport: awaited.kind === 'guest-report' && isReportComplete(this.reportBytes()),
          ...(this.#ended !== undefined && { end: this.#ended }),
        });
        if (outcome.kind === 'reached') return done(outcome.line);
        if (outcome.kind === 'ended') return fail(outcome);
        if (now - begun >= timeoutMilliseconds) return fail({ kind: 'timeout', milliseconds: timeoutMilliseconds });
        failing = outcome.kind === 'failing' ? (failing ?? now) : undefined;
        if (failing !== undefined && now - failing >= failureGrace) return fail({ kind: 'failed' });
      };
      const askSsh = async () => {
        if (this.sshPort !== undefined && (await sshAnswers(this.sshPort))) done();
      };
      this.#watching.add(look);
      this.#seen.add(see);
      signal?.addEventListener('abort', abort, { once: true });
      timers.push(setInterval(look, Math.min(pollInterval, Math.max(10, timeoutMilliseconds))));
      if (awaited.kind === 'ssh') timers.push(setInterval(() => void askSsh(), pollInterval));
      if (signal?.aborted === true) return abort();
      look();
    });
  }

  verdict() {
    return this.#console.verdict();
  }

  findings() {
    return this.#console.findings();
  }

  lines() {
    return this.#console.lines();
  }

  consoleBytes() {
    return this.#console.log.bytes();
  }

  journalBytes() {
    return this.#channelBytes(journalChannel);
  }

  reportBytes() {
    return this.#channelBytes(reportChannel);
  }

  #channelBytes(name: string): Uint8Array {
    return this.#channels.get(name)?.bytes() ?? new Uint8Array();
  }

  servedRequests() {
    return this.#started.server?.requests() ?? [];
  }

  type(text: string): void {
    if (!this.#started.console.destroyed) this.#started.console.write(text);
  }

  async screenshot(): Promise<Uint8Array> {
    const file = join(this.#started.lease.folder, 'display.png');
    await this.#started.monitor.execute('screendump', { filename: file, format: 'png' });
    return readFileSync(file);
  }

  async stop({ graceMilliseconds = 0 }: { readonly graceMilliseconds?: number } = {}): Promise<MachineEnd> {
    if (graceMilliseconds > 0 && this.#ended === undefined) {
      await this.#started.monitor.execute('system_powerdown').catch(() => undefined);
      await Promise.race([this.end, sleep(graceMilliseconds)]);
    }
    this.#started.kill();
    return this.end;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await this.#started.lease.release();
  }
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.closed) resolve();
    else socket.once('close', () => resolve());
  });
}
