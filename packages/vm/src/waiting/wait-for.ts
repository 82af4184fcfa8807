import { eventMatcher } from '@bootwright/boot-diagnosis';
import { defined, Fault } from '@bootwright/core';
import { isReportComplete } from '@bootwright/guest-checks';
import type { ConsoleRecord } from '../console/console-record.ts';
import type { MachinePlan } from '../machine/machine-plan.ts';
import type { MachineEnd, Reached, WaitOptions } from '../machine.ts';
import type { Awaited } from './awaited.ts';
import { sshAnswers } from './ssh-answers.ts';
import { type FailedWait, waitFault } from './wait-fault.ts';
import { waitOutcome } from './wait-outcome.ts';

const usualTimeout = 600_000;
/** A failed boot may still print the reason: milliseconds until waiting ends. */
const failureGrace = 2000;
/** Milliseconds between checks that no output triggers. */
const pollInterval = 500;

/** What waiting knows of a running machine. */
export interface WatchedMachine {
  readonly plan: MachinePlan;
  readonly record: ConsoleRecord;
  /** The start of the machine by `performance.now`. */
  readonly begun: number;
  readonly sshPort?: number;
  /** Called with each line of the console. */
  readonly seeing: Set<(line: string) => void>;
  /** Called after output, and at the end. */
  readonly looking: Set<() => void>;
  /** The report so far; absent where the guest runs no script. */
  report(): Uint8Array | undefined;
  /** How the machine ended; absent while it runs. */
  end(): MachineEnd | undefined;
}

/** As `waitFor` of `Machine`. */
export function waitFor(awaited: Awaited, machine: WatchedMachine, options: WaitOptions = {}): Promise<Reached> {
  const { timeoutMilliseconds = usualTimeout, signal } = options;
  const { plan, record, begun, sshPort, seeing, looking } = machine;
  if (awaited.kind === 'ssh' && sshPort === undefined) {
    throw new Fault('boot/wait', "no port is forwarded to the guest's SSH", { hint: 'boot with the option ssh' });
  }
  if (awaited.kind === 'guest-report' && machine.report() === undefined) {
    throw new Fault('boot/wait', 'the guest runs no script that reports', { hint: 'boot with the option script' });
  }
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const matches = lineMatcher(awaited);
    let line = matches && record.lines().find(matches);
    let failing: number | undefined;
    const timers: NodeJS.Timeout[] = [];
    const settle = (act: () => void) => {
      for (const timer of timers) clearInterval(timer);
      looking.delete(look);
      seeing.delete(see);
      signal?.removeEventListener('abort', abort);
      act();
    };
    const done = (shown?: string) => {
      const milliseconds = Math.round(performance.now() - begun);
      settle(() => resolve({ awaited, milliseconds, ...defined({ line: shown }) }));
    };
    const fail = (why: FailedWait['why']) => {
      const booted = { architecture: plan.architecture, medium: plan.medium.kind };
      const known = { awaited, why, machine: booted, verdict: record.verdict(), lines: record.lines() };
      settle(() => reject(waitFault(known)));
    };
    const see = (seen: string) => {
      if (line === undefined && matches?.(seen) === true) line = seen;
    };
    const abort = () => settle(() => reject(signal?.reason));
    const look = () => {
      const partial = record.partial();
      if (partial !== '') see(partial);
      const now = performance.now();
      const outcome = waitOutcome(awaited, {
        verdict: record.verdict(),
        stage: record.stage(),
        silence: record.silence(),
        hasReport: awaited.kind === 'guest-report' && isReportComplete(machine.report() ?? new Uint8Array()),
        ...defined({ line, end: machine.end() }),
      });
      if (outcome.kind === 'reached') return done(outcome.line);
      if (outcome.kind === 'ended') return fail(outcome);
      if (now - start >= timeoutMilliseconds) return fail({ kind: 'timeout', milliseconds: timeoutMilliseconds });
      failing = outcome.kind === 'failing' ? (failing ?? now) : undefined;
      if (failing !== undefined && now - failing >= failureGrace) return fail({ kind: 'failed' });
    };
    const askSsh = async () => {
      if (sshPort !== undefined && (await sshAnswers(sshPort))) done();
    };
    looking.add(look);
    seeing.add(see);
    signal?.addEventListener('abort', abort, { once: true });
    timers.push(setInterval(look, Math.min(pollInterval, Math.max(10, timeoutMilliseconds))));
    if (awaited.kind === 'ssh') timers.push(setInterval(() => void askSsh(), pollInterval));
    if (signal?.aborted === true) return abort();
    look();
  });
}

/** Whether a console line shows the event; absent for events that a line cannot show. */
function lineMatcher(awaited: Awaited): ((line: string) => boolean) | undefined {
  switch (awaited.kind) {
    case 'line':
    case 'unit':
    case 'login':
    case 'installer':
      return eventMatcher(awaited);
    default:
      return undefined;
  }
}
