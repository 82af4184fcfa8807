import { Fault } from '@bootwright/core';
import type { Awaited } from '@bootwright/vm';
import { wrongValue } from '../arguments/option.ts';

const events = ['booted', 'login', 'installer', 'ssh', 'end'] as const;

/** How help and faults name what can be waited for. */
export const untilForms =
  'booted, login, installer, ssh, end, menu, kernel, initramfs, unit:NAME, line:TEXT, line:/REGEX/, silence:SECONDS';

const stages = new Map<string, Extract<Awaited, { kind: 'stage' }>['stage']>([
  ['menu', 'boot-loader'],
  ['kernel', 'kernel'],
  ['initramfs', 'initramfs'],
]);

/** What completion offers for `--until`. */
export const untilWords: readonly string[] = [...events, ...stages.keys(), 'unit:', 'line:', 'silence:'];

/** What `--until` waits for. */
export function readUntil(given: string): Awaited {
  const [, word = given, rest = ''] = /^(unit|line|silence):(.*)$/s.exec(given) ?? [];
  const event = events.find((one) => one === given);
  if (event !== undefined) return { kind: event };
  const stage = stages.get(given);
  if (stage !== undefined) return { kind: 'stage', stage };
  if (word === 'unit' && rest !== '') return { kind: 'unit', unit: rest };
  if (word === 'line' && rest !== '') return { kind: 'line', pattern: linePattern(rest) };
  if (word === 'silence' && /^\d{1,5}$/.test(rest)) return { kind: 'silence', milliseconds: Number(rest) * 1000 };
  throw wrongValue(given, 'a condition to wait for', `use ${untilForms}`);
}

function linePattern(given: string): string | RegExp {
  const expression = /^\/(.+)\/(i?)$/s.exec(given);
  if (expression === null) return given;
  try {
    return new RegExp(expression[1] ?? '', expression[2]);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Fault('usage/value', reason, { hint: 'write line:TEXT to match plain text', cause });
  }
}

/** A credential given as `NAME=VALUE` or `NAME=@FILE`. */
export interface GivenCredential {
  readonly name: string;
  readonly value: { readonly kind: 'text'; readonly text: string } | { readonly kind: 'file'; readonly file: string };
}

export function readCredential(given: string): GivenCredential {
  const [, name, at, value = ''] = /^([^=]+)=(@?)(.*)$/s.exec(given) ?? [];
  if (name === undefined) {
    const hint = 'write it as passwd.hashed-password.root=@hash.txt or my.setting=on';
    throw wrongValue(given, 'NAME=VALUE or NAME=@FILE', hint);
  }
  return { name, value: at === '@' ? { kind: 'file', file: value } : { kind: 'text', text: value } };
}

export function readPort(given: string): number {
  const port = Number(given);
  if (/^\d{1,5}$/.test(given) && port > 0 && port < 65_536) return port;
  throw wrongValue(given, 'a port from 1 to 65535', 'write a number such as 2222');
}
