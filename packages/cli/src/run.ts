import { Fault } from '@bootwright/core';
import { parseArguments, type Request } from './arguments/parse-arguments.ts';
import type { CommandContext } from './command.ts';
import { commands } from './commands/index.ts';
import { type ExitStatus, exitStatus, statusOfFault } from './exit-status.ts';
import type { Host } from './host.ts';
import { Interruption } from './interruption.ts';
import { createReporter } from './problems/reporter.ts';
import { SourceTexts } from './problems/source-texts.ts';
import { safeOutput } from './terminal/safe-output.ts';

/**
 * Runs `bootwright ARGV` and returns its exit status. Nothing is thrown: a fault is told of on standard error, and
 * whatever else a command throws is told of as a bug of Bootwright.
 */
export async function run(argv: readonly string[], outside: Host): Promise<ExitStatus> {
  const host: Host = { ...outside, stdout: safeOutput(outside.stdout), stderr: safeOutput(outside.stderr) };
  const texts = new SourceTexts();
  const reporter = createReporter(host.stderr, texts, argv.includes('--json'));
  try {
    const request = parseArguments(commands, argv, host.stdout);
    return await answer(request, host, { ...reporter, host, commands, texts, json: argv.includes('--json') });
  } catch (error) {
    if (error instanceof Fault) {
      await reporter.report(error.all());
      return statusOfFault(error);
    }
    if (error instanceof Interruption) return exitStatus.interrupted;
    await reporter.bug(error);
    return exitStatus.internal;
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
