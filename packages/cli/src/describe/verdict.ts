import type { Profile } from '@bootwright/build-request';
import type { ContainerInfo } from '@bootwright/container-facts';
import { defined, Fault, grouped, type Notice } from '@bootwright/core';
import type { ImageType } from '@bootwright/image-types';
import { type ImagePlan, planImage } from '@bootwright/plan';
import { noticeOf } from '../problems/problem.ts';

/** Whether a container can become an image of some type, and if not, why. */
export type Verdict =
  | {
      readonly possible: true;
      readonly type: ImageType;
      readonly plan: ImagePlan;
      readonly notices: readonly Notice[];
    }
  | { readonly possible: false; readonly type: ImageType; readonly faults: readonly Fault[] };

/** Plans an image of that type without customizations. The profile says what counts as one that is worth making. */
export function verdictOn(type: ImageType, container: ContainerInfo, profile: Profile): Verdict {
  // An installer needs a container to install, which is another question than that of its own container.
  const installerPayload = type.kind === 'installer-iso' ? 'localhost/payload' : undefined;
  try {
    const { plan, notices } = planImage({
      // Only a real build needs the reference for updates.
      container: container.imgref === '' ? { ...container, imgref: 'localhost/container' } : container,
      imageType: type.name,
      options: { remoteSource: false, omitDefaultKernelArguments: false, ...defined({ installerPayload }) },
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

export function encodeVerdict(verdict: Verdict): object {
  if (verdict.possible) return { possible: true, notices: verdict.notices.map(noticeOf) };
  return { possible: false, faults: verdict.faults.map(noticeOf) };
}

/** Image types that share the same reasons, in order. */
export interface SharedReasons {
  readonly types: readonly ImageType[];
  readonly reasons: readonly Notice[];
}

/** Why types are impossible. */
export function objections(verdicts: readonly Verdict[]): readonly SharedReasons[] {
  return shared(verdicts, (verdict) => (verdict.possible ? [] : verdict.faults));
}

/** Notices of possible types. */
export function remarks(verdicts: readonly Verdict[]): readonly SharedReasons[] {
  return shared(verdicts, (verdict) => (verdict.possible ? verdict.notices : []));
}

function shared(
  verdicts: readonly Verdict[],
  reasonsOf: (verdict: Verdict) => readonly Notice[],
): readonly SharedReasons[] {
  const given = verdicts
    .map((verdict) => ({
      type: verdict.type,
      reasons: reasonsOf(verdict).map((one) => withoutTypeName(one, verdict.type)),
    }))
    .filter(({ reasons }) => reasons.length > 0);
  const groups = grouped(given, ({ reasons }) => reasons.map(({ code, message }) => `${code} ${message}`).join('\n'));
  return [...groups.values()].map((all) => ({ types: all.map(({ type }) => type), reasons: all[0].reasons }));
}

/** The heading above the reasons names the types. */
function withoutTypeName(reason: Notice, { name }: ImageType): Notice {
  return { ...noticeOf(reason), message: reason.message.replaceAll(`image type "${name}"`, 'the image type') };
}
