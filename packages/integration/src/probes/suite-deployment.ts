import type { Environment } from '@bootwright/process';
import type { Readiness } from '../suites/suite.ts';
import { programsMissing } from './need-programs.ts';
import { probeDisks } from './suite-disks.ts';

/** Whether the suite's own deployment can be created, and booted with a TPM, on this host. */
export function probeDeployment(environment: Environment): Readiness<{ readonly roots: string }> {
  const missing = programsMissing(['chroot', 'getfattr', 'openssl', 'swtpm'], environment);
  return missing ?? probeDisks(environment);
}
