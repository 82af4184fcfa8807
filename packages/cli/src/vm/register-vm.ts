import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { defined, Fault } from '@bootwright/core';
import { errorCode, FolderHandle, replaceFileIn, thisProcess } from '@bootwright/process';
import type { Machine } from '@bootwright/vm';
import type { Host } from '../host.ts';
import { serveControl } from './control-server.ts';
import { makeVmsFolder, removeVmFolder, runningVms, vmFiles } from './vm-folder.ts';
import { defaultVmName, renderVmFolderName, vmFolderName } from './vm-name.ts';
import { encodeVmRecord, type VmRecord } from './vm-record.ts';

/** A virtual machine of this process that others find by its name. Disposing of it takes the name back. */
export interface RegisteredVm {
  readonly name: string;
  /** A private folder, for its keys. */
  readonly folder: string;
  /** Says that the machine can be used, and serves those who use it; `asked` is called when it is asked to end. */
  open(machine: Machine, asked: (graceMilliseconds: number) => void): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** What names a virtual machine. */
export interface VmRequest {
  /** As `--name` gives it; by default a name is made of that of the disk. */
  readonly name?: string;
  readonly image: string;
  readonly architecture: string;
}

/**
 * Takes a name for the machine that this process is about to start. Each process first writes that it takes the name, and
 * then looks who else has it: of two at the same time at least one sees the other, and leaves. Faults: `vm/name`, and those
 * of `makeVmsFolder`.
 */
export function registerVm(request: VmRequest, host: Pick<Host, 'environment'>): RegisteredVm {
  const vms = makeVmsFolder(host);
  const { image, architecture } = request;
  const record: VmRecord = { image, architecture, since: new Date().toISOString(), state: 'starting' };
  for (const name of candidates(request, host)) {
    const entry = renderVmFolderName(vmFolderName(name, thisProcess()));
    const folder = join(vms, entry);
    if (!isMade(folder)) continue;
    write(folder, record);
    if (runningVms(host).some((vm) => vm.name === name && vm.folder !== folder)) {
      removeVmFolder(vms, entry);
      continue;
    }
    let close: (() => void) | undefined;
    return {
      name,
      folder,
      open: async (machine, asked) => {
        close = await serveControl(join(folder, vmFiles.control), machine, asked);
        write(folder, { ...record, state: 'running', ...defined({ sshPort: machine.sshPort }) });
      },
      [Symbol.asyncDispose]: async () => {
        close?.();
        removeVmFolder(vms, entry);
      },
    };
  }
  const name = request.name ?? defaultVmName(image);
  throw new Fault('vm/name', `a virtual machine with the name ${name} runs already`, {
    hint: `give another --name, or end it with "bootwright vm stop ${name}"`,
  });
}

/** False where this very process has a machine of that name. */
function isMade(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Of a default name also `NAME-2`, and one with the number of this process, which no other takes at the same time. */
function candidates({ name, image }: VmRequest, host: Pick<Host, 'environment'>): readonly string[] {
  if (name !== undefined) return [name];
  const usual = defaultVmName(image);
  const taken = runningVms(host).map((vm) => vm.name);
  const numbered = Array.from({ length: taken.length + 1 }, (_, index) => `${usual}-${index + 2}`);
  const free = [usual, ...numbered].filter((one) => !taken.includes(one)).slice(0, 1);
  return [...free, `${usual}-${process.pid}`];
}

function write(folder: string, record: VmRecord): void {
  using place = FolderHandle.open(folder);
  replaceFileIn(place, vmFiles.record, encodeVmRecord(record));
}
