import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { processesWith } from '../../container-engine/testing/real-engine.ts';

/** What a run could leave on this machine. */
export interface Belongings {
  readonly processes: readonly string[];
  readonly mounts: readonly string[];
  readonly loopDevices: readonly string[];
  readonly files: readonly string[];
}

/** By which testcontainers lets one process at a time look for its reaper: empty, and one for all times. */
const librarysLock = /^testcontainers-node-\d+\.lock$/;

/** What there is of the run in the folder `home`. */
export function belongings(home: string): Belongings {
  return {
    processes: commandsWith(`BOOTWRIGHT_TEST=${home}`),
    mounts: linesOf('/proc/self/mountinfo')
      .map((line) => line.split(' ')[4] ?? '')
      .filter((point) => point.startsWith(`${home}/`)),
    loopDevices: namesIn('/sys/block')
      .flatMap((device) => linesOf(join('/sys/block', device, 'loop/backing_file')))
      .filter((file) => file.startsWith(`${home}/`)),
    files: readdirSync(join(home, 'tmp')).filter((name) => !librarysLock.test(name)),
  };
}

/** What is in a folder, such as /sys/block, which a container may lack. */
function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** Those that run the suite itself are no matter: this process, its parents, and what vitest keeps for its own use. */
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
