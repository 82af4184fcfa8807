import { optionsFault } from '../arguments/options-fault.ts';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { writeFile } from '../files/write-file.ts';
import type { Output } from '../host.ts';
import { requestedManifests, type TypedManifest } from './make-manifests.ts';
import type { ManifestGiven } from './manifest-options.ts';
import { reportNotices } from './report-notices.ts';

/** Writes the manifest of what was asked for, and reports all that was ignored or changed on the way. */
export async function runManifest(
  operand: string | undefined,
  given: ManifestGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const { host } = context;
  const requested = await requestedManifests(operand, given, context);
  const text = commonText(requested.made);
  await reportNotices(requested, given.strict, context);
  if (given.output === undefined || given.output === '-') await writeManifest(host.stdout, text);
  else await writeFile(given.output, text, host);
  return exitStatus.done;
}

/**
 * A file or pipe gets the exact bytes, which are those that `--output` writes, so that both have one SHA-256. On a terminal
 * what a terminal would act upon is escaped.
 */
function writeManifest(output: Output, text: string): Promise<void> {
  return output.write(output.terminal ? text : Buffer.from(text));
}

/** One manifest has the pipelines of all disk types; types of other manifests are the fault `usage/options`. */
function commonText(made: readonly TypedManifest[]): string {
  const [first, ...others] = made;
  const other = others.find(({ text }) => text !== first?.text);
  if (first !== undefined && other === undefined) return first.text;
  const hint = 'write one manifest at a time; "bootwright build" takes both types';
  throw optionsFault(`${first?.type} and ${other?.type} do not have the same manifest`, hint);
}
