import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Host } from '../host.ts';
import { fileFault } from './file-fault.ts';

/** Writes a file beside its place and renames it there, so that nobody ever finds half of it. */
export function writeWhole(file: string, text: string, host: Host): void {
  const target = resolve(host.directory, file);
  const draft = `${target}.${process.pid}.part`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw fileFault('write', file, error);
  }
}
