import type { ChannelDecision, PlanReason } from '@bootwright/plan';

/** What a request leads to, as text: the golden of a case. */
export type Outcome =
  | {
      readonly kind: 'manifest';
      /** The encoded manifest, with a line feed at its end. */
      readonly manifest: string;
      /** A line of JSON for each notice; empty without notices. */
      readonly notices: string;
      /** What boot plan and profile say of it; absent for goldens, which keep manifests and notices alone. */
      readonly reasons?: readonly PlanReason[];
      /** How each customization reaches a sealed image; absent for goldens, and where no image is customized by channels. */
      readonly channels?: readonly ChannelDecision[];
    }
  | {
      readonly kind: 'fault';
      /** A line of JSON for every fault, in their order. */
      readonly faults: string;
      /** The request itself is at fault: nothing was planned. Absent for goldens. */
      readonly isInvalid?: true;
    };

/** The golden of a case of which only checksums are at hand. */
export interface OutcomeChecksums {
  readonly kind: 'checksums';
  /** What the case led to. */
  readonly of: Outcome['kind'];
  /** Hexadecimal SHA-256 of each of its texts; without notices, of the manifest alone. */
  readonly sums: readonly string[];
}

/** What is known of the golden of a case. */
export type GoldenOutcome = Outcome | OutcomeChecksums;

/** The texts of an outcome that its golden files hold, in the order of their paths. */
export function textsOf(outcome: Outcome): readonly string[] {
  if (outcome.kind === 'fault') return [outcome.faults];
  return outcome.notices === '' ? [outcome.manifest] : [outcome.manifest, outcome.notices];
}

/** Whether both say the same; reasons are not part of that. */
export function isSameOutcome(one: Outcome, other: Outcome): boolean {
  if (one.kind === 'manifest') {
    return other.kind === 'manifest' && one.manifest === other.manifest && one.notices === other.notices;
  }
  return other.kind === 'fault' && one.faults === other.faults;
}
