import { bootPhases } from './boot-phases.ts';
import type { MeasuredImage, MeasuredProfile, MeasuredSection } from './measure-image.ts';
import { matchedSections } from './measured-sections.ts';
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
  return [ofValue(old, next) ?? ofMatched(before, after), ...ofKey(old, next)];
}

/** Absent where all that is measured on any machine is the same. */
function ofValue(old: MeasuredProfile, next: MeasuredProfile): PolicyChange | undefined {
  const changed = old.measured.filter(
    ({ name, sha256 }) => next.measured.find((one) => one.name === name)?.sha256 !== sha256,
  );
  const added = next.measured.filter(({ name }) => !old.measured.some((one) => one.name === name));
  const names = [...changed, ...added].map(({ name }) => name);
  return names.length === 0 ? undefined : valueChange(`since these sections differ: ${names.join(', ')}`);
}

function ofMatched({ matched: old }: MeasuredImage, { matched: next }: MeasuredImage): PolicyChange {
  const digestsOf = (sections: readonly MeasuredSection[], wanted: string) =>
    sections.flatMap(({ name, sha256 }) => (name === wanted ? [sha256] : [])).join(' ');
  const names = matchedSections.filter((name) => digestsOf(old, name) !== digestsOf(next, name));
  return names.length === 0
    ? { policy: 'value of PCR 11', opens: true, why: 'since all measured sections are the same' }
    : valueChange(`since these sections differ, on machines that they fit: ${names.join(', ')}`);
}

function valueChange(why: string): PolicyChange {
  return { policy: 'value of PCR 11', opens: false, why };
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
