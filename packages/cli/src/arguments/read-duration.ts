import { Fault } from '@bootwright/core';
import { wrongValue } from './option.ts';

/** Milliseconds of `90`, `90s`, `5m` or `1h`. */
export function readDuration(given: string): number {
  const [, number, unit = 's'] = /^(\d{1,6})([smh]?)$/.exec(given) ?? [];
  const seconds = Number(number) * (unit === 'h' ? 3600 : unit === 'm' ? 60 : 1);
  if (number === undefined || seconds === 0) throw wrongValue(given, 'a duration', 'write it as 90s, 5m or 1h');
  if (seconds > longestSeconds)
    throw new Fault('usage/value', `${JSON.stringify(given)} is longer than ${longestSeconds} seconds`, {
      hint: 'leave the option out to wait without a limit',
    });
  return seconds * 1000;
}

/** Timers are limited to 31 bits of milliseconds. */
const longestSeconds = 2_000_000;
