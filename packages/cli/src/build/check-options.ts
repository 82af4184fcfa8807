import { findImageType } from '@bootwright/image-types';
import type { Environment } from '@bootwright/process';
import { givenFlags, optionsFault } from '../arguments/options-fault.ts';
import { manifestOptions, typesOf } from '../manifest/manifest-options.ts';
import type { BuildGiven } from './build-options.ts';
import { checkOsbuildOptions } from './host/installation.ts';

/**
 * Rejects options that exclude or need each other, before anything is read (`usage/options`), and an unknown image type
 * (`image-type/unknown`).
 */
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

/** Rejects an ISO together with another image, as osbuild/image-builder does (`New` of internal/bibimg/imagetypes.go). */
function checkCombination(types: readonly string[]): void {
  const isos = types.filter((name) => findImageType(name).mimeType === 'application/x-iso9660-image');
  if (isos.length === 0 || isos.length === types.length) return;
  const message = `cannot mix ISO/disk images in request [${types.join(' ')}]`;
  throw optionsFault(message, `build ${isos.join(', ')} with a command of its own`);
}
