import type { ConsoleEvent } from '@bootwright/boot-diagnosis';
import { unreachable } from '@bootwright/core';

/** An event to wait for. */
export type Awaited =
  /** A login prompt, the start of Anaconda, or systemd reports that multi-user.target is reached. */
  | { readonly kind: 'booted' }
  /** A line since the start shows it; the line may be incomplete. */
  | ConsoleEvent
  /** An SSH server answers on the guest's port 22. */
  | { readonly kind: 'ssh' }
  /**
   * The boot got as far as that, or further: a line of the boot loader or its menu, a message of the kernel, the first
   * message of the initramfs.
   */
  | { readonly kind: 'stage'; readonly stage: 'boot-loader' | 'kernel' | 'initramfs' }
  /** The report of the checks in the guest. */
  | { readonly kind: 'guest-report' }
  /** The console was silent for that long. */
  | { readonly kind: 'silence'; readonly milliseconds: number }
  /** The machine is off. */
  | { readonly kind: 'end' };

/** Events by name: `until.unit('sshd.service')`. */
export const until = {
  booted: (): Awaited => ({ kind: 'booted' }),
  line: (pattern: string | RegExp): Awaited => ({ kind: 'line', pattern }),
  unit: (unit: string): Awaited => ({ kind: 'unit', unit }),
  login: (): Awaited => ({ kind: 'login' }),
  ssh: (): Awaited => ({ kind: 'ssh' }),
  stage: (stage: 'boot-loader' | 'kernel' | 'initramfs'): Awaited => ({ kind: 'stage', stage }),
  installer: (): Awaited => ({ kind: 'installer' }),
  guestReport: (): Awaited => ({ kind: 'guest-report' }),
  silence: (milliseconds: number): Awaited => ({ kind: 'silence', milliseconds }),
  end: (): Awaited => ({ kind: 'end' }),
} as const;

/** The event as the object of a sentence: `a login prompt`. */
export function renderAwaited(awaited: Awaited): string {
  switch (awaited.kind) {
    case 'booted':
      return 'the end of the boot';
    case 'line':
      return awaited.pattern instanceof RegExp
        ? `a line that matches ${awaited.pattern}`
        : `a line with ${JSON.stringify(awaited.pattern)}`;
    case 'unit':
      return `the start of ${awaited.unit}`;
    case 'login':
      return 'a login prompt';
    case 'ssh':
      return 'an SSH server';
    case 'stage':
      return { 'boot-loader': 'the boot loader', kernel: 'the kernel', initramfs: 'the initramfs' }[awaited.stage];
    case 'installer':
      return 'the start of Anaconda';
    case 'guest-report':
      return 'the report of the guest';
    case 'silence':
      return `${awaited.milliseconds / 1000} s of silence`;
    case 'end':
      return 'the end of the machine';
    default:
      return unreachable(awaited);
  }
}
