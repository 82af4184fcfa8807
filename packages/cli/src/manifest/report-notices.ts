import { cappedNotices, Fault, type Notice } from '@bootwright/core';
import type { CommandContext } from '../command.ts';
import type { RequestedManifests } from './make-manifests.ts';

/**
 * Reports all that was ignored or changed on the way to a manifest, and a seed that was drawn. With `strict` there
 * may be no notice: they are then the fault `manifest/strict`.
 */
export async function reportNotices(
  { notices, gathered }: RequestedManifests,
  strict: boolean,
  context: CommandContext,
): Promise<void> {
  if (strict && notices.length > 0) throw strictFault(notices);
  await context.report(notices);
  if (!gathered.drawnSeed) return;
  const { seed } = gathered.request;
  await context.remark('manifest/seed', `seed ${seed} was drawn; "--seed ${seed}" gives the same manifest again`);
}

/** The notices as faults, with one before them that says why they are. */
function strictFault(notices: readonly Notice[]): Fault {
  const what = notices.length === 1 ? 'a notice is a fault' : `${notices.length} notices are faults`;
  const faults = cappedNotices(notices).map(({ code, message, ...details }) => new Fault(code, message, details));
  return new Fault('manifest/strict', `${what}, as --strict asks; no manifest is written`, { related: faults });
}
