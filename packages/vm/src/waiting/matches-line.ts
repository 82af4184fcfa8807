import { eventMatcher } from '@bootwright/boot-diagnosis';
import type { Awaited } from './awaited.ts';

/** Whether a console line shows the event; absent for events that a line cannot show. */
export function lineMatcher(awaited: Awaited): ((line: string) => boolean) | undefined {
  switch (awaited.kind) {
    case 'line':
    case 'unit':
    case 'login':
    case 'installer':
      return eventMatcher(awaited);
    default:
      return undefined;
  }
}
