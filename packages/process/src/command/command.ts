import { type Bytes, shellText } from '@bootwright/core';

/** A program and its arguments, as `execve` takes them: no shell reads them. */
export type Command = readonly string[];

/** How a command is run. What is absent falls back as each field says. */
export interface CommandOptions {
  /** The working directory; by default that of the calling process. */
  readonly cwd?: string;
  /** Variables added to the runner's environment, or put in place of its own. */
  readonly env?: Readonly<Record<string, string>>;
  /** What the command reads from standard input; by default there is nothing to read. */
  readonly stdin?: string | Uint8Array;
  /**
   * Standard input stays open, without a byte, until this settles or this process ends, in whatever way. Such a command
   * is left running when this process ends before it, so that it can tidy up: it has to end by itself when its input
   * does. Not together with `stdin`.
   */
  readonly stdinUntil?: Promise<unknown>;
  /**
   * Whether the command is killed with this process even where that is killed itself: by setpriv(1) of util-linux, where
   * the PATH has it. What the command starts is not.
   */
  readonly diesWithUs?: boolean;
  /** After so long the command and all that it started are ended; by default it may take for ever. */
  readonly timeoutMilliseconds?: number;
  /** Ends the command and all that it started. */
  readonly signal?: AbortSignal;
  /** The signal by which it is asked to end, on a time-out or abort; SIGTERM by default. */
  readonly endSignal?: 'SIGTERM' | 'SIGINT';
  /** How long it has to end by itself after that signal, before it is killed; 2000 by default. */
  readonly graceMilliseconds?: number;
  /** How much of standard output is kept, from its beginning; 64 MiB by default. The rest is read and dropped. */
  readonly maximumStdout?: Bytes;
  /** How much of standard error is kept, from its end; 256 KiB by default. */
  readonly maximumStderr?: Bytes;
  /**
   * Reads standard output while the command runs; the command waits as long as nobody reads, and nothing of it is kept
   * in the result. Who returns before the end closes the pipe, on which most commands end. What it throws rejects
   * `run`, once the command has been ended.
   */
  readonly readStdout?: (pieces: AsyncIterable<Uint8Array>) => Promise<void>;
  /** Called with each piece of output as it comes, before any bound; it must not throw. */
  readonly onOutput?: (piece: Uint8Array, stream: 'stdout' | 'stderr') => void;
}

/** Runs commands. Every way in which a command can end is a value; only what `readStdout` throws rejects the promise. */
export interface CommandRunner {
  run(command: Command, options?: CommandOptions): Promise<CommandResult>;
}

/** The part of a stream that was kept. */
export interface CapturedOutput {
  readonly bytes: Uint8Array;
  /** How many bytes the bound cost: at the end of standard output, at the beginning of standard error. */
  readonly dropped: number;
}

/** What a command that was started has written. */
export interface CommandOutput {
  readonly stdout: CapturedOutput;
  readonly stderr: CapturedOutput;
}

/** How a command ended. */
export type CommandResult =
  | ({ readonly kind: 'exited'; readonly command: Command; readonly code: number } & CommandOutput)
  | ({ readonly kind: 'signalled'; readonly command: Command; readonly signal: string } & CommandOutput)
  | ({ readonly kind: 'timed-out'; readonly command: Command; readonly milliseconds: number } & CommandOutput)
  | ({ readonly kind: 'aborted'; readonly command: Command } & CommandOutput)
  /** No such program on the PATH. */
  | { readonly kind: 'not-found'; readonly command: Command }
  /** The system could not start it; `reason` is an errno name such as `EACCES`, or a sentence. */
  | { readonly kind: 'not-started'; readonly command: Command; readonly reason: string };

const decoder = new TextDecoder();

/** The output as UTF-8 text; invalid bytes become U+FFFD. */
export function outputText(output: CapturedOutput): string {
  return decoder.decode(output.bytes);
}

/** The command as one would type it into a shell. */
export const renderCommand: (command: Command) => string = shellText;
