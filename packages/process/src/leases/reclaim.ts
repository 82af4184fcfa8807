import { lstatSync, realpathSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Notice, pushAll, unreachable } from '@bootwright/core';
import { type CommandResult, type CommandRunner, outputText } from '../command/command.ts';
import { commandFault } from '../command/command-fault.ts';
import { removeTreeIn } from '../files/folder/change-beneath.ts';
import { FolderHandle } from '../files/folder/folder-handle.ts';
import { listDirectory } from '../files/list-directory.ts';
import { readTextIfThere } from '../files/read-text.ts';
import { killLeaseProcesses } from './lease-processes.ts';
import { isWithin, mountsUnder } from './mount-table.ts';
import { readNotes } from './resource-notes.ts';
import { renderTrackedResource, type TrackedResource } from './tracked-resource.ts';

export interface Reclaimed {
  readonly lease: string;
  /** How many processes were still running and were killed. */
  readonly processes: number;
  /** Containers, devices, mount points and paths that were removed, in order. */
  readonly removed: readonly string[];
  /** What could not be removed, and why; the lease then stays for the next sweep. */
  readonly left: readonly Notice[];
}

const patience = { timeoutMilliseconds: 30_000 };

/**
 * Releases a lease: its processes, then its tracked resources, the last first, then its own folder. Nothing is removed
 * through a link or across a mount.
 */
export async function reclaim(lease: string, folder: string, runner: CommandRunner): Promise<Reclaimed> {
  const { killed, left } = await killLeaseProcesses(lease);
  const removed: string[] = [];
  const notices: Notice[] = [];
  if (left > 0) {
    const message = `${left} processes of an earlier run cannot be killed`;
    notices.push({ code: 'lease/left', message, hint: `look for BOOTWRIGHT_LEASE=${lease} in /proc/*/environ` });
  }
  for (const thing of readNotes(folder)) {
    const result = await releaseResource(thing, runner);
    pushAll(removed, result.removed);
    for (const reason of result.reasons) notices.push(notRemoved(thing, reason));
  }
  if (notices.length === 0) rmSync(folder, { recursive: true, force: true });
  return { lease, processes: killed, removed, left: notices };
}

interface Release {
  readonly removed: readonly string[];
  /** Why a resource still exists. */
  readonly reasons: readonly string[];
}

function notRemoved(thing: TrackedResource, reason: string): Notice {
  return {
    code: 'lease/left',
    message: `${renderTrackedResource(thing)}, left by an earlier run, cannot be removed: ${reason}`,
    hint: 'remove it manually; the next start tries again',
  };
}

async function releaseResource(thing: TrackedResource, runner: CommandRunner): Promise<Release> {
  switch (thing.kind) {
    case 'container':
      return removeContainer(thing.engine, thing.name, runner);
    case 'mounts':
      return unmount(thing.under, runner);
    case 'loop-devices':
      return detachLoopDevices(thing.backing, runner);
    case 'path':
      return joined([await unmount(thing.path, runner), await detachLoopDevices(thing.path, runner)], () =>
        removePath(thing.path),
      );
    default:
      return unreachable(thing);
  }
}

const nothing: Release = { removed: [], reasons: [] };

/** Several releases as one. Runs the last step only if those before left nothing. */
function joined(first: readonly Release[], last: () => Release = () => nothing): Release {
  const isDone = first.every(({ reasons }) => reasons.length === 0);
  const all = isDone ? [...first, last()] : first;
  return { removed: all.flatMap(({ removed }) => removed), reasons: all.flatMap(({ reasons }) => reasons) };
}

async function removeContainer(engine: string, name: string, runner: CommandRunner): Promise<Release> {
  const result = await runner.run([engine, 'rm', '--force', '--volumes', name], patience);
  const said = 'stderr' in result ? outputText(result.stderr) : '';
  if (/no such container|no container with name/i.test(said)) return nothing;
  return removal(name, result);
}

async function unmount(folder: string, runner: CommandRunner): Promise<Release> {
  const found: Release[] = [];
  for (const point of mountsUnder(folder, readTextIfThere('/proc/self/mountinfo'))) {
    const result = await runner.run(['umount', '--', point], patience);
    // A lazy unmount hides a busy mount now, and removes it when it is no longer used.
    const succeeded = result.kind === 'exited' && result.code === 0;
    found.push(removal(point, succeeded ? result : await runner.run(['umount', '--lazy', '--', point], patience)));
  }
  return joined(found);
}

async function detachLoopDevices(backing: string, runner: CommandRunner): Promise<Release> {
  const found: Release[] = [];
  for (const name of listDirectory('/sys/block').filter((block) => block.startsWith('loop'))) {
    // The kernel shows a deleted file as `/path (deleted)`.
    const file = readTextIfThere(join('/sys/block', name, 'loop/backing_file')).replace(/(?: \(deleted\))?\n?$/, '');
    if (!isWithin(file, backing)) continue;
    found.push(removal(`/dev/${name}`, await runner.run(['losetup', '--detach', `/dev/${name}`], patience)));
  }
  return joined(found);
}

function removePath(path: string): Release {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return nothing;
  if (found.uid !== process.getuid?.()) return { removed: [], reasons: ['another user owns it'] };
  try {
    using folder = FolderHandle.open(dirname(path));
    // A user who can write to a parent folder could have replaced it with a link.
    if (realpathSync(folder.path()) !== dirname(path)) return { removed: [], reasons: ['a link leads to it'] };
    removeTreeIn(folder, basename(path));
    return { removed: [path], reasons: [] };
  } catch (error) {
    return { removed: [], reasons: [error instanceof Error ? error.message : String(error)] };
  }
}

function removal(name: string, result: CommandResult): Release {
  const fault = commandFault(result);
  return fault === undefined
    ? { removed: [name], reasons: [] }
    : { removed: [], reasons: [[fault.message, ...fault.quoted].join('; ')] };
}
