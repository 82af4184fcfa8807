import { unreachable } from '@bootwright/core';
import { argumentsFault } from '../arguments/options-fault.ts';
import { readAction } from '../arguments/read-action.ts';
import type { CommandContext } from '../command.ts';
import type { ExitStatus } from '../exit-status.ts';
import { type AddonGiven, addonActions, checkTaken } from './addon-options.ts';
import { buildAddon } from './build-addon.ts';
import { showAddon } from './show-addon.ts';
import { signAddon } from './sign-addon.ts';
import { verifyAddon } from './verify-addon.ts';

export async function runAddon(
  action: string,
  file: string | undefined,
  given: AddonGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const chosen = readAction('addon', addonActions, action);
  checkTaken(chosen, given);
  if (chosen === 'build') {
    if (file === undefined) return buildAddon(given, context);
    const message = `"addon build" does not take ${JSON.stringify(file)}`;
    throw argumentsFault(message, 'name the file to write with --output');
  }
  if (file === undefined) {
    throw argumentsFault(`"addon ${chosen}" needs FILE`, 'name an addon, or "-" for standard input');
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
