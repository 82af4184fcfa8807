import { captured } from '@bootwright/cli';
import { Fault } from '@bootwright/core';
import { z } from 'zod';

const bootcAnswer = z.object({
  kargs: z.array(z.string()),
  kernel: z.object({ version: z.string(), unified: z.boolean() }),
});

/** The output of `bootwright ARGV`. Fault: `integration/command` where it fails. */
export async function bootwrightOutput(argv: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await captured(argv);
  if (status === 0) return stdout;
  throw new Fault('integration/command', `bootwright ${argv.join(' ')} ended with status ${status}:\n${stderr}`);
}

/** What bootc would answer about a root: its kernel arguments and its kernel. */
export async function inspectedRoot(root: string): Promise<z.infer<typeof bootcAnswer>> {
  return bootcAnswer.parse(JSON.parse(await bootwrightOutput(['inspect', '--root', root, '--format', 'bootc'])));
}
