import type { ReadOptions } from '@bootwright/container-image';
import { Fault } from '@bootwright/core';
import type { Command, CommandResult } from '@bootwright/process';

/** A resource of an engine that a cleanup process takes and gives back. */
export interface Guarded {
  readonly command: Command;
  /** What to say where it cannot be had. */
  readonly refused: (result: CommandResult) => Error;
  /** What to say where it could not be given back. */
  readonly left: (result: CommandResult) => Error;
}

/** How long a cleanup process may take before it is no longer waited for. */
const patience = 60_000;

/**
 * The result of `use`, which is called with the line of the cleanup process while that has the resource, and has to handle
 * the signal itself. When the promise settles all is given back, on success, on a fault and on a signal.
 */
export async function withCleanup<T>(
  guarded: Guarded,
  { runner, signal }: Pick<ReadOptions, 'runner' | 'signal'>,
  use: (line: string) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  let release = () => {};
  const stdinUntil = new Promise<void>((resolve) => {
    release = resolve;
  });
  const lines = firstLine();
  // No signal: what is being taken has to be had before it can be given back.
  const ending = runner.run(guarded.command, { stdinUntil, onOutput: lines.add });
  // Who waits for the line alone has to hear of its absence.
  const failing = ending.then((result): never => {
    throw guarded.refused(result);
  });
  failing.catch(() => undefined);
  const asked = abortion(signal);
  try {
    const line = await Promise.race([lines.line, failing, asked.promise]);
    const value = await use(line);
    signal?.throwIfAborted();
    release();
    const result = await within(ending, guarded);
    if (result.kind !== 'exited' || result.code !== 0) throw guarded.left(result);
    return value;
  } catch (error) {
    release();
    await within(ending, guarded).catch(() => undefined);
    throw error;
  } finally {
    asked.forget();
  }
}

function firstLine() {
  let text = '';
  let resolve: (line: string) => void = () => {};
  const line = new Promise<string>((done) => {
    resolve = done;
  });
  const decoder = new TextDecoder();
  const add = (piece: Uint8Array, stream: 'stdout' | 'stderr') => {
    if (stream === 'stderr') return;
    text += decoder.decode(piece, { stream: true });
    const end = text.indexOf('\n');
    if (end >= 0) resolve(text.slice(0, end));
  };
  return { line, add };
}

/** Rejected with the signal's reason when it asks for the end. */
function abortion(signal: AbortSignal | undefined) {
  let forget = () => {};
  const promise = new Promise<never>((_, reject) => {
    const onAbort = () => reject(signal?.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
    forget = () => signal?.removeEventListener('abort', onAbort);
  });
  promise.catch(() => undefined);
  return { promise, forget };
}

async function within(ending: Promise<CommandResult>, guarded: Guarded): Promise<CommandResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const [program = ''] = guarded.command;
      reject(
        new Fault('process/timeout', `${program} takes longer than ${patience / 1000} s to tidy up`, {
          hint: 'it goes on by itself; look for what keeps the container engine busy',
        }),
      );
    }, patience);
  });
  return Promise.race([ending, late]).finally(() => clearTimeout(timer));
}
