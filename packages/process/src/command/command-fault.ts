import { bytes, defined, Fault, formatBytes, terminalText, unreachable } from '@bootwright/core';
import type { CapturedOutput, CommandOutput, CommandResult } from './command.ts';
import { outputText, renderCommand } from './command.ts';
import { installHint } from './program-packages.ts';

/** How many of standard error's last lines a message shows, and how much of each. */
const shownLines = 5;
const shownWidth = 300;

/**
 * The output of a command that exited with code 0, whole. Anything else is thrown as the fault of `commandFault`.
 */
export function requireSuccess(result: CommandResult, hint?: string): CommandOutput {
  const fault = commandFault(result, hint);
  if (fault !== undefined) throw fault;
  if (result.kind === 'exited') return { stdout: result.stdout, stderr: result.stderr };
  throw new Error(`a command that ${result.kind} has no fault`);
}

/**
 * The fault of a command; `undefined` where it exited with code 0 and its output is complete. `hint` is the caller's, for a
 * failure that only the command itself explains.
 *
 * Codes: `process/exit`, `process/signal`, `process/timeout`, `process/aborted`, `process/not-found`,
 * `process/not-started`, `process/output` (more output than was to be kept).
 */
export function commandFault(result: CommandResult, hint?: string): Fault | undefined {
  const name = renderCommand(result.command);
  switch (result.kind) {
    case 'exited':
      if (result.code === 0) return incompleteOutput(name, result.stdout);
      return ended('process/exit', `${name} failed with exit code ${result.code}`, {
        stderr: result.stderr,
        hint: hint ?? exitHint(result.code, result.stderr),
      });
    case 'signalled':
      return ended('process/signal', `${name} was ended by ${result.signal}`, {
        stderr: result.stderr,
        hint: hint ?? signalHint(result.signal),
      });
    case 'timed-out':
      return ended('process/timeout', `${name} took longer than ${result.milliseconds / 1000} s and was ended`, {
        stderr: result.stderr,
        hint: hint ?? 'allow it more time, or run it by hand to see what it waits for',
      });
    case 'aborted':
      return new Fault('process/aborted', `${name} was ended on request`, defined({ hint }));
    case 'not-found':
      return new Fault('process/not-found', `the program ${result.command[0]} is not installed`, {
        hint: installHint(result.command[0] ?? ''),
      });
    case 'not-started':
      return new Fault('process/not-started', `${name} could not be started: ${result.reason}`, {
        hint: hint ?? startHint(result.reason),
      });
    default:
      return unreachable(result);
  }
}

function incompleteOutput(name: string, stdout: CapturedOutput): Fault | undefined {
  if (stdout.dropped === 0) return undefined;
  const kept = formatBytes(bytes(stdout.bytes.length));
  return new Fault('process/output', `${name} wrote ${stdout.dropped} bytes more than the ${kept} that are kept`, {
    hint: 'narrow what it is asked for',
  });
}

/** What happened with what the command said: one line in the message itself, several quoted below it. */
function ended(
  code: string,
  what: string,
  { stderr, hint }: { readonly stderr: CapturedOutput; readonly hint: string },
): Fault {
  const lines = lastLines(stderr);
  const [first] = lines;
  if (first === undefined) return new Fault(code, `${what} and said nothing`, { hint });
  return lines.length === 1
    ? new Fault(code, `${what}: ${first}`, { hint })
    : new Fault(code, what, { quoted: lines, hint });
}

/** The last lines that say something, without terminal sequences. */
function lastLines(stderr: CapturedOutput): readonly string[] {
  return terminalText(outputText(stderr))
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .slice(-shownLines)
    .map((line) => (line.length > shownWidth ? `${line.slice(0, shownWidth)}…` : line));
}

/** A hint by the shell's exit codes and common messages. */
function exitHint(code: number, stderr: CapturedOutput): string {
  const text = outputText(stderr);
  if (/permission denied|operation not permitted|must be (run as )?root|requires root/i.test(text)) {
    return 'run it as a user who may do that, such as root';
  }
  if (/no space left on device/i.test(text)) return 'free some space on the disk, or work in another directory';
  if (code > 128 && code < 160) return signalHint(`signal ${code - 128}`);
  return 'run the command by hand to see all that it says';
}

function signalHint(signal: string): string {
  return signal === 'SIGKILL' || signal === 'signal 9'
    ? 'the system may have run out of memory; see its log (dmesg)'
    : 'run the command by hand to see whether it ends in the same way';
}

function startHint(reason: string): string {
  switch (reason) {
    case 'EACCES':
    case 'EPERM':
      return 'the file must be executable, and its directory readable, for the user that runs this';
    case 'ENOEXEC':
      return 'the file must be a program of this machine\'s architecture, or begin with "#!"';
    case 'E2BIG':
      return 'its arguments and environment are too long; pass less of them';
    default:
      return 'check the command and its working directory';
  }
}
