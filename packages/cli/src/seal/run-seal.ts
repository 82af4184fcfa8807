import { unreachable } from '@bootwright/core';
import { argumentsFault, optionsFault } from '../arguments/options-fault.ts';
import { readAction } from '../arguments/read-action.ts';
import type { CommandContext } from '../command.ts';
import type { ExitStatus } from '../exit-status.ts';
import { diffRoots } from './diff-roots.ts';
import { printDigest } from './print-digest.ts';
import { printDump } from './print-dump.ts';
import { type SealAction, type SealGiven, sealActions } from './seal-options.ts';

export async function runSeal(
  action: string,
  operands: readonly string[],
  given: SealGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const chosen = readAction('seal', sealActions, action);
  checkOptions(chosen, given);
  if (chosen === 'dump' && context.json) {
    throw optionsFault('"seal dump" prints the dump format of composefs, not JSON', 'leave --json out');
  }
  const [first, second, ...more] = operands;
  if (chosen === 'diff') {
    const [one, other] = given.root === undefined ? [first, second] : [`dir:${given.root}`, first];
    const isTooMany = more.length > 0 || (given.root !== undefined && second !== undefined);
    if (one !== undefined && other !== undefined && !isTooMany) return diffRoots(one, other, given, context);
    throw argumentsFault('"seal diff" takes two containers', 'name two, or one and --root DIR');
  }
  if (second !== undefined) {
    const message = `"seal ${chosen}" takes one container, got ${operands.length}`;
    throw argumentsFault(message, 'name one; "seal diff" compares two');
  }
  switch (chosen) {
    case 'digest':
      return printDigest(first, given, context);
    case 'dump':
      return printDump(first, given, context);
    default:
      return unreachable(chosen);
  }
}

function checkOptions(action: SealAction, { erofs, all, output, hash }: SealGiven): void {
  const fault = (message: string) => optionsFault(message, 'leave it out');
  if (action !== 'digest' && erofs !== undefined) throw fault(`"seal ${action}" does not take --erofs`);
  if (action !== 'digest' && all) throw fault(`"seal ${action}" does not take --all`);
  if (action !== 'dump' && output !== undefined) throw fault(`"seal ${action}" does not take --output`);
  if (all && (erofs !== undefined || hash !== undefined))
    throw fault('--all is in each format: --erofs and --hash have no effect');
}
