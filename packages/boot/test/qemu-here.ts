import { findProgram } from '@bootwright/process';

/** Why no machine can be started here; empty where one can. */
export function whyNoQemu(): string {
  if (process.arch !== 'x64') return `: these disks are for x86_64, this machine is ${process.arch}`;
  return findProgram('qemu-system-x86_64', process.env) === undefined ? ': there is no qemu-system-x86_64' : '';
}
