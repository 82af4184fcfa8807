import { type Architecture, defined, Fault } from '@bootwright/core';
import { explainVerdict, faultOfVerdict } from '../diagnosis/explain-verdict.ts';
import { isFailure, type Verdict } from '../diagnosis/verdict.ts';
import { type Awaited, renderAwaited } from './awaited.ts';

/** What is known where waiting was in vain. */
export interface WaitedInVain {
  readonly awaited: Awaited;
  readonly verdict: Verdict;
  readonly architecture: Architecture;
  /** The last lines of the console. */
  readonly lines: readonly string[];
  readonly why:
    | { readonly kind: 'timeout'; readonly milliseconds: number }
    | { readonly kind: 'ended'; readonly reason?: string }
    | { readonly kind: 'failed' };
}

/** How many of the last lines a message shows. */
const shownLines = 12;

/** Says what was awaited and what came instead, and quotes the last lines. A boot that failed is told of as that. */
export function waitFault({ awaited, verdict, architecture, lines, why }: WaitedInVain): Fault {
  const shown = lines.slice(-shownLines);
  if (why.kind === 'failed' || isFailure(verdict)) return faultOfVerdict(verdict, architecture, shown);
  const { what, cause, cure } = explainVerdict(verdict, architecture);
  const known = cause === undefined ? what : cause;
  const code = why.kind === 'timeout' ? 'boot/timeout' : 'boot/ended';
  const message =
    why.kind === 'timeout'
      ? `waited ${Math.round(why.milliseconds / 100) / 10} s for ${renderAwaited(awaited)} in vain: ${known}`
      : `the machine ended before ${renderAwaited(awaited)} came: ${why.reason ?? known}`;
  return new Fault(code, message, { quoted: shown, ...defined({ hint: cure }) });
}
