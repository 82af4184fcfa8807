import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { Fault } from '@bootwright/core';
import type { OsbuildInstallation } from '@bootwright/osbuild-runner';
import type { Environment } from '@bootwright/process';
import { optionsFault } from '../../arguments/options-fault.ts';
import type { Host } from '../../host.ts';
import type { OsbuildGiven } from '../build-options.ts';

/** The osbuild that the options select, by default the one in the PATH. */
export function installationOf(given: OsbuildGiven, host: Host): OsbuildInstallation {
  const { osbuild, osbuildLibdir: libdir, osbuildImage: image, engine } = given;
  if (image !== undefined) {
    checkName('--osbuild-image', image);
    return { kind: 'container', engine: engine ?? 'podman', image };
  }
  const program = osbuild ?? 'osbuild';
  checkName('--osbuild', program);
  return {
    kind: 'program',
    // A bare name is found through the PATH.
    program: program.includes('/') ? resolve(host.directory, program) : program,
    ...(libdir === undefined ? {} : { libdir: resolve(host.directory, libdir) }),
  };
}

/** Rejects options of osbuild that exclude or need each other (`usage/options`). */
export function checkOsbuildOptions(given: OsbuildGiven): void {
  const { osbuildLibdir, osbuildImage, engine, inVm, vmKernel } = given;
  if (osbuildImage !== undefined && osbuildLibdir !== undefined) {
    throw optionsFault(
      '--osbuild-libdir has no effect with --osbuild-image, which has its own stages',
      'leave one of them out',
    );
  }
  if (osbuildImage !== undefined && inVm) {
    throw optionsFault(
      '--in-vm runs the osbuild of this host, but --osbuild-image selects another',
      'leave one of them out',
    );
  }
  if (engine !== undefined && osbuildImage === undefined) {
    throw optionsFault(
      '--engine has no effect without --osbuild-image',
      'add --osbuild-image IMAGE, or leave --engine out',
    );
  }
  if (vmKernel !== undefined && !inVm) {
    throw optionsFault('--vm-kernel has no effect without --in-vm', 'add --in-vm, or leave --vm-kernel out');
  }
}

/** Rejects a name that another program would parse as an option. */
function checkName(option: string, name: string): void {
  if (/^[^-\s]\S*$/.test(name) || (option === '--osbuild' && /^[./]/.test(name))) return;
  throw new Fault('usage/value', `expected \`${option}\` to be a name, got ${JSON.stringify(name)}`, {
    hint: 'use a name that does not begin with a dash',
  });
}

/** The folder of osbuild's cache, by default the usual one for root or this user. */
export function cacheOf({ cache }: OsbuildGiven, host: Host): string {
  if (cache !== undefined) return resolve(host.directory, cache);
  if (process.getuid?.() === 0) return '/var/cache/bootwright/store';
  return userCache(host.environment, 'store');
}

/** A folder below the caches of this user. */
export function userCache({ XDG_CACHE_HOME: given }: Environment, name: string): string {
  return join(given?.startsWith('/') === true ? given : join(homedir(), '.cache'), 'bootwright', name);
}
