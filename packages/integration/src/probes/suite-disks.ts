import type { Environment } from '@bootwright/process';
import { notReady, type Readiness, ready } from '../rungs/rung.ts';
import { programsMissing } from './need-programs.ts';
import { probeSuiteRoots } from './suite-roots.ts';

/** What makes the disks, and boots them. */
const programs = ['sfdisk', 'mke2fs', 'mformat', 'mcopy', 'sbsign', 'sbattach', 'qemu-system-x86_64'];

/** Whether the suite's own disks can be made and booted here. */
export function probeDisks(environment: Environment): Readiness<{ readonly roots: string }> {
  if (process.arch !== 'x64') {
    return notReady(`they are made for x86_64, and this machine is ${process.arch}`, 'run the suite on x86_64');
  }
  const missing = programsMissing(programs, environment);
  if (missing !== undefined) return missing;
  const roots = probeSuiteRoots(environment);
  return roots.kind === 'ready' ? ready({ roots: roots.means.folder }) : roots;
}
