import { bootPhases } from './boot-phases.ts';
import type { MeasuredImage, MeasuredProfile } from './measure-image.ts';
import { pcrBanks } from './pcr.ts';

/** What becomes of a kind of TPM policy when one image replaces another. */
export interface PolicyChange {
  /** How secrets are bound: to the value of PCR 11, or to the key that signs its values. */
  readonly policy: 'value of PCR 11' | 'signed PCR 11';
  readonly opens: boolean;
  /** It continues a sentence about the policy. */
  readonly why: string;
}

/**
 * Which policies that open with the default profile of one image open with that of another. A policy of the signing key is
 * left out where the first image has no valid signature.
 */
export function comparePolicies(before: MeasuredImage, after: MeasuredImage): readonly PolicyChange[] {
  const [old, next] = [before.profiles[0], after.profiles[0]];
  if (old === undefined || next === undefined) return [];
  return [ofValue(old, next), ...ofKey(old, next)];
}

function ofValue(old: MeasuredProfile, next: MeasuredProfile): PolicyChange {
  const changed = old.measured.filter(
    ({ name, sha256 }) => next.measured.find((one) => one.name === name)?.sha256 !== sha256,
  );
  const added = next.measured.filter(({ name }) => !old.measured.some((one) => one.name === name));
  const names = [...changed, ...added].map(({ name }) => name);
  return names.length === 0
    ? { policy: 'value of PCR 11', opens: true, why: 'since all measured sections are the same' }
    : { policy: 'value of PCR 11', opens: false, why: `since these sections differ: ${names.join(', ')}` };
}

function ofKey(old: MeasuredProfile, next: MeasuredProfile): readonly PolicyChange[] {
  const covered = ({ signatures }: MeasuredProfile) =>
    pcrBanks.flatMap((bank) =>
      bootPhases
        .filter((phase) => signatures.some((one) => one.valid && one.bank === bank && one.phase === phase))
        .map((phase) => `${bank} ${phase}`),
    );
  const needed = covered(old);
  if (needed.length === 0) return [];
  const policy = 'signed PCR 11';
  if (next.publicKey !== old.publicKey) {
    return [{ policy, opens: false, why: 'since the image has another public key (.pcrpkey)' }];
  }
  const missing = needed.filter((one) => !covered(next).includes(one));
  return missing.length === 0
    ? [{ policy, opens: true, why: 'since the same key signs the values of both' }]
    : [{ policy, opens: false, why: `since it has no valid signature for ${missing.join(', ')}` }];
}
