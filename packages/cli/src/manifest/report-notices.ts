import { cappedNotices, Fault, type Notice } from '@bootwright/core';
import type { CommandContext } from '../command.ts';
import type { GatheredRequest } from './gather-request.ts';

/**
 * Reports all that was ignored or changed on the way to a manifest, and a seed that was drawn. With `strict` there
 * may be no notice: they are then the fault `manifest/strict`.
 */
export async function reportNotices(
  notices: readonly Notice[],
  { request, drawnSeed, strict }: Pick<GatheredRequest, 'request' | 'drawnSeed'> & { readonly strict: boolean },
  context: CommandContext,
): Promise<void> {
  if (strict && notices.length > 0) {
    throw strictFault(notices);
  }
  await context.report(notices);
  if (!drawnSeed) return;
  const { seed } = request;
  await context.remark('manifest/seed', `seed ${seed} was drawn; "--seed ${seed}" gives the same manifest again`);
}

/** The notices as faults, with one before them that says why they are. */
function strictFault(notices: readonly Notice[]): Fault {
  const what = notices.length === 1 ? 'a notice is a fault' : `${notices.length} notices are faults`;
  const faults = cappedNotices(notices).map(({ code, message, ...details }) => new Fault(code, message, details));
  return new Fault('manifest/strict', `${what}, as --strict asks; no manifest is written`, { related: faults });
}
