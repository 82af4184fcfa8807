import { resolve } from 'node:path';
import { fileFault, writeOutput } from '@bootwright/process/files';
import type { Host } from '../host.ts';

/** Writes an output to the file that the user named, all of it or nothing. Faults: those of `fileFault`. */
export async function writeFile(file: string, text: string, host: Pick<Host, 'directory'>): Promise<void> {
  try {
    // `resolve` drops the slash by which a path says that it is one of a directory.
    await writeOutput(`${resolve(host.directory, file)}${file.endsWith('/') ? '/' : ''}`, text);
  } catch (error) {
    throw fileFault('write', file, error);
  }
}
