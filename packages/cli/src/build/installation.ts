import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { OsbuildInstallation } from '@bootwright/boot';
import { Fault } from '@bootwright/core';
import type { Host } from '../host.ts';
import type { OsbuildGiven } from './build-options.ts';

/** The osbuild that the options name; by default that of the PATH. */
export function installationOf(given: OsbuildGiven, host: Host): OsbuildInstallation {
  const { osbuild, osbuildLibdir: libdir, osbuildImage: image, engine } = given;
  if (image !== undefined && libdir !== undefined) {
    throw new Fault('usage/options', '--osbuild-image has its own stages; --osbuild-libdir is for a program', {
      hint: 'leave one of them out',
    });
  }
  if (image !== undefined) {
    checkName('--osbuild-image', image);
    return { kind: 'container', engine: engine ?? 'podman', image };
  }
  const program = osbuild ?? 'osbuild';
  checkName('--osbuild', program);
  return {
    kind: 'program',
    // A bare name is looked for on the PATH.
    program: program.includes('/') ? resolve(host.directory, program) : program,
    ...(libdir === undefined ? {} : { libdir: resolve(host.directory, libdir) }),
  };
}

/** What looks like an option would be one of the program that is given it. */
function checkName(option: string, name: string): void {
  if (/^[^-\s]\S*$/.test(name) || (option === '--osbuild' && /^[./]/.test(name))) return;
  throw new Fault('usage/value', `expected \`${option}\` to be a name, got ${JSON.stringify(name)}`, {
    hint: 'write a name that does not begin with a dash',
  });
}

/** The folder of osbuild's cache: that given, or one where caches of root or of this user belong. */
export function cacheOf({ cache }: OsbuildGiven, host: Host): string {
  if (cache !== undefined) return resolve(host.directory, cache);
  if (process.getuid?.() === 0) return '/var/cache/bootwright/store';
  const own = host.environment.XDG_CACHE_HOME;
  return join(own?.startsWith('/') === true ? own : join(homedir(), '.cache'), 'bootwright/store');
}
