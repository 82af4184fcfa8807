import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '@bootwright/process';
import { notReady, type Readiness, ready } from '../suites/suite.ts';
import { programsMissing } from './need-programs.ts';

/** The output of .ci/make-real-root.sh. */
export interface SuiteRoots {
  readonly folder: string;
}

/** Whether `BOOTWRIGHT_ROOTS` names a folder with the roots of .ci/make-real-root.sh. */
export function probeSuiteRoots(environment: Environment): Readiness<SuiteRoots> {
  const folder = environment.BOOTWRIGHT_ROOTS ?? '';
  const cure =
    'make them with ".ci/make-real-root.sh FOLDER" and set BOOTWRIGHT_ROOTS=FOLDER; .ci/integration.sh does both';
  if (folder === '') return notReady('BOOTWRIGHT_ROOTS is not set: no roots of Debian packages', cure);
  const absent = ['sealed', 'unsealed', 'keys/db.key', 'keys/db.pem'].filter((name) => !existsSync(join(folder, name)));
  if (absent.length > 0)
    return notReady(`the folder of BOOTWRIGHT_ROOTS, ${folder}, has no ${absent.join(', ')}`, cure);
  return ready({ folder });
}

/** The folder of the roots, where this host also is an x86_64 machine with all of `programs`, on which `what` is created and booted. */
export function probeBootableRoots(
  what: string,
  programs: readonly string[],
  environment: Environment,
): Readiness<{ readonly roots: string }> {
  if (process.arch !== 'x64') {
    return notReady(`the ${what} are for x86_64, and the host is ${process.arch}`, 'run the suite on x86_64');
  }
  const missing = programsMissing(programs, environment);
  if (missing !== undefined) return missing;
  const roots = probeSuiteRoots(environment);
  return roots.kind === 'ready' ? ready({ roots: roots.capability.folder }) : roots;
}
