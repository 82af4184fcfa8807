import { Fault, nearest, unreachable } from '@bootwright/core';
import type { CommandContext } from '../command.ts';
import type { ExitStatus } from '../exit-status.ts';
import { diffRoots } from './diff-roots.ts';
import { printDigest } from './print-digest.ts';
import { printDump } from './print-dump.ts';
import { type SealAction, type SealGiven, sealActions } from './seal-options.ts';

/** Does what `seal ACTION` says. */
export async function runSeal(
  action: string,
  operands: readonly string[],
  given: SealGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const chosen = readAction(action);
  checkOptions(chosen, given);
  if (chosen === 'dump' && context.json) {
    throw new Fault('usage/options', '"seal dump" prints the dump format of composefs, not JSON', {
      hint: 'leave --json out',
    });
  }
  const [first, second, ...more] = operands;
  if (chosen === 'diff') {
    const [one, other] = given.root === undefined ? [first, second] : [`dir:${given.root}`, first];
    const isTooMany = more.length > 0 || (given.root !== undefined && second !== undefined);
    if (one !== undefined && other !== undefined && !isTooMany) return diffRoots(one, other, given, context);
    throw new Fault('usage/arguments', '"seal diff" takes two containers', { hint: 'name two, or one and --root DIR' });
  }
  if (second !== undefined) {
    throw new Fault('usage/arguments', `"seal ${chosen}" takes one container, got ${operands.length}`, {
      hint: 'name one; "seal diff" compares two',
    });
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
  const fault = (message: string) => new Fault('usage/options', message, { hint: 'leave it out' });
  if (action !== 'digest' && erofs !== undefined) throw fault(`"seal ${action}" does not take --erofs`);
  if (action !== 'digest' && all) throw fault(`"seal ${action}" does not take --all`);
  if (action !== 'dump' && output !== undefined) throw fault(`"seal ${action}" does not take --output`);
  if (all && (erofs !== undefined || hash !== undefined))
    throw fault('--all is in each format: --erofs and --hash have no effect');
}

function readAction(action: string): SealAction {
  const found = sealActions.find((one) => one === action);
  if (found !== undefined) return found;
  const near = nearest(action, sealActions);
  throw new Fault('usage/arguments', `unknown action ${JSON.stringify(action)}`, {
    hint: near === undefined ? `use one of ${sealActions.join(', ')}` : `did you mean "seal ${near}"?`,
  });
}
