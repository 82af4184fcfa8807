import { randomBytes } from 'node:crypto';
import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '@bootwright/core';
import type { CommandRunner } from '../command/command.ts';
import type { Environment } from '../command/environment.ts';
import { isPrivateFolder } from '../files/folder/private-folder.ts';
import { thisProcess } from '../owner/process-owner.ts';
import { leaseName, renderLeaseName } from './lease-name.ts';
import { leaseVariable } from './lease-processes.ts';
import { type Reclaimed, reclaim } from './reclaim.ts';
import { type ResourceNote, writeNote } from './resource-notes.ts';
import { dataFolder, makeStateFolder } from './state-folder.ts';
import type { TrackedResource } from './tracked-resource.ts';

/** What opening a lease and sweeping earlier ones need. */
export interface LeaseOptions {
  readonly runner: CommandRunner;
  readonly environment: Environment;
}

/**
 * Tracks the resources of one build or boot, so that all of them are released: by `release`, or, if this process is
 * killed before, by `sweepLeases` in a later one.
 */
export interface Lease {
  /** 16 hexadecimal digits, unique for each lease. */
  readonly id: string;
  /** A private folder for temporary files of any size, below TMPDIR or /var/tmp. */
  readonly folder: string;
  /** A private folder for sockets, whose paths must be short, and other small files. */
  readonly runFolder: string;
  /** Variables for every child process, by which its descendants are found. */
  readonly environment: Readonly<Record<string, string>>;
  /** Tracks a resource. Call it before the resource is created: the note is on disk when it returns. */
  note(resource: TrackedResource): ResourceNote;
  /** Ends processes of the lease, and releases all tracked resources and both folders. Further calls have no effect. */
  release(): Promise<Reclaimed>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Runs programs, and tracks the resources that they take. */
export interface LeaseContext {
  readonly runner: CommandRunner;
  readonly lease: Lease;
}

/** Opens a lease; `purpose`, such as `boot`, is part of the folder's name. Fault: `lease/folder`. */
export function openLease(purpose: string, { runner, environment }: LeaseOptions): Lease {
  const id = randomBytes(8).toString('hex');
  const place = orFault(() => realpathSync(dataFolder(environment)));
  if (!isPrivateFolder(place)) throw replaceableFolder(place);
  const state = join(makeStateFolder(environment), renderLeaseName(leaseName(id, thisProcess())));
  mkdirSync(state, { mode: 0o700 });
  const folder = join(place, `bootwright-${purpose}-${id}`);
  writeNote(state, { kind: 'path', path: folder });
  orFault(() => mkdirSync(folder, { mode: 0o700 }));
  let released: Promise<Reclaimed> | undefined;
  const release = () => {
    released ??= reclaim(id, state, runner);
    return released;
  };
  return {
    id,
    folder,
    runFolder: state,
    environment: { [leaseVariable]: id },
    note: (resource) => writeNote(state, resource),
    release,
    [Symbol.asyncDispose]: async () => {
      await release();
    },
  };
}

/** Other programs write below this path, as root if this process is. */
function replaceableFolder(folder: string): Fault {
  return new Fault('lease/folder', `another user could replace temporary files in ${folder}`, {
    at: { file: folder },
    hint: 'set TMPDIR to a folder whose path only you or root can change',
  });
}

/** Runs `act`; its errors become the fault `lease/folder`. */
function orFault<T>(act: () => T): T {
  try {
    return act();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Fault('lease/folder', `cannot create a folder for temporary files: ${reason}`, {
      hint: 'set TMPDIR to a writable folder with room for the disk',
      cause,
    });
  }
}
