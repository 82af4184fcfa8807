import { Fault, nearest, unreachable } from '@bootwright/core';
import type { CommandContext } from '../command.ts';
import type { ExitStatus } from '../exit-status.ts';
import { type AddonAction, type AddonGiven, addonActions, checkTaken } from './addon-options.ts';
import { buildAddon } from './build-addon.ts';
import { showAddon } from './show-addon.ts';
import { signAddon } from './sign-addon.ts';
import { verifyAddon } from './verify-addon.ts';

/** Does what `addon ACTION` says. */
export async function runAddon(
  action: string,
  file: string | undefined,
  given: AddonGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const chosen = readAction(action);
  checkTaken(chosen, given);
  if (chosen === 'build') {
    if (file === undefined) return buildAddon(given, context);
    throw new Fault('usage/arguments', `"addon build" does not take ${JSON.stringify(file)}`, {
      hint: 'name the file to write with --output',
    });
  }
  if (file === undefined) {
    throw new Fault('usage/arguments', `"addon ${chosen}" needs FILE`, {
      hint: 'name an addon, or "-" for standard input',
    });
  }
  switch (chosen) {
    case 'show':
      return showAddon(file, context);
    case 'sign':
      return signAddon(file, given, context);
    case 'verify':
      return verifyAddon(file, given, context);
    default:
      return unreachable(chosen);
  }
}

function readAction(action: string): AddonAction {
  const found = addonActions.find((one) => one === action);
  if (found !== undefined) return found;
  const near = nearest(action, addonActions);
  throw new Fault('usage/arguments', `unknown action ${JSON.stringify(action)}`, {
    hint: near === undefined ? `use one of ${addonActions.join(', ')}` : `did you mean "addon ${near}"?`,
  });
}
