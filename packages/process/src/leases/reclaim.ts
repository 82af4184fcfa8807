import { lstatSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Notice, pushAll, unreachable } from '@bootwright/core';
import { type CommandResult, type CommandRunner, outputText } from '../command/command.ts';
import { commandFault } from '../command/command-fault.ts';
import { removeTreeIn } from '../files/folder/change-beneath.ts';
import { FolderHandle } from '../files/folder/folder-handle.ts';
import { listDirectory } from '../files/list-directory.ts';
import { killLeaseProcesses } from './lease-processes.ts';
import { isWithin, mountsUnder } from './mount-table.ts';
import { readNotes } from './resource-notes.ts';
import { renderTrackedResource, type TrackedResource } from './tracked-resource.ts';

/** What was given back of a lease. */
export interface Reclaimed {
  readonly lease: string;
  /** How many processes were still running. */
  readonly processes: number;
  /** What was there and is no more: the containers, devices, mount points and paths, in the order of removal. */
  readonly removed: readonly string[];
  /** What could not be removed, and why; the lease stays, for the next sweep. */
  readonly left: readonly Notice[];
}

const patience = { timeoutMilliseconds: 30_000 };

/**
 * Gives back all that a lease holds: its processes, then what is noted, the last first, then its own folder. Nothing
 * is removed through a link or across a mount.
 */
export async function reclaim(lease: string, folder: string, runner: CommandRunner): Promise<Reclaimed> {
  const { killed, left } = await killLeaseProcesses(lease);
  const removed: string[] = [];
  const notices: Notice[] = [];
  if (left > 0) {
    const message = `${left} processes of an earlier run do not end`;
    notices.push({ code: 'lease/left', message, hint: `look for BOOTWRIGHT_LEASE=${lease} in /proc/*/environ` });
  }
  for (const thing of readNotes(folder)) {
    const result = await giveBack(thing, runner);
    pushAll(removed, result.removed);
    pushAll(
      notices,
      result.reasons.map((reason) => notRemoved(thing, reason)),
    );
  }
  if (notices.length === 0) rmSync(folder, { recursive: true, force: true });
  return { lease, processes: killed, removed, left: notices };
}

interface GivenBack {
  readonly removed: readonly string[];
  /** Why something is still there. */
  readonly reasons: readonly string[];
}

function notRemoved(thing: TrackedResource, reason: string): Notice {
  return {
    code: 'lease/left',
    message: `${renderTrackedResource(thing)}, left by an earlier run, cannot be removed: ${reason}`,
    hint: 'remove it by hand; the next start tries again',
  };
}

async function giveBack(thing: TrackedResource, runner: CommandRunner): Promise<GivenBack> {
  switch (thing.kind) {
    case 'container':
      return removeContainer(thing.engine, thing.name, runner);
    case 'mounts':
      return unmount(thing.under, runner);
    case 'loop-devices':
      return detachLoopDevices(thing.backing, runner);
    case 'path':
      return both([await unmount(thing.path, runner), await detachLoopDevices(thing.path, runner)], () =>
        removePath(thing.path),
      );
    default:
      return unreachable(thing);
  }
}

/** The next step is taken only where nothing is left of the first ones. */
function both(first: readonly GivenBack[], next: () => GivenBack): GivenBack {
  const reasons = first.flatMap((one) => one.reasons);
  const last = reasons.length === 0 ? next() : { removed: [], reasons: [] };
  return { removed: [...first.flatMap((one) => one.removed), ...last.removed], reasons: [...reasons, ...last.reasons] };
}

async function removeContainer(engine: string, name: string, runner: CommandRunner): Promise<GivenBack> {
  const result = await runner.run([engine, 'rm', '--force', '--volumes', name], patience);
  const said = 'stderr' in result ? outputText(result.stderr) : '';
  if (/no such container|no container with name/i.test(said)) return { removed: [], reasons: [] };
  return gone(name, result);
}

async function unmount(folder: string, runner: CommandRunner): Promise<GivenBack> {
  const found: GivenBack[] = [];
  for (const point of mountsUnder(folder, readText('/proc/self/mountinfo'))) {
    const result = await runner.run(['umount', '--', point], patience);
    // What is still busy goes as soon as nobody uses it; meanwhile nobody finds it.
    const succeeded = result.kind === 'exited' && result.code === 0;
    found.push(gone(point, succeeded ? result : await runner.run(['umount', '--lazy', '--', point], patience)));
  }
  return both(found, () => ({ removed: [], reasons: [] }));
}

async function detachLoopDevices(backing: string, runner: CommandRunner): Promise<GivenBack> {
  const found: GivenBack[] = [];
  for (const name of listDirectory('/sys/block').filter((block) => block.startsWith('loop'))) {
    // The kernel says of a file that is no more: `/path (deleted)`.
    const file = readText(join('/sys/block', name, 'loop/backing_file')).replace(/(?: \(deleted\))?\n?$/, '');
    if (!isWithin(file, backing)) continue;
    found.push(gone(`/dev/${name}`, await runner.run(['losetup', '--detach', `/dev/${name}`], patience)));
  }
  return both(found, () => ({ removed: [], reasons: [] }));
}

function removePath(path: string): GivenBack {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return { removed: [], reasons: [] };
  if (found.uid !== process.getuid?.()) return { removed: [], reasons: ['it belongs to another user'] };
  try {
    const folder = FolderHandle.open(dirname(path));
    try {
      // Whoever may write to a folder above could have put a link in its place.
      if (realpathSync(folder.path()) !== dirname(path)) return { removed: [], reasons: ['a link leads to it'] };
      removeTreeIn(folder, basename(path));
    } finally {
      folder.close();
    }
    return { removed: [path], reasons: [] };
  } catch (error) {
    return { removed: [], reasons: [error instanceof Error ? error.message : String(error)] };
  }
}

function gone(name: string, result: CommandResult): GivenBack {
  const fault = commandFault(result);
  return fault === undefined
    ? { removed: [name], reasons: [] }
    : { removed: [], reasons: [[fault.message, ...fault.quoted].join('; ')] };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
