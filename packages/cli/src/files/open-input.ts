import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileFault } from '@bootwright/process/files';
import type { Host } from '../host.ts';

/** A stream of bytes that is read once. */
export interface Input {
  /** Absent for standard input. */
  readonly name?: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** What part of it was read, from 0 to 1, where its length is known. */
  share(): number | undefined;
}

/** A file, or standard input for `-` (which is what '' stands for as well); a file that cannot be read is a fault. */
export async function openInput(file: string, host: Host): Promise<Input> {
  if (file === '' || file === '-') return { bytes: host.stdin(), share: () => undefined };
  try {
    const handle = await open(resolve(host.directory, file));
    const stat = await handle.stat();
    if (stat.isDirectory()) throw Object.assign(new Error('is a directory'), { code: 'EISDIR' });
    const stream = createReadStream('', { fd: handle, highWaterMark: 256 * 1024 });
    const share = (): number => Math.min(stream.bytesRead / stat.size, 1);
    return { name: file, bytes: stream, share: () => (stat.isFile() && stat.size > 0 ? share() : undefined) };
  } catch (error) {
    throw fileFault('read', file, error);
  }
}
