import { installerStart } from '../diagnosis/console-diagnosis.ts';
import type { Awaited } from './awaited.ts';

/** Messages of systemd about a unit that is up. */
const up = /^\[ +OK +\] (?:Started|Finished|Reached target|Mounted|Listening on|Set up automount|Found device) (\S+)/;

/** Whether a console line shows the event; absent for events that a line cannot show. */
export function lineMatcher(awaited: Awaited): ((line: string) => boolean) | undefined {
  switch (awaited.kind) {
    case 'line': {
      const { pattern } = awaited;
      if (typeof pattern === 'string') return (line) => line.includes(pattern);
      // The flags g and y make an expression remember its position.
      const expression = new RegExp(pattern.source, pattern.flags.replaceAll(/[gy]/g, ''));
      return (line) => expression.test(line);
    }
    case 'unit':
      return (line) => isUnit(up.exec(line)?.[1], awaited.unit);
    case 'login':
      return (line) => /^\S+ login: *(?:$|\S+ \(automatic login\))/.test(line);
    case 'installer':
      return (line) => installerStart.test(line);
    default:
      return undefined;
  }
}

/** Consoles shorten long names: `systemd-journald-dev-…socket`. */
function isUnit(shown: string | undefined, unit: string): boolean {
  if (shown === undefined) return false;
  const [start = '', end] = shown.split('…');
  return end === undefined ? shown === unit : start.length > 0 && unit.startsWith(start);
}
