import { type BootStage, hasReached, isFailure, type Verdict } from '@bootwright/boot-diagnosis';
import type { MachineEnd } from '../machine.ts';
import type { Awaited } from './awaited.ts';

/** The state of a machine at one moment of waiting. */
export interface WaitMoment {
  /** The awaited line, once it was printed. */
  readonly line?: string;
  readonly verdict: Verdict;
  /** How far the boot got. */
  readonly stage: BootStage;
  /** Milliseconds since the last output of the console. */
  readonly silence: number;
  readonly hasReport: boolean;
  readonly end?: MachineEnd;
}

export type WaitOutcome =
  | { readonly kind: 'reached'; readonly line?: string }
  /** The machine is off, so that the event can no longer happen. */
  | { readonly kind: 'ended'; readonly reason?: string }
  /** The boot failed, so that the event cannot happen; the console may still print the reason. */
  | { readonly kind: 'failing' }
  | { readonly kind: 'pending' };

/** Whether the event has happened, may still happen, or cannot. */
export function waitOutcome(
  awaited: Awaited,
  { line, verdict, stage, silence, hasReport, end }: WaitMoment,
): WaitOutcome {
  if (line !== undefined) return { kind: 'reached', line };
  if (awaited.kind === 'silence' && silence >= awaited.milliseconds) return { kind: 'reached' };
  if (awaited.kind === 'guest-report' && hasReport) return { kind: 'reached' };
  if (awaited.kind === 'booted' && verdict.kind === 'booted') return { kind: 'reached', line: verdict.line };
  if (awaited.kind === 'stage' && hasReached(stage, awaited.stage)) return { kind: 'reached' };
  if (end !== undefined) {
    if (awaited.kind === 'end') return { kind: 'reached' };
    return { kind: 'ended', ...(end.kind === 'failed' && { reason: end.reason }) };
  }
  return isFailure(verdict) && needsBoot(awaited) ? { kind: 'failing' } : { kind: 'pending' };
}

/** Whether the event cannot happen after a failed boot. */
function needsBoot({ kind }: Awaited): boolean {
  return kind !== 'line' && kind !== 'silence' && kind !== 'end';
}
