import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { isatty } from 'node:tty';
import { Fault } from '@bootwright/core';
import { isWritable } from '@bootwright/process/given-descriptor';
import { writeAll, writeAllPatiently } from '@bootwright/process/write-all';
import type { Output } from './host.ts';
import { wantsColour } from './terminal/colour.ts';

/** Standard output or standard error of this process. */
export interface DescriptorOutput extends Output {
  /** Resolves when all is written, also what nobody has waited for; rejects where anything was not. */
  settled(): Promise<void>;
}

const descriptors = { stdout: 1, stderr: 2 } as const;
type StreamName = keyof typeof descriptors;

/** What writes a text to the end, or throws what the system says. */
type Writer = (text: string | Uint8Array) => void | Promise<void>;

/**
 * A standard stream. Texts are written in order and whole; after one that could not be written none is, and all reject
 * with the same fault: `output/closed` where its reader has gone, otherwise `output/write`. A full pipe is waited for
 * without blocking the thread, so that signals are taken meanwhile.
 *
 * `process.stdout` is used where there is no other way: it makes a pipe non-blocking for every process that shares it,
 * and takes a write of which a full disk has taken a part for a whole one.
 */
export function descriptorOutput(name: StreamName, environment: NodeJS.ProcessEnv): DescriptorOutput {
  const descriptor = descriptors[name];
  const terminal = isatty(descriptor);
  const write = writerOf(name);
  let last: Promise<void> = Promise.resolve();
  return {
    terminal,
    colour: wantsColour(terminal, environment),
    // A terminal may be made wider or narrower.
    get columns() {
      return terminal ? Math.max(process[name].columns, 40) : 80;
    },
    write(text) {
      last = last.then(() => write(text)).catch((error: unknown) => Promise.reject(outputFault(name, error)));
      // Who writes little does not wait: `settled` rejects then.
      last.catch(() => undefined);
      return last;
    },
    settled: () => last,
  };
}

function writerOf(name: StreamName): Writer {
  const descriptor = descriptors[name];
  const found = fstatSync(descriptor);
  // A pipe or device that is open for reading alone is not opened for writing: the write then says that it is not.
  if (found.isFile() || !isWritable(descriptor)) return (text) => writeAll(descriptor, text);
  const own = found.isSocket() ? undefined : openAgain(descriptor);
  return own === undefined ? streamWriter(name) : (text) => writeAllPatiently(own, text);
}

/**
 * The same pipe, terminal or device without blocking, for this process alone: the descriptor that it was given is shared
 * with others. Absent where that is not possible, as for a pipe of another user.
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
  if (code === 'EPIPE') return new Fault('output/closed', `the reader of ${stream} has closed it`, { cause: error });
  if (code === 'EBADF') {
    return new Fault('output/write', `${stream} is closed, or not open for writing`, {
      hint: 'send the output to a file or a pipe, or to /dev/null',
      cause: error,
    });
  }
  const says = error instanceof Error ? error.message : String(error);
  return new Fault('output/write', `${stream} could not be written: ${says}`, {
    hint: 'make room there, or send the output elsewhere',
    cause: error,
  });
}
