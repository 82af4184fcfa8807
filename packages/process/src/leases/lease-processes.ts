import { setTimeout } from 'node:timers/promises';
import { listDirectory } from '../files/list-directory.ts';
import { readTextIfThere } from '../files/read-text.ts';

/** The variable that every descendant of a lease's owner has in its environment. */
export const leaseVariable = 'BOOTWRIGHT_LEASE';

/** How often processes are searched: one may start another while it is killed. */
const rounds = 50;

/** Kills all processes of a lease but this one; returns how many were killed and how many remain. */
export async function killLeaseProcesses(id: string): Promise<{ readonly killed: number; readonly left: number }> {
  const killed = new Set<number>();
  for (let round = 0; round < rounds; round++) {
    const found = leaseProcesses(id);
    if (found.length === 0) return { killed: killed.size, left: 0 };
    for (const pid of found) {
      killed.add(pid);
      kill(pid);
    }
    await setTimeout(20);
  }
  return { killed: killed.size, left: leaseProcesses(id).length };
}

/** Process ids of a lease, without this process. Nothing is found without /proc, and of other users. */
export function leaseProcesses(id: string): readonly number[] {
  const wanted = `\0${leaseVariable}=${id}\0`;
  return listDirectory('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => `\0${readTextIfThere(`/proc/${name}/environ`)}\0`.includes(wanted))
    .map(Number);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile, or belongs to another user now.
  }
}
