import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, orAbsent } from '@bootwright/process';
import { type RunningVm, vmFiles } from './vm-folder.ts';

/** Milliseconds between two looks whether a process has ended. */
const lookInterval = 50;

/** Whether a virtual machine has ended, or does so in that time: its process has, or has taken its name back. */
export async function hasEnded(
  { owner, folder }: Pick<RunningVm, 'owner' | 'folder'>,
  milliseconds: number,
): Promise<boolean> {
  const end = performance.now() + milliseconds;
  while (isAlive(owner) && existsSync(folder)) {
    if (performance.now() >= end) return false;
    await sleep(lookInterval);
  }
  return true;
}

/**
 * Sends a signal to the process of a virtual machine, and to no other: it must have the id and the time of start that its
 * folder names, and hold its socket. Returns false where that is not so.
 */
export function signalVm(vm: Pick<RunningVm, 'owner' | 'folder'>, signal: 'SIGTERM' | 'SIGKILL'): boolean {
  if (!isAlive(vm.owner) || !holdsSocket(vm.owner.pid, join(vm.folder, vmFiles.control))) return false;
  return orAbsent(() => process.kill(vm.owner.pid, signal)) === true;
}

/** Whether a process listens on the socket at a path: /proc/net/unix names its inode, and a link in /proc/PID/fd. */
export function holdsSocket(pid: number, path: string): boolean {
  try {
    // Connections that were made to it have the same path.
    const sockets = readFileSync('/proc/net/unix', 'latin1').split('\n');
    const inodes = sockets.filter((line) => line.endsWith(` ${path}`)).map((line) => line.trim().split(/\s+/)[6]);
    const links = inodes.map((inode) => `socket:[${inode}]`);
    const linkOf = (name: string) => orAbsent(() => readlinkSync(`/proc/${pid}/fd/${name}`)) ?? '';
    return readdirSync(`/proc/${pid}/fd`).some((name) => links.includes(linkOf(name)));
  } catch {
    return false;
  }
}
