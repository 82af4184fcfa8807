import type { CapturedOutput, Command, CommandOptions, CommandResult, CommandRunner } from '../src/command/command.ts';
import { renderCommand } from '../src/command/command.ts';

/** How a scripted command ends; its output as text or as bytes, nothing by default. */
export type ScriptedEnd =
  | ({ readonly kind: 'exited'; readonly code: number } & ScriptedOutput)
  | ({ readonly kind: 'signalled'; readonly signal: string } & ScriptedOutput)
  | ({ readonly kind: 'timed-out'; readonly milliseconds: number } & ScriptedOutput)
  | ({ readonly kind: 'aborted' } & ScriptedOutput)
  | { readonly kind: 'not-found' }
  | { readonly kind: 'not-started'; readonly reason: string };

export interface ScriptedOutput {
  readonly stdout?: string | Uint8Array;
  readonly stderr?: string | Uint8Array;
}

/** One command that the script expects, once, and how it ends. */
export interface ScriptedAnswer {
  readonly command: Command;
  readonly end: ScriptedEnd;
}

export interface RecordedCall {
  readonly command: Command;
  readonly options: CommandOptions;
}

/** A runner that starts nothing: it answers from a script and remembers what it was asked. */
export interface ScriptedRunner extends CommandRunner {
  /** All calls so far, in order. */
  readonly calls: readonly RecordedCall[];
  /** The expected commands that were not run. */
  unused(): readonly Command[];
}

/**
 * A runner for tests. Each answer serves one call of just its command; the same command may stand several times, and
 * then ends in that order. One that keeps its input open and has output ends with its input. A command that the script
 * lacks is an error that names what was expected.
 */
export function scriptedRunner(script: readonly ScriptedAnswer[]): ScriptedRunner {
  const calls: RecordedCall[] = [];
  const left = [...script];
  return {
    calls,
    unused: () => left.map((answer) => answer.command),
    async run(command, options = {}) {
      calls.push({ command, options });
      const name = renderCommand(command);
      const index = left.findIndex((answer) => renderCommand(answer.command) === name);
      const [answer] = index === -1 ? [] : left.splice(index, 1);
      if (answer === undefined) {
        const expected = left.map((other) => `\n  ${renderCommand(other.command)}`).join('') || ' nothing more';
        throw new Error(`the script has no answer to: ${name}\nit expects:${expected}`);
      }
      const result = resultOf(command, answer.end);
      if (!('stdout' in result)) return result;
      if (result.stdout.bytes.length > 0) options.onOutput?.(result.stdout.bytes, 'stdout');
      if (result.stderr.bytes.length > 0) options.onOutput?.(result.stderr.bytes, 'stderr');
      if (result.stdout.bytes.length > 0) await options.stdinUntil?.catch(() => undefined);
      if (options.readStdout === undefined) return result;
      await options.readStdout(onePiece(result.stdout.bytes));
      return { ...result, stdout: captured() };
    },
  };
}

/** The result of `command` that ended so. */
function resultOf(command: Command, end: ScriptedEnd): CommandResult {
  if (end.kind === 'not-found' || end.kind === 'not-started') return { ...end, command };
  return { ...end, command, stdout: captured(end.stdout), stderr: captured(end.stderr) };
}

async function* onePiece(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}

function captured(output: string | Uint8Array = ''): CapturedOutput {
  return { bytes: typeof output === 'string' ? new TextEncoder().encode(output) : output, dropped: 0 };
}
