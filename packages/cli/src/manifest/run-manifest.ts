import { encodeManifest } from '@bootwright/osbuild';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { writeFile } from '../files/write-file.ts';
import { makeManifest } from '../request/make-manifest.ts';
import { gatherRequest } from './gather-request.ts';
import type { ManifestGiven } from './manifest-options.ts';
import { sourcePolicy } from './source-policy.ts';
import { tellNotices } from './tell-notices.ts';

/** Writes the manifest of what was asked for, and tells of all that was ignored or changed on the way. */
export async function runManifest(
  operand: string | undefined,
  given: ManifestGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const { host } = context;
  const gathered = await gatherRequest(operand, given, context);
  const made = makeManifest(gathered.request, sourcePolicy(given, gathered));
  await tellNotices([...gathered.notices, ...made.notices], { ...gathered, strict: given.strict }, context);
  const text = encodeManifest(made.manifest);
  if (given.output === undefined || given.output === '-') await host.stdout.write(text);
  else await writeFile(given.output, text, host);
  return exitStatus.done;
}
