import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '@bootwright/core';
import {
  FolderHandle,
  isAlive,
  isOurs,
  listDirectory,
  makeStateFolder,
  readFileBeneath,
  removeTreeIn,
  stateFolders,
  thisProcess,
} from '@bootwright/process';
import type { Host } from '../host.ts';
import { parseVmFolderName, placeOf, type VmFolderName } from './vm-name.ts';
import { longestRecord, parseVmRecord, type VmRecord } from './vm-record.ts';

/** The files in the folder of a virtual machine. */
export const vmFiles = { record: 'vm.json', control: 'ctl' } as const;

/** More are not looked at. */
const mostEntries = 1000;

/** A virtual machine whose process is alive. */
export interface RunningVm extends VmFolderName, VmRecord {
  readonly folder: string;
}

/** The folder for new virtual machines, for this user alone. Faults: `vm/folder`, `lease/folder`. */
export function makeVmsFolder({ environment }: Pick<Host, 'environment'>): string {
  const folder = join(makeStateFolder(environment), 'vms');
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (cause) {
    if (!isOurs(folder)) {
      throw new Fault('vm/folder', `${folder} is not a folder that only you can write to`, {
        at: { file: folder },
        hint: 'remove it, or set XDG_RUNTIME_DIR to a folder of your own',
        cause,
      });
    }
  }
  return folder;
}

/**
 * The running virtual machines of this user, by name. What is left of those whose process has ended is removed; those of
 * another PID namespace, such as a container's, are neither shown nor touched.
 */
export function runningVms({ environment }: Pick<Host, 'environment'>): readonly RunningVm[] {
  const place = placeOf(thisProcess());
  const found = stateFolders(environment)
    .map((state) => join(state, 'vms'))
    .filter(isOurs)
    .flatMap((vms) => entriesOf(vms, place));
  return found.sort((one, other) => (one.name < other.name ? -1 : 1));
}

function entriesOf(vms: string, place: string): readonly RunningVm[] {
  return listDirectory(vms)
    .slice(0, mostEntries)
    .flatMap((entry) => {
      const named = parseVmFolderName(entry);
      const folder = join(vms, entry);
      if (named === undefined || named.place !== place || !isOurs(folder)) return [];
      if (!isAlive(named.owner)) {
        removeVmFolder(vms, entry);
        return [];
      }
      const record = readRecord(folder);
      return record === undefined ? [] : [{ ...named, ...record, folder }];
    });
}

/** Absent before it is written, and for one that somebody else has written. */
function readRecord(folder: string): VmRecord | undefined {
  try {
    using place = FolderHandle.open(folder);
    return parseVmRecord(new TextDecoder().decode(readFileBeneath(place, [vmFiles.record], longestRecord)));
  } catch {
    return undefined;
  }
}

/** Removes the folder of a virtual machine, through no link. Another process may do so at the same time. */
export function removeVmFolder(vms: string, entry: string): void {
  try {
    using place = FolderHandle.open(vms);
    removeTreeIn(place, entry);
  } catch {
    // The next look removes it.
  }
}
