import { cutName, shownLine, unreachable } from '@bootwright/core';
import type { Change } from '../diff/change.ts';
import { isList } from '../diff/json-value.ts';
import { valueText } from './value-text.ts';

/** The kernel takes 2048 characters on x86_64, and fewer elsewhere. */
const longest = 2_048;

/** A change of the kernel's command line; `where` names the option that contains it. */
export function describeKernelArgument(change: Change, where: string): string {
  switch (change.kind) {
    case 'added':
      return `${argumentText(change.after.value)} added`;
    case 'removed':
      return `${argumentText(change.before.value)} removed`;
    case 'changed':
      return `${argumentText(change.before.value)} → ${words(change.after.value)}`;
    case 'moved':
      return `${where} moved from place ${change.before.position + 1} to ${change.after.position + 1}`;
    case 'reworded':
      return `kernel arguments: ${cutName(
        [
          ...change.removed.map((word) => `-${shownLine(word)}`),
          ...change.added.map((word) => `+${shownLine(word)}`),
        ].join(' '),
        longest,
      )}`;
    case 'renamed':
    case 'resized':
    case 'reseeded':
      return `${where}: ${change.kind}`;
    default:
      return unreachable(change);
  }
}

function argumentText(value: unknown): string {
  const text = words(value);
  return `kernel argument${isList(value) || text.includes(' ') ? 's' : ''} ${text}`;
}

function words(value: unknown): string {
  if (typeof value === 'string') return shownLine(cutName(value, longest));
  return isList(value) && value.every((word) => typeof word === 'string')
    ? shownLine(cutName(value.join(' '), longest))
    : valueText(value);
}
