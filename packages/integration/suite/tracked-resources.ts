import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listDirectory } from '@bootwright/process';
import { processesWith } from '../../container-engine/testing/real-engine.ts';

/** Resources that a run could leave on the host. */
export interface TrackedResources {
  readonly processes: readonly string[];
  readonly mounts: readonly string[];
  readonly loopDevices: readonly string[];
  readonly files: readonly string[];
}

/** The lock with which testcontainers looks for its reaper: an empty file that is never removed. */
const libraryLock = /^testcontainers-node-\d+\.lock$/;

/** The resources of the run in the folder `home`. */
export function trackedResources(home: string): TrackedResources {
  return {
    processes: commandsWith(`BOOTWRIGHT_TEST=${home}`),
    mounts: linesOf('/proc/self/mountinfo')
      .map((line) => line.split(' ')[4] ?? '')
      .filter((point) => point.startsWith(`${home}/`)),
    loopDevices: listDirectory('/sys/block')
      .flatMap((device) => linesOf(join('/sys/block', device, 'loop/backing_file')))
      .filter((file) => file.startsWith(`${home}/`)),
    files: readdirSync(join(home, 'tmp')).filter((name) => !libraryLock.test(name)),
  };
}

/** Commands of processes with a mark, without those that run the suite: this process, its parents, and helpers of vitest. */
function commandsWith(mark: string): readonly string[] {
  const own = new Set(ancestors(String(process.pid)));
  return processesWith(mark)
    .filter((pid) => !own.has(pid))
    .map((pid) => linesOf(`/proc/${pid}/cmdline`)[0]?.replaceAll('\0', ' ').trim() ?? pid)
    .filter((command) => !/\besbuild\b.*--service/.test(command));
}

function ancestors(pid: string): readonly string[] {
  const line = linesOf(`/proc/${pid}/status`).find((found) => found.startsWith('PPid:'));
  const parent = line?.slice(5).trim() ?? '0';
  return parent === '0' ? [pid] : [pid, ...ancestors(parent)];
}

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  } catch {
    return [];
  }
}
