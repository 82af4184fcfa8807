import type { Command, CommandResult, CommandRunner, Environment } from '@bootwright/process';

/** Standard output or standard error, as a command sees it. */
export interface Output {
  readonly terminal: boolean;
  readonly colour: boolean;
  /** Width in characters. */
  readonly columns: number;
  /**
   * Resolves when the text is written; a command that writes little need not wait. Rejects with `output/…`. Bytes are
   * written unchanged: their producer has made them safe to show.
   */
  write(text: string | Uint8Array): Promise<void>;
}

/** All that a command touches of the process it runs in, so that tests run commands with a host of their own. */
export interface Host {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Opened when it is first read. */
  stdin(): AsyncIterable<Uint8Array>;
  readonly environment: Environment;
  /** What relative paths are relative to. */
  readonly directory: string;
  /** Node's name of the machine's architecture. */
  readonly machine: string;
  /** The script that worker threads start with; absent: all work is done in this thread. */
  readonly workerFile?: () => URL;
  /** The command that started this process, to start it once more; absent where a test calls the command. */
  readonly again?: () => Command;
  /** Runs a command with the standard streams of this process. By default nothing can be run so. */
  readonly foreground?: (command: Command) => Promise<CommandResult>;
  /** What runs other programs, with `environment` as theirs. */
  commandRunner(environment: Host['environment']): Promise<CommandRunner>;
  /**
   * What `use` gives, which has begun what must not be left. Where somebody interrupts the command meanwhile, the signal is
   * aborted, and an `Interruption` thrown once `use` has ended; at any other time an interrupt ends the process at once.
   */
  interruptible<T>(use: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /**
   * What `work` gives, which may compute for long, and has begun nothing that must not be left: an interrupt meanwhile
   * ends the process at once, by its signal.
   */
  computing<T>(work: () => T | Promise<T>): Promise<T>;
  /** A seed that nobody has seen before. */
  freshSeed(): bigint;
}
