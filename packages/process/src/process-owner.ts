import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Owner } from './owner.ts';
import { startInStat } from './owner.ts';

/** This process as an owner. */
export function thisProcess(): Owner {
  return { pid: process.pid, start: startOf(process.pid) ?? 0, place: thisPlace() };
}

/** Whether the process still runs. One of the same id that was started at another time is another. */
export function isAlive({ pid, start }: Pick<Owner, 'pid' | 'start'>): boolean {
  const found = startOf(pid);
  if (found !== undefined) return found === start;
  return !existsSync('/proc/self/stat') && answersSignals(pid);
}

function startOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // A zombie has ended; only its parent has not looked yet.
    return /\) [ZX] [^)]*$/.test(stat) ? undefined : startInStat(stat);
  } catch {
    return undefined;
  }
}

function thisPlace(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    return `${boot}/${/\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? ''}`;
  } catch {
    return hostname();
  }
}

/** Where there is no /proc. */
function answersSignals(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
