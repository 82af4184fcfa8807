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
  const files = new FileWriter(file, wanted, unpacking.folder);
  const reader = new TarReader(files, file);
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
class FileWriter {
  readonly #archive: string;
  readonly #wanted: WantedFiles;
  readonly #folder: string;
  readonly #seen = new Set<string>();
  #descriptor: number | undefined;

  constructor(archive: string, wanted: WantedFiles, folder: string) {
    this.#archive = archive;
    this.#wanted = wanted;
    this.#folder = folder;
  }

  readonly entry: ConstructorParameters<typeof TarReader>[0]['entry'] = ({ kind, name, size, sparse }) => {
    const path = Buffer.from(name).toString('latin1').replace(/^\.\//, '');
    const most = this.#wanted.get(path);
    if (most === undefined) return false;
    if (kind !== 'file' || sparse !== undefined) throw this.#fault(`${path} in it is not a plain file`);
    if (this.#seen.has(path)) throw this.#fault(`it contains ${path} twice`);
    if (size > most) throw this.#fault(`${path} in it is larger than ${formatBytes(most)}`);
    this.#seen.add(path);
    const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
    this.#descriptor = openSync(join(this.#folder, path), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
    return true;
  };

  readonly content = (bytes: Uint8Array): void => {
    if (this.#descriptor !== undefined) writeAll(this.#descriptor, bytes);
  };

  readonly end = (): void => this.close();

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #fault(why: string): Fault {
    return new Fault('network-boot/archive', `${this.#archive} cannot be unpacked: ${why}`, {
      at: { file: this.#archive },
      hint: 'build the archive again with the image type "pxe-tar-xz"',
    });
  }
}
