import { encodeDump } from '@bootwright/composefs';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { writeFile } from '../files/write-file.ts';
import { bootRoot } from './boot-root.ts';
import type { SealGiven } from './seal-options.ts';

/** Lines that are written at once. */
const portion = 1000;

/** Prints the files that a digest covers, in the dump format of composefs. */
export async function printDump(
  operand: string | undefined,
  given: SealGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const { host } = context;
  const root = await bootRoot(operand, given, context);
  if (given.output !== undefined) {
    await writeFile(given.output, [...encodeDump(root)].join(''), host);
    return exitStatus.done;
  }
  let lines: string[] = [];
  for (const line of encodeDump(root)) {
    lines.push(line);
    if (lines.length < portion) continue;
    await host.stdout.write(lines.join(''));
    lines = [];
  }
  await host.stdout.write(lines.join(''));
  return exitStatus.done;
}
