import type { Environment } from '@bootwright/process';
import type { Readiness } from '../suites/suite.ts';
import { probeBootableRoots } from './suite-roots.ts';

/** Programs that create and boot an ISO and a network boot. */
const programs = [
  ...['grub-mkimage', 'mksquashfs', 'xorrisofs', 'mformat', 'mcopy', 'busybox', 'xz', 'qemu-system-x86_64'],
];

/** Whether the suite's own ISO and network boot can be created and booted on this host. */
export const probeMedia = (environment: Environment): Readiness<{ readonly roots: string }> =>
  probeBootableRoots('media', programs, environment);
