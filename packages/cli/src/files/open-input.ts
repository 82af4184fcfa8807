import { resolve } from 'node:path';
import { Fault } from '@bootwright/core';
import { openStream, orFileFault } from '@bootwright/process/files';
import type { Host } from '../host.ts';

/** A stream of bytes that is read once. */
export interface Input {
  /** Absent for standard input. */
  readonly name?: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** The part read so far, from 0 to 1, if the length is known. */
  share(): number | undefined;
}

/** A file, or standard input for `-`. Faults: those of `fileFault`. */
export async function openInput(file: string, host: Host): Promise<Input> {
  if (file === '-') return { bytes: host.stdin(), share: () => undefined };
  if (file === '') {
    throw new Fault('file/absent', 'expected the name of a file, got ""', {
      hint: 'name a file, or "-" for standard input',
    });
  }
  const { bytes, size = 0, position } = orFileFault('read', file, () => openStream(resolve(host.directory, file)));
  return { name: file, bytes, share: () => (size > 0 ? Math.min(position() / size, 1) : undefined) };
}
