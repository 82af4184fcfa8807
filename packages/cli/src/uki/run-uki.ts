import { type Fault, unreachable } from '@bootwright/core';
import { argumentsFault, optionsFault } from '../arguments/options-fault.ts';
import { readAction } from '../arguments/read-action.ts';
import type { CommandContext } from '../command.ts';
import type { ExitStatus } from '../exit-status.ts';
import { diffImages } from './diff-images.ts';
import { measure } from './measure.ts';
import { type UkiGiven, ukiActions } from './uki-options.ts';

export async function runUki(
  action: string,
  files: readonly string[],
  given: UkiGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const chosen = readAction('uki', ukiActions, action);
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
        throw optionsFault('"uki diff" does not take --addon', 'measure each image with its addons');
      }
      return diffImages([first, second], given, context);
    default:
      return unreachable(chosen);
  }
}

function wrongCount(message: string, count: number): Fault {
  return argumentsFault(`${message}, got ${count}`, 'name unified kernel images');
}
