import { isFailure, type Verdict } from '../diagnosis/verdict.ts';
import type { MachineEnd } from '../machine.ts';
import type { Awaited } from './awaited.ts';

/** What is known of a machine at some moment while something is awaited. */
export interface WaitMoment {
  /** The line that was awaited, once it came. */
  readonly line?: string;
  readonly verdict: Verdict;
  /** Milliseconds since the console said something. */
  readonly silence: number;
  readonly hasReport: boolean;
  readonly end?: MachineEnd;
}

export type WaitOutcome =
  | { readonly kind: 'reached'; readonly line?: string }
  /** The machine is off, and what was awaited can no longer come. */
  | { readonly kind: 'ended'; readonly reason?: string }
  /** What was awaited cannot come, as the boot failed; the console may still say why. */
  | { readonly kind: 'failing' }
  | { readonly kind: 'pending' };

/** Whether what is awaited is there, may still come, or cannot. */
export function waitOutcome(awaited: Awaited, { line, verdict, silence, hasReport, end }: WaitMoment): WaitOutcome {
  if (line !== undefined) return { kind: 'reached', line };
  if (awaited.kind === 'silence' && silence >= awaited.milliseconds) return { kind: 'reached' };
  if (awaited.kind === 'guest-report' && hasReport) return { kind: 'reached' };
  if (awaited.kind === 'booted' && verdict.kind === 'booted') return { kind: 'reached', line: verdict.line };
  if (end !== undefined) {
    if (awaited.kind === 'end') return { kind: 'reached' };
    return { kind: 'ended', ...(end.kind === 'failed' && { reason: end.reason }) };
  }
  return isFailure(verdict) && needsBoot(awaited) ? { kind: 'failing' } : { kind: 'pending' };
}

/** Whether it cannot come where the boot failed. */
function needsBoot({ kind }: Awaited): boolean {
  return kind !== 'line' && kind !== 'silence' && kind !== 'end';
}
