import { Fault } from '@bootwright/core';
import { encodeManifest } from '@bootwright/osbuild';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { writeWhole } from '../files/write-whole.ts';
import { makeManifest } from '../request/make-manifest.ts';
import { gatherRequest } from './gather-request.ts';
import type { ManifestGiven } from './manifest-options.ts';
import { sourcePolicy } from './source-policy.ts';

/** Writes the manifest of what was asked for, and tells of all that was ignored or changed on the way. */
export async function runManifest(
  operand: string | undefined,
  given: ManifestGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const { host } = context;
  const gathered = await gatherRequest(operand, given, context);
  const made = makeManifest(gathered.request, sourcePolicy(given, gathered));
  const notices = [...gathered.notices, ...made.notices];
  if (given.strict && notices.length > 0) {
    throw strictFault(notices.map(({ code, message, ...details }) => new Fault(code, message, details)));
  }
  await context.report(notices);
  if (gathered.drawnSeed) {
    const { seed } = gathered.request;
    await context.remark('manifest/seed', `seed ${seed} was drawn; --seed ${seed} gives the same manifest again`);
  }
  const text = encodeManifest(made.manifest);
  if (given.output === undefined || given.output === '-') await host.stdout.write(text);
  else writeWhole(given.output, text, host);
  return exitStatus.done;
}

/** The notices as faults, with one before them that says why they are. */
function strictFault(faults: readonly Fault[]): Fault {
  const what = faults.length === 1 ? 'a notice is a fault' : `${faults.length} notices are faults`;
  return new Fault('manifest/strict', `${what}, as --strict asks; no manifest is written`, { related: faults });
}
