import type { ConsoleFinding, Verdict } from '@bootwright/boot-diagnosis';
import type { Notice } from '@bootwright/core';
import type { ServedRequest } from '@bootwright/network-boot';
import type { Reclaimed } from '@bootwright/process';
import type { MachinePlan } from './machine/machine-plan.ts';
import type { Awaited } from './waiting/awaited.ts';

export type MachineEnd =
  /** The guest powered off, or `stop` ended it. */
  | { readonly kind: 'off' }
  /** QEMU failed; `reason` is its message. */
  | { readonly kind: 'failed'; readonly reason: string };

export interface WaitOptions {
  /** How long to wait, 10 minutes by default. */
  readonly timeoutMilliseconds?: number;
  readonly signal?: AbortSignal;
}

/** The awaited event happened. */
export interface Reached {
  readonly awaited: Awaited;
  /** The console line that shows it, where there is one. */
  readonly line?: string;
  /** Time since the machine started. */
  readonly milliseconds: number;
}

/** A running machine. Disposing of it ends it and releases all its resources. */
export interface Machine {
  readonly plan: MachinePlan;
  /** Decisions that the caller should know of, such as that the machine is emulated. */
  readonly notices: readonly Notice[];
  /** Leftovers of earlier runs that were removed before the start. */
  readonly swept: readonly Reclaimed[];
  /** The port of the host that is forwarded to the guest's port 22. */
  readonly sshPort?: number;
  /**
   * Waits for an event. Faults: `boot/timeout`; `boot/ended` where the machine ends first; the fault of the diagnosis
   * (`faultOfVerdict`) as soon as the boot is known to have failed. All of them quote the last lines of the console.
   */
  waitFor(awaited: Awaited, options?: WaitOptions): Promise<Reached>;
  /** The diagnosis of the console so far. */
  verdict(): Verdict;
  /** What the console says went wrong so far, also where the boot goes on. */
  findings(): readonly ConsoleFinding[];
  /** The last lines of the console, at most 2000, including an incomplete last line. */
  lines(): readonly string[];
  /** The raw bytes of the console; of more than 16 MiB the middle is left out. */
  consoleBytes(): Uint8Array;
  /** The journal as far as the guest has sent it; empty without the option `journal`. */
  journalBytes(): Uint8Array;
  /** The output of the guest's script; empty without the option `script`. */
  reportBytes(): Uint8Array;
  /** What the machine has loaded of a network boot; empty for all else. */
  servedRequests(): readonly ServedRequest[];
  /** Types on the console. */
  type(text: string): void;
  /** The display as PNG. Fault: `boot/monitor` where the machine has none, or is off. */
  screenshot(): Promise<Uint8Array>;
  /** Settles when the machine has ended. */
  readonly end: Promise<MachineEnd>;
  /** Presses the power button, and kills the machine if it is not off after `graceMilliseconds`, 0 by default. */
  stop(options?: { readonly graceMilliseconds?: number }): Promise<MachineEnd>;
  [Symbol.asyncDispose](): Promise<void>;
}
