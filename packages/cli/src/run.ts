import { Fault, type Notice } from '@bootwright/core';
import { parseArguments, type Request, wantsJson } from './arguments/parse-arguments.ts';
import type { CommandContext } from './command.ts';
import { commands } from './commands.ts';
import { debuggedHost } from './debugging.ts';
import type { DescriptorOutput } from './descriptor-output.ts';
import { type ExitStatus, exitStatus, statusOfFault } from './exit-status.ts';
import type { Host } from './host.ts';
import { Interruption } from './interruption.ts';
import { createReporter } from './problems/reporter.ts';
import { SourceTexts } from './problems/source-texts.ts';
import { safeOutput } from './terminal/safe-output.ts';

/**
 * Runs `bootwright WORDS` and returns its exit status. Faults are reported on standard error, and whatever else a command
 * throws is reported as a bug in Bootwright. Thrown is only that a module is missing, which start.ts reports.
 */
export async function run(words: readonly string[], outside: Host): Promise<ExitStatus> {
  const safe: Host = { ...outside, stdout: safeOutput(outside.stdout), stderr: safeOutput(outside.stderr) };
  const { argv, notices, fault } = await ownWords(words);
  const json = wantsJson(argv);
  const debugging = debuggedHost(safe, json);
  const { host } = debugging;
  const texts = new SourceTexts();
  const reporter = createReporter(host.stderr, texts, json);
  try {
    if (fault !== undefined) throw fault;
    await reporter.report([...debugging.notices, ...notices]);
    const request = parseArguments(commands, argv, host.stdout);
    return await answer(request, host, { ...reporter, host, commands, texts, json });
  } catch (error) {
    if (error instanceof Fault) {
      // A reader that closes the output early, such as "| head", wants no message.
      if (error.code !== 'output/closed') await ifWritable(reporter.report(error.all()));
      return statusOfFault(error);
    }
    if (error instanceof Interruption) return exitStatus.interrupted;
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') throw error;
    await ifWritable(reporter.bug(error));
    return exitStatus.internal;
  } finally {
    debugging.end();
  }
}

interface OwnWords {
  readonly argv: readonly string[];
  readonly notices: readonly Notice[];
  /** Why the words of another builder cannot be read. */
  readonly fault?: Fault;
}

/** The command line; where it begins with `--compat NAME`, what the words of that builder are here. */
async function ownWords(words: readonly string[]): Promise<OwnWords> {
  if (words[0] !== '--compat') return { argv: words, notices: [] };
  const { compatArguments } = await import('./compat/compat-arguments.ts');
  try {
    return compatArguments(words);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { argv: words, notices: [], fault: error };
  }
}

/** Waits for all writes. If the command succeeded, the status is that of the first output that failed. */
export async function settledStatus(
  status: ExitStatus,
  { stdout, stderr }: Readonly<Record<'stdout' | 'stderr', Pick<DescriptorOutput, 'settled'>>>,
): Promise<ExitStatus> {
  for (const output of [stdout, stderr]) {
    try {
      await output.settled();
    } catch (error) {
      if (status === exitStatus.done && error instanceof Fault) return statusOfFault(error);
    }
  }
  return status;
}

/** If standard error cannot be written, only the exit status can report it. */
async function ifWritable(written: Promise<void>): Promise<void> {
  try {
    await written;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
}

async function answer(request: Request, host: Host, context: CommandContext): Promise<ExitStatus> {
  switch (request.kind) {
    case 'print':
      await host.stdout.write(request.text);
      return exitStatus.done;
    case 'nothing':
      await host.stderr.write(request.text);
      return exitStatus.usage;
    case 'run':
      return request.command.run(request.invocation, context);
  }
}
