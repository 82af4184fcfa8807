import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { listDirectory } from '../files/list-directory.ts';
import { isAlive, thisProcess } from '../owner/process-owner.ts';
import type { LeaseOptions } from './lease.ts';
import { leaseName, parseLeaseName, renderLeaseName } from './lease-name.ts';
import { type Reclaimed, reclaim } from './reclaim.ts';
import { isOurs, stateFolders } from './state-folder.ts';

/**
 * Gives back what runs of this user that were killed have left; returns what that was, nothing in most cases. Leases
 * of processes that live, or that are in another space of process ids, are left alone. Several sweeps may run at once.
 */
export async function sweepLeases({ runner, environment }: LeaseOptions): Promise<readonly Reclaimed[]> {
  const swept: Reclaimed[] = [];
  for (const state of stateFolders(environment)) {
    for (const name of listDirectory(state)) {
      const taken = takeOver(state, name);
      if (taken !== undefined) swept.push(await reclaim(taken.id, taken.folder, runner));
    }
  }
  return swept;
}

/**
 * Makes the lease of a dead owner this process's own: of several sweeps one succeeds, and where that one is killed as
 * well, the lease is again one of a dead owner.
 */
function takeOver(state: string, name: string): { readonly id: string; readonly folder: string } | undefined {
  const lease = parseLeaseName(name);
  const own = lease === undefined ? undefined : leaseName(lease.id, thisProcess());
  if (lease === undefined || own === undefined || own.place !== lease.place) return undefined;
  // One of this process that an earlier sweep could not give back whole is tried by the next process.
  if (isAlive(lease.owner) || !isOurs(join(state, name))) return undefined;
  const folder = join(state, renderLeaseName(own));
  try {
    renameSync(join(state, name), folder);
    return { id: lease.id, folder };
  } catch {
    return undefined;
  }
}
