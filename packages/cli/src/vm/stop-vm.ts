import { sweepLeases } from '@bootwright/process';
import type { Host } from '../host.ts';
import { askVm } from './control-client.ts';
import type { RunningVm } from './vm-folder.ts';
import { hasEnded, signalVm } from './vm-process.ts';

/** How a virtual machine ended. */
export type VmEnd =
  /** The guest powered off by itself. */
  | 'powered-off'
  /** It did not, or was not asked, and its process ended it. */
  | 'ended'
  /** Its process did not either, and was killed with it. */
  | 'killed'
  /** Nothing ended it. */
  | 'left';

/** How long a process may take to end its machine after the guest had its time, in milliseconds. */
const endingTime = 8000;
/** How long the system may take to end a process that is killed, in milliseconds. */
const killingTime = 5000;

/**
 * Ends a virtual machine: by its power button, then with its process, and at last by killing that. The guest may power off
 * for `grace` milliseconds; with 0 it ends at once.
 */
export async function stopVm(vm: RunningVm, grace: number, host: Host): Promise<VmEnd> {
  const begun = performance.now();
  const asked = await askVm(vm, { action: 'stop', grace }).then(
    () => true,
    () => false,
  );
  if (asked && (await hasEnded(vm, grace + endingTime))) {
    return performance.now() - begun < grace ? 'powered-off' : 'ended';
  }
  if (!signalVm(vm, 'SIGTERM')) return (await hasEnded(vm, 0)) ? 'ended' : 'left';
  if (await hasEnded(vm, endingTime)) return 'ended';
  if (!signalVm(vm, 'SIGKILL') && !(await hasEnded(vm, 0))) return 'left';
  const isKilled = await hasEnded(vm, killingTime);
  // What it could not release itself.
  await sweepLeases({ runner: await host.commandRunner(host.environment), environment: host.environment });
  return isKilled ? 'killed' : 'left';
}
