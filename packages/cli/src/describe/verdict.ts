import { Fault, type Notice } from '@bootwright/core';
import type { DiskImageType } from '@bootwright/image-types';
import type { ContainerInfo } from '@bootwright/inspect/facts';
import { type ImagePlan, type Profile, planImage } from '@bootwright/plan';

/** Whether a container can become a disk of some type, and if not, why. */
export type Verdict =
  | {
      readonly possible: true;
      readonly type: DiskImageType;
      readonly plan: ImagePlan;
      readonly notices: readonly Notice[];
    }
  | { readonly possible: false; readonly type: DiskImageType; readonly faults: readonly Fault[] };

/** Plans a disk of that type without any further wish. The profile says what counts as one that is worth making. */
export function verdictOn(type: DiskImageType, container: ContainerInfo, profile: Profile): Verdict {
  try {
    const { plan, notices } = planImage({
      // Where it is updated from is asked only of who makes one.
      container: container.imgref === '' ? { ...container, imgref: 'localhost/container' } : container,
      imageType: type.name,
      options: { remoteSource: false, omitDefaultKernelArguments: false },
      blueprint: {},
      blueprintAt: { document: 'blueprint' },
      seed: 0n,
      profile,
    });
    return { possible: true, type, plan, notices };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { possible: false, type, faults: error.all() };
  }
}

/** A verdict for machines. */
export function encodeVerdict(verdict: Verdict): object {
  if (verdict.possible) return { possible: true, notices: verdict.notices.map(encodeReason) };
  return { possible: false, faults: verdict.faults.map(encodeReason) };
}

function encodeReason({ code, message, at, hint }: Notice | Fault): object {
  return { code, message, ...(at === undefined ? {} : { at }), ...(hint === undefined ? {} : { hint }) };
}

/** Verdicts that say the same, in the order of their types. */
export interface Judgement {
  readonly types: readonly DiskImageType[];
  readonly faults: readonly Fault[];
}

/** What stands in the way of which types; those that are possible have no part in it. */
export function objections(verdicts: readonly Verdict[]): readonly Judgement[] {
  const groups = new Map<string, { readonly types: DiskImageType[]; readonly faults: readonly Fault[] }>();
  for (const verdict of verdicts) {
    if (verdict.possible) continue;
    const key = verdict.faults.map(({ code, message }) => `${code} ${message}`).join('\n');
    const group = groups.get(key) ?? { types: [], faults: verdict.faults };
    groups.set(key, group);
    group.types.push(verdict.type);
  }
  return [...groups.values()];
}
