import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { orAbsent } from '../files/or-absent.ts';
import type { Owner } from './owner.ts';
import { startInStat } from './owner.ts';

export function thisProcess(): Owner {
  return { pid: process.pid, start: startOf(process.pid) ?? 0, place: thisPlace() };
}

/** Whether the process still runs. One of the same id that was started at another time is another. */
export function isAlive({ pid, start }: Pick<Owner, 'pid' | 'start'>): boolean {
  const found = startOf(pid);
  if (found !== undefined) return found === start;
  // Where there is no /proc, one that runs takes a signal.
  return !existsSync('/proc/self/stat') && orAbsent(() => process.kill(pid, 0)) === true;
}

function startOf(pid: number): number | undefined {
  const stat = orAbsent(() => readFileSync(`/proc/${pid}/stat`, 'latin1'));
  // A zombie has ended; only its parent has not looked yet.
  return stat === undefined || /\) [ZX] [^)]*$/.test(stat) ? undefined : startInStat(stat);
}

function thisPlace(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    return `${boot}/${/\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? ''}`;
  } catch {
    return hostname();
  }
}

/**
 * A text that this installation of the system has and others do not, to sign what a later run is to recognise as ours; it
 * is never written down. The machine's id where it has one (machine-id(5)), or else that of its start.
 */
export function hostSecret(): string {
  for (const file of ['/etc/machine-id', '/proc/sys/kernel/random/boot_id']) {
    try {
      const text = readFileSync(file, 'latin1').trim();
      if (/^[0-9a-f-]{32,36}$/.test(text)) return text;
    } catch {
      // A container may have no id of its own.
    }
  }
  return hostname();
}
