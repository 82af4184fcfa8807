import { unreachable } from '@bootwright/core';

/** What one may wait for. */
export type Awaited =
  /** A login prompt, or systemd says that multi-user.target is reached. */
  | { readonly kind: 'booted' }
  /** A line that contains this text or matches this expression, complete or not, from the machine's start on. */
  | { readonly kind: 'line'; readonly pattern: string | RegExp }
  /** systemd says on the console that the unit was started or reached. */
  | { readonly kind: 'unit'; readonly unit: string }
  | { readonly kind: 'login' }
  /** A server answers on the guest's port 22. */
  | { readonly kind: 'ssh' }
  /** The report of the checks inside the guest. */
  | { readonly kind: 'guest-report' }
  /** Nothing was written on the console for so long. */
  | { readonly kind: 'silence'; readonly milliseconds: number }
  /** The machine is off. */
  | { readonly kind: 'end' };

/** What one may wait for, made by name: `until.unit('sshd.service')`. */
export const until = {
  booted: (): Awaited => ({ kind: 'booted' }),
  line: (pattern: string | RegExp): Awaited => ({ kind: 'line', pattern }),
  unit: (unit: string): Awaited => ({ kind: 'unit', unit }),
  login: (): Awaited => ({ kind: 'login' }),
  ssh: (): Awaited => ({ kind: 'ssh' }),
  guestReport: (): Awaited => ({ kind: 'guest-report' }),
  silence: (milliseconds: number): Awaited => ({ kind: 'silence', milliseconds }),
  end: (): Awaited => ({ kind: 'end' }),
} as const;

/** What is awaited, as the object of a sentence: `a login prompt`. */
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
      return 'an answer by SSH';
    case 'guest-report':
      return 'the report of the checks inside';
    case 'silence':
      return `${awaited.milliseconds / 1000} s of silence`;
    case 'end':
      return 'the end of the machine';
    default:
      return unreachable(awaited);
  }
}
