import { shownLine } from '@bootwright/core';

/** Why predicted values do not hold on all machines, for people. */
export function doubtLine(doubt: string): string {
  return `Not exact: ${shownLine(doubt)}\n`;
}
