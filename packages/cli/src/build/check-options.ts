import type { Environment } from '@bootwright/process';
import { givenFlags, optionsFault } from '../arguments/options-fault.ts';
import { manifestOptions, typesOf } from '../manifest/manifest-options.ts';
import type { BuildGiven } from './build-options.ts';
import { checkCombination } from './check-combination.ts';
import { checkOsbuildOptions } from './host/installation.ts';

/** Rejects options that exclude or need each other, before anything is read (`usage/options`). */
export function checkOptions(operand: string | undefined, given: BuildGiven, environment: Environment): void {
  checkOsbuildOptions(given);
  if (given.manifest !== undefined) checkGivenManifest(operand, given, environment);
  if (given.manifest === undefined && given.export.length > 0) {
    throw optionsFault('--export needs --manifest', 'use --type TYPE to build images of a container');
  }
  checkCombination(typesOf(given));
  if (given.vmMemory !== undefined && !given.inVm) {
    throw optionsFault('--vm-memory has no effect without --in-vm', 'add --in-vm, or leave --vm-memory out');
  }
}

/** Rejects options that a given manifest already determines. */
function checkGivenManifest(operand: string | undefined, given: BuildGiven, environment: Environment): void {
  const ignored = [...(operand === undefined ? [] : [operand]), ...givenFlags(manifestOptions, given, environment)];
  if (ignored.length === 0) return;
  throw optionsFault(
    `${ignored.join(', ')} would have no effect with --manifest`,
    'leave one of them out; select a pipeline of the manifest with --export NAME',
  );
}
