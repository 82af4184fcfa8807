import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { listDirectory } from '../files/list-directory.ts';
import { isAlive, thisProcess } from '../owner/process-owner.ts';
import type { LeaseOptions } from './lease.ts';
import { leaseName, parseLeaseName, renderLeaseName } from './lease-name.ts';
import { type Reclaimed, reclaim } from './reclaim.ts';
import { isOurs, stateFolders } from './state-folder.ts';

/**
 * Releases the leases of this user's runs that were killed, and returns what was released. Leases of processes that are
 * alive, or in another PID namespace, are not touched. Several sweeps may run at once.
 */
export async function sweepLeases({ runner, environment }: LeaseOptions): Promise<readonly Reclaimed[]> {
  const swept: Reclaimed[] = [];
  for (const state of stateFolders(environment)) {
    for (const name of listDirectory(state)) {
      const taken = claimLease(state, name);
      if (taken !== undefined) swept.push(await reclaim(taken.id, taken.folder, runner));
    }
  }
  return swept;
}

/**
 * Takes the lease of a dead owner: of several sweeps one succeeds, and if that is killed too, the lease again has a dead
 * owner.
 */
function claimLease(state: string, name: string): { readonly id: string; readonly folder: string } | undefined {
  const lease = parseLeaseName(name);
  const own = lease === undefined ? undefined : leaseName(lease.id, thisProcess());
  if (lease === undefined || own === undefined || own.place !== lease.place) return undefined;
  // A lease that this process could not release completely is tried again by the next process.
  if (isAlive(lease.owner) || !isOurs(join(state, name))) return undefined;
  const folder = join(state, renderLeaseName(own));
  try {
    renameSync(join(state, name), folder);
    return { id: lease.id, folder };
  } catch {
    return undefined;
  }
}
