import type { Environment } from '@bootwright/process';
import { notReady, type Readiness, ready } from '../suites/suite.ts';
import { programsMissing } from './need-programs.ts';
import { probeSuiteRoots } from './suite-roots.ts';

/** Programs that create and boot an ISO and a network boot. */
const programs = [
  ...['grub-mkimage', 'mksquashfs', 'xorrisofs', 'mformat', 'mcopy', 'busybox', 'xz', 'qemu-system-x86_64'],
];

/** Whether the suite's own ISO and network boot can be created and booted on this host. */
export function probeMedia(environment: Environment): Readiness<{ readonly roots: string }> {
  if (process.arch !== 'x64') {
    return notReady(`the media are for x86_64, and the host is ${process.arch}`, 'run the suite on x86_64');
  }
  const missing = programsMissing(programs, environment);
  if (missing !== undefined) return missing;
  const roots = probeSuiteRoots(environment);
  return roots.kind === 'ready' ? ready({ roots: roots.capability.folder }) : roots;
}
