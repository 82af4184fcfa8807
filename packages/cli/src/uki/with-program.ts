import { closeSync, fstatSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ReadBytes } from '@bootwright/archive';
import { readDescriptor } from '@bootwright/file-tree';
import { openNamedFile, orFileFault } from '@bootwright/process/files';
import type { Host } from '../host.ts';
import { placed } from '../problems/placed.ts';

/**
 * What `use` makes of a PE file, which is read where it is wanted: images have hundreds of megabytes. A fault about it names
 * the file. Faults: those of `fileFault` as well.
 */
export function withProgram<T>(file: string, host: Host, use: (read: ReadBytes, size: number) => T): T {
  const descriptor = orFileFault('read', file, () => openNamedFile(resolve(host.directory, file)));
  try {
    const { size } = fstatSync(descriptor);
    // Headers may ask for more than there is, and whatever is asked for is allocated.
    const within = (offset: number, length: number) => Math.max(0, Math.min(length, size - offset));
    return use((offset, length) => readDescriptor(descriptor, offset, within(offset, length)), size);
  } catch (error) {
    throw placed(error, { file });
  } finally {
    closeSync(descriptor);
  }
}
