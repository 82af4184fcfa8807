import { flagOf } from '../arguments/option.ts';
import { optionsFault } from '../arguments/options-fault.ts';
import { manifestOptions, typesOf } from '../manifest/manifest-options.ts';
import type { BuildGiven } from './build-options.ts';
import { checkCombination } from './check-combination.ts';
import { checkOsbuildOptions } from './host/installation.ts';

/** Rejects options that exclude or need each other, before anything is read (`usage/options`). */
export function checkOptions(operand: string | undefined, given: BuildGiven): void {
  checkOsbuildOptions(given);
  if (given.manifest !== undefined) checkGivenManifest(operand, given);
  if (given.manifest === undefined && given.export.length > 0) {
    throw optionsFault('--export needs --manifest', 'use --type TYPE to build images of a container');
  }
  checkCombination(typesOf(given));
  if (given.vmMemory !== undefined && !given.inVm) {
    throw optionsFault('--vm-memory has no effect without --in-vm', 'add --in-vm, or leave --vm-memory out');
  }
}

/** Rejects options that a given manifest already determines. */
function checkGivenManifest(operand: string | undefined, given: BuildGiven): void {
  const values: Readonly<Record<string, unknown>> = { ...given };
  const other = Object.entries(manifestOptions).flatMap(([name, option]) => {
    const value = values[name];
    // An environment variable is for all commands.
    if (option.kind === 'value' && option.environment !== undefined) return [];
    const isGiven = Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false;
    return isGiven ? [flagOf(name)] : [];
  });
  const ignored = [...(operand === undefined ? [] : [operand]), ...other];
  if (ignored.length === 0) return;
  throw optionsFault(
    `${ignored.join(', ')} would have no effect with --manifest`,
    'leave one of them out; select a pipeline of the manifest with --export NAME',
  );
}
