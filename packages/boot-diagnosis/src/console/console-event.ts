import { unreachable } from '@bootwright/core';
import { installerStart, loginPrompt } from '../diagnosis/console-diagnosis.ts';

/** An event that one line of a console shows. */
export type ConsoleEvent =
  /** A line that contains this text or matches this expression. */
  | { readonly kind: 'line'; readonly pattern: string | RegExp }
  /** systemd reports that the unit was started or reached. */
  | { readonly kind: 'unit'; readonly unit: string }
  | { readonly kind: 'login' }
  /** Anaconda was started. */
  | { readonly kind: 'installer' };

/** Messages of systemd about a unit that is up. */
const up = /^\[ +OK +\] (?:Started|Finished|Reached target|Mounted|Listening on|Set up automount|Found device) (\S+)/;

/** Whether a line shows the event. */
export function eventMatcher(event: ConsoleEvent): (line: string) => boolean {
  switch (event.kind) {
    case 'line': {
      const { pattern } = event;
      if (typeof pattern === 'string') return (line) => line.includes(pattern);
      // The flags g and y make an expression remember its position.
      const expression = new RegExp(pattern.source, pattern.flags.replaceAll(/[gy]/g, ''));
      return (line) => expression.test(line);
    }
    case 'unit':
      return (line) => isUnit(up.exec(line)?.[1], event.unit);
    case 'login':
      return (line) => loginPrompt.test(line);
    case 'installer':
      return (line) => installerStart.test(line);
    default:
      return unreachable(event);
  }
}

/** Consoles shorten long names: `systemd-journald-dev-…socket`. */
function isUnit(shown: string | undefined, unit: string): boolean {
  if (shown === undefined) return false;
  const [start = '', end] = shown.split('…');
  return end === undefined ? shown === unit : start.length > 0 && unit.startsWith(start);
}
