import type { CommandRunner } from '@bootwright/process';
import type { ExitStatus } from './exit-status.ts';
import type { Host, Output } from './host.ts';
import { Interrupts } from './interruption.ts';
import { run } from './run.ts';

export interface Captured {
  readonly status: ExitStatus;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a test can set of the host that a command runs on. */
export interface Surroundings {
  readonly stdin?: string | Uint8Array | AsyncIterable<Uint8Array>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly directory?: string;
  readonly colour?: boolean;
  readonly terminal?: boolean;
  readonly freshSeed?: bigint;
  /** Width of the outputs; 100 by default. */
  readonly columns?: number;
  /** Runs other programs. @default the real ones */
  readonly runner?: CommandRunner;
  /** Called with each text that is written to standard output. */
  readonly onOutput?: (text: string) => void;
  /** Interrupts the command, as Ctrl-C does. */
  readonly signal?: AbortSignal;
}

/** Runs `bootwright ARGV` in this process. */
export async function captured(argv: readonly string[], surroundings: Surroundings = {}): Promise<Captured> {
  let stdout = '';
  let stderr = '';
  const interrupts = new Interrupts();
  const output = (write: (text: string) => void): Output => ({
    terminal: surroundings.terminal ?? false,
    colour: surroundings.colour ?? false,
    columns: surroundings.columns ?? 100,
    write: async (text) => write(typeof text === 'string' ? text : new TextDecoder().decode(text)),
  });
  const host: Host = {
    stdout: output((text) => {
      stdout += text;
      surroundings.onOutput?.(text);
    }),
    stderr: output((text) => {
      stderr += text;
    }),
    stdin: () => stdinOf(surroundings.stdin ?? ''),
    environment: surroundings.environment ?? {},
    directory: surroundings.directory ?? process.cwd(),
    machine: 'x64',
    commandRunner: async (environment) =>
      surroundings.runner ?? (await import('@bootwright/process')).hostRunner(environment),
    interruptible: (use) => interrupts.run(use),
    computing: (work) => interrupts.compute(work),
    freshSeed: () => surroundings.freshSeed ?? 42n,
  };
  const interrupt = () => interrupts.interrupt();
  surroundings.signal?.addEventListener('abort', interrupt, { once: true });
  try {
    return { status: await run(argv, host), stdout, stderr };
  } finally {
    surroundings.signal?.removeEventListener('abort', interrupt);
  }
}

function stdinOf(given: string | Uint8Array | AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  if (typeof given !== 'string' && !(given instanceof Uint8Array)) return given;
  const bytes = typeof given === 'string' ? new TextEncoder().encode(given) : given;
  return (async function* () {
    if (bytes.length > 0) yield bytes;
  })();
}
