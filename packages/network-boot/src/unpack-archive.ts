import { closeSync, constants, openSync } from 'node:fs';
import { join } from 'node:path';
import { TarReader } from '@bootwright/archive';
import { type Bytes, Fault, formatBytes } from '@bootwright/core';
import { type CommandRunner, requireSuccess } from '@bootwright/process';
import { fileFault, openStream, writeAll } from '@bootwright/process/files';

/** The files of a tree, and the most bytes that each may have. */
export type WantedFiles = ReadonlyMap<string, Bytes>;

export interface Unpacking {
  readonly runner: CommandRunner;
  /** An empty folder that only this user may enter. */
  readonly folder: string;
  readonly signal?: AbortSignal;
}

/**
 * Unpacks the wanted files at the top of a tar archive, plain or compressed by xz, into a folder; all else in it is passed
 * over. Faults: `network-boot/archive` for an archive that has one of them twice, or larger than it may be; `image/tar`;
 * `process/…` where xz fails or is missing.
 */
export async function unpackArchive(file: string, wanted: WantedFiles, unpacking: Unpacking): Promise<void> {
  const { runner, signal } = unpacking;
  const files = fileWriter(file, wanted, unpacking.folder);
  const reader = new TarReader(files.entries, file);
  const read = async (pieces: AsyncIterable<Uint8Array>) => {
    for await (const piece of pieces) reader.push(piece);
  };
  try {
    if (file.endsWith('.xz')) {
      const command = ['xz', '--decompress', '--stdout', '--memlimit-decompress=1GiB', '--', file];
      requireSuccess(await runner.run(command, { readStdout: read, ...(signal && { signal }) }));
    } else {
      await read(openStream(file, signal).bytes);
    }
    // What xz says of a damaged archive comes first.
    reader.finish();
  } catch (error) {
    throw fileFault('read', file, error);
  } finally {
    files.close();
  }
}

/** Writes wanted entries to files of a folder. */
function fileWriter(archive: string, wanted: WantedFiles, folder: string) {
  const seen = new Set<string>();
  let descriptor: number | undefined;
  const fault = (why: string): Fault =>
    new Fault('network-boot/archive', `${archive} cannot be unpacked: ${why}`, {
      at: { file: archive },
      hint: 'build the archive again with the image type "pxe-tar-xz"',
    });
  const close = (): void => {
    if (descriptor !== undefined) closeSync(descriptor);
    descriptor = undefined;
  };
  const entries: ConstructorParameters<typeof TarReader>[0] = {
    entry: ({ kind, name, size, sparse }) => {
      const path = Buffer.from(name).toString('latin1').replace(/^\.\//, '');
      const most = wanted.get(path);
      if (most === undefined) return false;
      if (kind !== 'file' || sparse !== undefined) throw fault(`${path} in it is not a plain file`);
      if (seen.has(path)) throw fault(`it contains ${path} twice`);
      if (size > most) throw fault(`${path} in it is larger than ${formatBytes(most)}`);
      seen.add(path);
      const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
      descriptor = openSync(join(folder, path), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
      return true;
    },
    content: (bytes) => {
      if (descriptor !== undefined) writeAll(descriptor, bytes);
    },
    end: close,
  };
  return { entries, close };
}
