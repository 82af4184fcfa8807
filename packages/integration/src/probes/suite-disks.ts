import type { Environment } from '@bootwright/process';
import type { Readiness } from '../suites/suite.ts';
import { probeBootableRoots } from './suite-roots.ts';

/** Programs that create and boot the disks. */
const programs = ['sfdisk', 'mke2fs', 'mformat', 'mcopy', 'sbsign', 'sbattach', 'qemu-system-x86_64'];

/** Whether the suite's own disks can be created and booted on this host. */
export const probeDisks = (environment: Environment): Readiness<{ readonly roots: string }> =>
  probeBootableRoots('disks', programs, environment);
