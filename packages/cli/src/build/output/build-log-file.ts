import { closeSync } from 'node:fs';
import type { Fault } from '@bootwright/core';
import { fileFault, writeAll } from '@bootwright/process/files';

/** The log file of a build. A write error does not end the build. */
export class BuildLogFile {
  readonly path: string;
  readonly #descriptor: number;
  #fault: Fault | undefined;

  constructor(descriptor: number, path: string) {
    this.#descriptor = descriptor;
    this.path = path;
  }

  write(line: string): void {
    if (this.#fault !== undefined) return;
    try {
      writeAll(this.#descriptor, `${line}\n`);
    } catch (error) {
      this.#fault = fileFault('write', this.path, error);
    }
  }

  /** Closes the file. Returns the fault of the first line that could not be written, for example on a full disk. */
  close(): Fault | undefined {
    closeSync(this.#descriptor);
    return this.#fault;
  }
}
