import type { ReadOptions } from '@bootwright/container-image';
import { defined } from '@bootwright/core';
import type { Command, CommandResult } from '@bootwright/process';

interface OutputOptions extends Pick<ReadOptions, 'runner' | 'signal'> {
  /** The error where the command failed. */
  readonly failed: (result: CommandResult) => Error | undefined;
}

/** Standard output of a command, which waits while nobody reads, and is killed when the reader stops. */
export async function* commandOutput(command: Command, options: OutputOptions): AsyncGenerator<Uint8Array> {
  const { runner, signal, failed } = options;
  let begin: (pieces: AsyncIterable<Uint8Array>) => void = () => {};
  const begun = new Promise<AsyncIterable<Uint8Array>>((resolve) => {
    begin = resolve;
  });
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const readStdout = (pieces: AsyncIterable<Uint8Array>) => {
    begin(pieces);
    return finished;
  };
  const ending = runner.run(command, { readStdout, ...defined({ signal }) });
  try {
    // A command that cannot be started hands out nothing.
    const pieces = await Promise.race([begun, ending.then(() => undefined)]);
    if (pieces !== undefined) yield* pieces;
  } finally {
    finish();
    await ending;
  }
  signal?.throwIfAborted();
  const fault = failed(await ending);
  if (fault !== undefined) throw fault;
}
