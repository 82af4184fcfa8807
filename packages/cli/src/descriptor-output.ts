import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { isatty } from 'node:tty';
import { Fault } from '@bootwright/core';
import { isWritable } from '@bootwright/process/given-descriptor';
import { writeAll, writeAllPatiently } from '@bootwright/process/write-all';
import type { Output } from './host.ts';
import { wantsColour } from './terminal/colour.ts';

/** Standard output or standard error of this process. */
export interface DescriptorOutput extends Output {
  /** Resolves when everything is written, awaited or not; rejects if anything could not be written. */
  settled(): Promise<void>;
}

const descriptors = { stdout: 1, stderr: 2 } as const;
type StreamName = keyof typeof descriptors;

/** Writes a text completely, or throws the error of the system. */
type Writer = (text: string | Uint8Array) => void | Promise<void>;

/**
 * A standard stream. Texts are written completely and in order. After the first failure nothing more is written, and all
 * writes reject with the same fault: `output/closed` if the reader is gone, otherwise `output/write`. Waiting for a full
 * pipe does not block the thread, so that signal handlers run.
 *
 * `process.stdout` is the last resort: it makes a pipe non-blocking for every process that shares it, and reports a write
 * as complete of which a full disk took only a part.
 */
export function descriptorOutput(name: StreamName, environment: NodeJS.ProcessEnv): DescriptorOutput {
  const descriptor = descriptors[name];
  const terminal = isatty(descriptor);
  const write = writerOf(name);
  let last: Promise<void> = Promise.resolve();
  return {
    terminal,
    colour: wantsColour(terminal, environment),
    // A terminal can be resized.
    get columns() {
      return terminal ? Math.max(process[name].columns, 40) : 80;
    },
    write(text) {
      last = last.then(() => write(text)).catch((error: unknown) => Promise.reject(outputFault(name, error)));
      // A caller that does not await a write gets the error from `settled`.
      last.catch(() => undefined);
      return last;
    },
    settled: () => last,
  };
}

function writerOf(name: StreamName): Writer {
  const descriptor = descriptors[name];
  const found = fstatSync(descriptor);
  // A pipe or device that is open only for reading is not opened for writing: the write itself then fails.
  if (found.isFile() || !isWritable(descriptor)) return (text) => writeAll(descriptor, text);
  const own = found.isSocket() ? undefined : openAgain(descriptor);
  return own === undefined ? streamWriter(name) : (text) => writeAllPatiently(own, text);
}

/**
 * The same pipe, terminal or device, non-blocking for this process alone: the inherited descriptor is shared with other
 * processes. Absent if it cannot be opened, for example a pipe of another user.
 */
function openAgain(descriptor: number): number | undefined {
  try {
    const flags = constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY;
    const own = openSync(`/proc/self/fd/${descriptor}`, flags);
    if (fstatSync(own).ino === fstatSync(descriptor).ino) return own;
    closeSync(own);
    return undefined;
  } catch {
    return undefined;
  }
}

/** For a socket, and for a pipe that belongs to another user. */
function streamWriter(name: StreamName): Writer {
  const stream = process[name];
  // The callback of each write gets the error as well.
  stream.on('error', () => undefined);
  return (text) =>
    new Promise((resolve, reject) => {
      stream.write(text, (error) => (error ? reject(error) : resolve()));
    });
}

function outputFault(name: StreamName, error: unknown): Fault {
  if (error instanceof Fault) return error;
  const stream = name === 'stdout' ? 'standard output' : 'standard error';
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EPIPE') return new Fault('output/closed', `${stream} was closed by its reader`, { cause: error });
  if (code === 'EBADF') {
    return new Fault('output/write', `${stream} is closed, or not open for writing`, {
      hint: 'send the output to a file or a pipe, or to /dev/null',
      cause: error,
    });
  }
  const says = error instanceof Error ? error.message : String(error);
  return new Fault('output/write', `${stream} could not be written: ${says}`, {
    hint: 'free some space, or send the output elsewhere',
    cause: error,
  });
}
