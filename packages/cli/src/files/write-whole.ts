import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Host } from '../host.ts';
import { fileFault } from './file-fault.ts';

/**
 * Writes a file beside its place and renames it there, so that nobody ever finds half of it. What is no file, such as
 * /dev/null or a FIFO, is written to: a rename would put a file in the place of the device.
 */
export function writeWhole(file: string, text: string, host: Pick<Host, 'directory'>): void {
  const target = resolve(host.directory, file);
  const draft = `${target}.${process.pid}.part`;
  try {
    if (isSpecial(target)) {
      writeFileSync(target, text);
      return;
    }
    writeFileSync(draft, text);
    renameSync(draft, target);
  } catch (error) {
    discard(draft);
    throw fileFault('write', file, error);
  }
}

function discard(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {
    // Where the way to it leads through a file, there is none.
  }
}

function isSpecial(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats !== undefined && !stats.isFile() && !stats.isDirectory();
}
