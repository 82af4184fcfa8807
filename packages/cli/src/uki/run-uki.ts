import { Fault, nearest, unreachable } from '@bootwright/core';
import type { CommandContext } from '../command.ts';
import type { ExitStatus } from '../exit-status.ts';
import { diffImages } from './diff-images.ts';
import { measure } from './measure.ts';
import { type UkiAction, type UkiGiven, ukiActions } from './uki-options.ts';

/** Does what `uki ACTION` says. */
export async function runUki(
  action: string,
  files: readonly string[],
  given: UkiGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const chosen = readAction(action);
  const [first, second, ...more] = files;
  switch (chosen) {
    case 'measure':
      if (first === undefined || second !== undefined) throw wrongCount('"uki measure" takes one FILE', files.length);
      return measure(first, given, context);
    case 'diff':
      if (first === undefined || second === undefined || more.length > 0) {
        throw wrongCount('"uki diff" takes two FILEs', files.length);
      }
      if (given.addon.length > 0) {
        throw new Fault('usage/options', '"uki diff" does not take --addon', {
          hint: 'measure each image with its addons',
        });
      }
      return diffImages([first, second], given, context);
    default:
      return unreachable(chosen);
  }
}

function wrongCount(message: string, count: number): Fault {
  return new Fault('usage/arguments', `${message}, got ${count}`, { hint: 'name unified kernel images' });
}

function readAction(action: string): UkiAction {
  const found = ukiActions.find((one) => one === action);
  if (found !== undefined) return found;
  const near = nearest(action, ukiActions);
  throw new Fault('usage/arguments', `unknown action ${JSON.stringify(action)}`, {
    hint: near === undefined ? `use ${ukiActions.join(' or ')}` : `did you mean "uki ${near}"?`,
  });
}
