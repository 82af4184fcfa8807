import type { Notice } from '@bootwright/core';
import type { Reclaimed } from '@bootwright/process';
import type { Verdict } from './diagnosis/verdict.ts';
import type { MachinePlan } from './machine/machine-plan.ts';
import type { Awaited } from './waiting/awaited.ts';

/** How the machine ended. */
export type MachineEnd =
  /** It was turned off from inside, or by `stop`. */
  | { readonly kind: 'off' }
  /** QEMU ended otherwise; `reason` is what it says. */
  | { readonly kind: 'failed'; readonly reason: string };

export interface WaitOptions {
  /** How long to wait, 10 minutes by default. */
  readonly timeoutMilliseconds?: number;
  readonly signal?: AbortSignal;
}

/** What was awaited is there. */
export interface Reached {
  readonly awaited: Awaited;
  /** The line of the console that shows it, where one does. */
  readonly line?: string;
  /** Since the machine's start. */
  readonly milliseconds: number;
}

/** A machine that runs. It ends, and all that it took is given back, when it is disposed of. */
export interface Machine {
  readonly plan: MachinePlan;
  /** What was decided for the caller, such as that the machine is emulated. */
  readonly notices: readonly Notice[];
  /** What earlier runs had left, and was removed before this one. */
  readonly swept: readonly Reclaimed[];
  /** The port of this machine that leads to the guest's port 22. */
  readonly sshPort?: number;
  /**
   * Waits. Faults: `boot/timeout`; `boot/ended` where the machine is off before; where it is known before the time is
   * over that the boot failed, that fault (`faultOfVerdict`). All of them show the last lines of the console.
   */
  waitFor(awaited: Awaited, options?: WaitOptions): Promise<Reached>;
  /** What the console tells so far. */
  verdict(): Verdict;
  /** The last lines of the console, 2000 at most; the one that is not complete is the last. */
  lines(): readonly string[];
  /** The console as it was written, its middle left out where it is longer than 16 MiB. */
  consoleBytes(): Uint8Array;
  /** The journal as far as the guest sent it; empty where it was not asked for. */
  journalBytes(): Uint8Array;
  /** What the guest's script wrote; empty where there is none. */
  reportBytes(): Uint8Array;
  /** Types on the console. */
  type(text: string): void;
  /** The display as PNG. Fault: `boot/screenshot` where the machine has none, or is off. */
  screenshot(): Promise<Uint8Array>;
  /** How it ended; settles when it has. */
  readonly end: Promise<MachineEnd>;
  /** Presses the power button, and ends the machine where it is not off after `graceMilliseconds`, 0 by default. */
  stop(options?: { readonly graceMilliseconds?: number }): Promise<MachineEnd>;
  [Symbol.asyncDispose](): Promise<void>;
}
