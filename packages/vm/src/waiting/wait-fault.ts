import {
  type BootedMachine,
  explainVerdict,
  faultOfVerdict,
  isFailure,
  type Verdict,
} from '@bootwright/boot-diagnosis';
import { defined, Fault } from '@bootwright/core';
import { type Awaited, renderAwaited } from './awaited.ts';

/** What is known when waiting failed. */
export interface FailedWait {
  readonly awaited: Awaited;
  readonly verdict: Verdict;
  readonly machine: BootedMachine;
  /** The last lines of the console. */
  readonly lines: readonly string[];
  readonly why:
    | { readonly kind: 'timeout'; readonly milliseconds: number }
    | { readonly kind: 'ended'; readonly reason?: string }
    | { readonly kind: 'failed' };
}

/** How many of the last lines a message shows. */
const shownLines = 12;

/** Names the event and what happened instead, and quotes the last lines. A failed boot becomes the fault of its verdict. */
export function waitFault({ awaited, verdict, machine, lines, why }: FailedWait): Fault {
  const shown = lines.slice(-shownLines);
  if (why.kind === 'failed' || isFailure(verdict)) return faultOfVerdict(verdict, machine, shown);
  const { what, cause, cure } = explainVerdict(verdict, machine.architecture, machine.medium);
  const known = cause === undefined ? what : cause;
  const code = why.kind === 'timeout' ? 'boot/timeout' : 'boot/ended';
  const message =
    why.kind === 'timeout'
      ? `timed out after ${Math.round(why.milliseconds / 100) / 10} s, waiting for ${renderAwaited(awaited)}: ${known}`
      : `the machine ended before ${renderAwaited(awaited)}: ${why.reason ?? known}`;
  return new Fault(code, message, { quoted: shown, ...defined({ hint: cure }) });
}
