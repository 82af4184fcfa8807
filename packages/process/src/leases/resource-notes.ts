import { lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listDirectory } from '../files/list-directory.ts';
import { encodeTrackedResource, parseTrackedResource, type TrackedResource } from './tracked-resource.ts';

export interface ResourceNote {
  /** Removes the note of a released resource. */
  release(): void;
}

const notePattern = /^\d+\.json$/;
/** The size limit of a note. */
const largestNote = 16 * 1024;

let written = 0;

/** Writes a note atomically, so that a reader never sees a part of it. */
export function writeNote(folder: string, thing: TrackedResource): ResourceNote {
  written++;
  const file = join(folder, `${written}.json`);
  writeFileSync(`${file}.part`, encodeTrackedResource(thing), { mode: 0o600 });
  renameSync(`${file}.part`, file);
  return { release: () => rmSync(file, { force: true }) };
}

/** The resources of a lease, the last first: a mount uses a device, a device a file. */
export function readNotes(folder: string): readonly TrackedResource[] {
  const number = (name: string) => Number.parseInt(name, 10);
  return listDirectory(folder)
    .filter((name) => notePattern.test(name))
    .sort((one, other) => number(other) - number(one))
    .flatMap((name) => readNote(join(folder, name)) ?? []);
}

function readNote(file: string): TrackedResource | undefined {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found?.isFile() !== true || found.size > largestNote) return undefined;
  return parseTrackedResource(readFileSync(file, 'utf8'));
}
