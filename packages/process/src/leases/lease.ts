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

/** What a lease is opened, and earlier ones swept, with. */
export interface LeaseOptions {
  readonly runner: CommandRunner;
  readonly environment: Environment;
}

/**
 * What one build or boot has taken of the machine, so that all of it is given back: by `release`, or, where this process
 * is killed before, by the `sweepLeases` of a later one.
 */
export interface Lease {
  /** 16 hexadecimal digits that no other lease has. */
  readonly id: string;
  /** For temporary files of any size; below TMPDIR or /var/tmp, of this user alone. */
  readonly folder: string;
  /** For sockets, whose paths have to be short, and other small things. */
  readonly runFolder: string;
  /** To be given to every child, so that its descendants are found as well. */
  readonly environment: Readonly<Record<string, string>>;
  /** To be called before the thing is taken; the note is on the file system when it returns. */
  note(thing: TrackedResource): ResourceNote;
  /** Ends processes of the lease that still run and gives all noted things and both folders back. Once, however often. */
  release(): Promise<Reclaimed>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Opens a lease; `purpose`, such as `boot`, is part of the folder's name. Fault: `lease/folder`. */
export function openLease(purpose: string, { runner, environment }: LeaseOptions): Lease {
  const id = randomBytes(8).toString('hex');
  const place = orFault(() => realpathSync(dataFolder(environment)));
  if (!isPrivateFolder(place)) throw replaceable(place);
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
    note: (thing) => writeNote(state, thing),
    release,
    [Symbol.asyncDispose]: async () => {
      await release();
    },
  };
}

/** Other programs write below the folder by its path, as root where this process is root's. */
function replaceable(folder: string): Fault {
  return new Fault('lease/folder', `another user could replace temporary files in ${folder}`, {
    at: { file: folder },
    hint: 'set TMPDIR to a folder that is yours, in folders of yours or of root',
  });
}

/** What `act` gives; its errors become the fault `lease/folder`. */
function orFault<T>(act: () => T): T {
  try {
    return act();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Fault('lease/folder', `no folder can be made for temporary files: ${reason}`, {
      hint: 'set TMPDIR to a folder that you may write to, with room for the disk',
      cause,
    });
  }
}
