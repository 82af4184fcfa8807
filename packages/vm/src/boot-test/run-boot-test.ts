import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { Fault } from '@bootwright/core';
import {
  checkGuest,
  type GuestFinding,
  guestChecks,
  guestScript,
  parseGuestReport,
  renderGuestExpectation,
} from '@bootwright/guest-checks';
import { debuggedRunner, hostRunner } from '@bootwright/process';
import { boot } from '../boot.ts';
import type { Machine } from '../machine.ts';
import { provideSshKey, SshSession, sshFiles } from '../ssh/ssh-session.ts';
import { until } from '../waiting/awaited.ts';
import { bootFailure } from './boot-failure.ts';
import type { BootTestOptions, SshOptions } from './boot-test-options.ts';
import { missingCapabilities, requiredOf } from './capabilities.ts';
import { type Guest, guestOf } from './guest.ts';
import { artefactsFolder, keepArtefacts, withDebugLog } from './test-artefacts.ts';
import { limit, reserve, type VitestSettings } from './vitest-settings.ts';

/** The part of vitest's context that a boot test uses. */
export interface TestSurroundings {
  readonly task: {
    readonly name: string;
    readonly id: string;
    readonly timeout: number;
    readonly file?: { readonly name?: string };
    readonly result?: { readonly state?: string; readonly retryCount?: number; readonly repeatCount?: number };
  };
  /** Aborted when vitest gives up the test. */
  readonly signal: AbortSignal;
  readonly skip: (note: string) => never;
  readonly onTestFinished: (act: () => Promise<void>, timeout?: number) => void;
}

export interface BootTestRun {
  readonly options: BootTestOptions;
  readonly settings: VitestSettings;
  /** Of where the test is defined. */
  readonly stack: string;
}

/** How long vitest waits until a machine that it gave up has ended, in milliseconds. */
const endingTimeout = 30_000;
/** The longest time that Node's timers know. */
const longestTimer = 2 ** 31 - 1;

/** Boots, runs `test` with the guest, and ends the machine, whatever happens. */
export async function runBootTest(
  surroundings: TestSurroundings,
  { options, settings, stack }: BootTestRun,
  test: (guest: Guest) => unknown,
): Promise<void> {
  const { task, skip, onTestFinished } = surroundings;
  const signal = AbortSignal.any([surroundings.signal, vitestIsGone()]);
  const environment = options.environment ?? process.env;
  const disk = resolve(settings.root, options.disk);
  const ssh = sshOptions(options.ssh);
  const missing = missingCapabilities({ ...options, disk, name: options.disk, environment, ssh: ssh !== undefined });
  if (missing.length > 0) {
    const [required] = requiredOf(missing, options.requireCapabilities, process.env);
    if (required === undefined) skip(missing.map(({ reason }) => reason).join('; '));
    const { capability = 'qemu', reason = '', hint = '' } = required ?? {};
    const fault = new Fault('boot/capability', `the test requires ${capability}: ${reason}`, { hint });
    throw bootFailure({ error: fault, stack });
  }
  const patience = Math.min(limit(task.timeout), limit(options.timeout ?? 0));
  const end = performance.now() + patience - (Number.isFinite(patience) ? reserve(patience) : 0);
  const attempt = (task.result?.retryCount ?? 0) + (task.result?.repeatCount ?? 0);
  const folder = artefactsFolder(resolve(settings.root, options.artefacts ?? 'test-results/boot'), {
    ...task,
    attempt,
  });
  // What an earlier run has left, nobody must take for this one's.
  rmSync(folder, { recursive: true, force: true });
  const log: string[] = [];
  const running = withDebugLog(log, async () => {
    const run = new Run({
      options,
      disk,
      ssh,
      signal,
      left: () => Math.round(Math.max(1, Math.min(longestTimer, end - performance.now()))),
    });
    try {
      const guest = await run.start();
      await run.within(async () => test(guest));
      // `expect.soft` throws nothing.
      const isFailed = task.result?.state === 'fail';
      if (isFailed || options.keep === 'always')
        await keepArtefacts(folder, run.machine, { findings: run.findings }, log);
    } catch (error) {
      const outcome = { findings: run.findings, ...(error instanceof Fault && { fault: error }) };
      const artefacts = await keepArtefacts(folder, run.machine, outcome, log).catch(() => undefined);
      const { machine } = run;
      throw bootFailure({
        ...{ error, stack },
        ...(machine && { machine }),
        ...(artefacts && { artefacts: { ...artefacts, folder: relativeTo(settings.root, artefacts.folder) } }),
      });
    } finally {
      await run.end();
    }
  });
  // After a time-out vitest does not wait for the test itself.
  onTestFinished(() => running.catch(() => undefined), endingTimeout);
  await running;
}

/** The path as one would type it in the project. */
function relativeTo(root: string, path: string): string {
  const found = relative(root, path);
  return found.startsWith('..') ? path : found;
}

function sshOptions(given: BootTestOptions['ssh']): SshOptions | undefined {
  if (given === undefined || given === false) return undefined;
  return given === true ? {} : given;
}

let gone: AbortController | undefined;

/** Aborted when this process has lost vitest: one that is interrupted does not end the processes of its pool `forks`. */
function vitestIsGone(): AbortSignal {
  if (gone === undefined) {
    const controller = new AbortController();
    gone = controller;
    process.once('disconnect', () => controller.abort(new Error('vitest has ended')));
  }
  return gone.signal;
}

interface RunContext {
  readonly options: BootTestOptions;
  readonly disk: string;
  readonly ssh: SshOptions | undefined;
  readonly signal: AbortSignal;
  readonly left: () => number;
}

/** One machine of a test. */
class Run {
  machine: Machine | undefined;
  findings: readonly GuestFinding[] = [];
  readonly #context: RunContext;
  /** For the key and the known hosts of ssh. */
  readonly #folder: string | undefined;

  constructor(context: RunContext) {
    this.#context = context;
    this.#folder = context.ssh === undefined ? undefined : mkdtempSync(join(tmpdir(), 'bootwright-test-'));
  }

  async start(): Promise<Guest> {
    const { options, disk, ssh, signal, left } = this.#context;
    const { expectations = [], ssh: _, ...machineOptions } = options;
    const environment = options.environment ?? process.env;
    const runner = debuggedRunner(options.runner ?? hostRunner(environment));
    const checks = guestChecks(expectations);
    const folder = this.#folder;
    const provided = folder === undefined || ssh?.key !== undefined ? undefined : provideSshKey(folder);
    this.machine = await boot(disk, {
      ...machineOptions,
      environment,
      runner,
      signal,
      ...(ssh && { ssh: ssh.port ?? true }),
      ...(provided && { credentials: { ...provided.credentials, ...options.credentials } }),
      ...(checks.length > 0 && { script: guestScript(checks) }),
    });
    const { machine } = this;
    const wait = () => ({ timeoutMilliseconds: left(), signal });
    await machine.waitFor(options.until ?? until.booted(), wait());
    if (checks.length > 0) {
      await machine.waitFor(until.guestReport(), wait());
      this.findings = checkGuest(expectations, parseGuestReport(machine.reportBytes(), checks));
      requireFindings(this.findings);
    }
    const { sshPort: port } = machine;
    let session: SshSession | undefined;
    if (folder !== undefined && ssh !== undefined && port !== undefined) {
      const files = sshFiles(folder);
      const key = ssh.key === undefined ? files.key : resolve(ssh.key);
      session = new SshSession({ port, user: ssh.user ?? 'root', key, knownHosts: files.knownHosts }, runner);
      await machine.waitFor(until.ssh(), wait());
      await session.connect(AbortSignal.any([signal, AbortSignal.timeout(left())]));
    }
    return guestOf({ machine, findings: this.findings, signal, left, ...(session && { session }) });
  }

  /** What `work` returns; a fault where that takes longer than the test may, or the machine ends with an error. */
  async within(work: () => Promise<unknown>): Promise<void> {
    const { left, signal } = this.#context;
    const over = new AbortController();
    const timeout = left();
    const timer = setTimeout(() => over.abort(testTimeout(timeout)), timeout);
    const given = AbortSignal.any([over.signal, signal]);
    try {
      await Promise.race([
        work(),
        new Promise((_, reject) => given.addEventListener('abort', () => reject(given.reason), { once: true })),
      ]);
    } finally {
      clearTimeout(timer);
    }
  }

  async end(): Promise<void> {
    await this.machine?.[Symbol.asyncDispose]();
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
  }
}

function testTimeout(milliseconds: number): Fault {
  const seconds = Math.round(milliseconds / 100) / 10;
  const message = `the system booted, and the test did not finish in the ${seconds} s that were left`;
  const hint = 'give bootTest a longer timeout, or see the console for what the system does';
  return new Fault('boot/timeout', message, { hint });
}

function requireFindings(findings: readonly GuestFinding[]): void {
  const missed = findings.filter(({ outcome }) => outcome.kind !== 'met');
  if (missed.length === 0) return;
  throw new Fault('boot/expectations', `${missed.length} of ${findings.length} expectations of the guest are not met`, {
    quoted: missed.map(({ expectation, outcome }) => {
      const why = outcome.kind === 'differs' ? outcome.found : outcome.kind === 'unknown' ? outcome.reason : '';
      return `${renderGuestExpectation(expectation)}: ${why}`;
    }),
    hint: 'change the image or the expectations',
  });
}
