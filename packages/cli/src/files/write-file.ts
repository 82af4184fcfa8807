import { resolve } from 'node:path';
import { fileFault, writeOutput } from '@bootwright/process/files';
import type { Host } from '../host.ts';

/** Writes an output file atomically. Faults: those of `fileFault`. */
export async function writeFile(
  file: string,
  content: string | Uint8Array,
  host: Pick<Host, 'directory'>,
): Promise<void> {
  try {
    // `resolve` drops the trailing slash, which marks a directory.
    await writeOutput(`${resolve(host.directory, file)}${file.endsWith('/') ? '/' : ''}`, content);
  } catch (error) {
    throw fileFault('write', file, error);
  }
}
