import { mkdirSync } from 'node:fs';
import { Fault } from '@bootwright/core';

const refusals: readonly string[] = ['EACCES', 'EPERM', 'EROFS'];

/** Makes a folder and those above it, where they are not there. Faults: `file/permission`, `file/write`. */
export function makeFolder(folder: string, { hint, mode }: { readonly hint: string; readonly mode?: number }): void {
  try {
    mkdirSync(folder, { recursive: true, ...(mode === undefined ? {} : { mode }) });
  } catch (cause) {
    const isRefused = cause instanceof Error && 'code' in cause && refusals.includes(String(cause.code));
    const reason = cause instanceof Error ? cause.message : String(cause);
    const code = isRefused ? 'file/permission' : 'file/write';
    throw new Fault(code, `the folder ${folder} could not be made: ${reason}`, { at: { file: folder }, hint, cause });
  }
}
