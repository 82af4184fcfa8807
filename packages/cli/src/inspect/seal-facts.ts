import { basename } from 'node:path';
import { unreachable } from '@bootwright/core';
import { type CheckedSeal, obstacleNotice, type SealCheck, type SealVerdict } from '@bootwright/seal';
import type { Fact } from '../terminal/fact-table.ts';

/** The verdict on the seals; notices give all reasons. */
export function sealFacts({ digest, verdict, seals }: SealCheck): readonly Fact[] {
  const lines = verdict.kind === 'broken' ? seals.flatMap(brokenLine) : [verdictLine(verdict)];
  return [['composefs', digest ?? 'none'], ...lines.map((line): Fact => ['Seal', line])];
}

function verdictLine(verdict: Exclude<SealVerdict, { readonly kind: 'broken' }>): string {
  switch (verdict.kind) {
    case 'holds':
      return `holds: ${basename(verdict.file)} boots this root`;
    case 'not-enforced':
      return `not enforced: ${basename(verdict.file)} also boots a root without fs-verity`;
    case 'nothing-to-verify':
      return `nothing to verify: ${verdict.why === 'no-kernel' ? 'no unified kernel image' : 'no image names its root'}`;
    case 'not-verified': {
      const [first, ...more] = verdict.obstacles.map((obstacle) => obstacleNotice(obstacle).message);
      return `not verified: ${first ?? ''}${more.length === 0 ? '' : ` (and ${more.length} more reasons)`}`;
    }
    default:
      return unreachable(verdict);
  }
}

/** Why the digest of a seal differs from that of the root. */
function brokenLine({ file, match }: CheckedSeal): readonly string[] {
  const name = basename(file);
  switch (match.kind) {
    case 'same':
      return [];
    case 'other-format':
      return [`${name} is sealed in the format of another bootc version`];
    case 'times':
      return [`${name} is sealed with other fractions of seconds in the times of ${match.of}`];
    case 'other-hash':
      return [`${name} is sealed with a ${match.bits}-bit digest, but bootc uses 512 bits`];
    case 'differs':
      return [`broken: ${name} is sealed for another root`];
    default:
      return unreachable(match);
  }
}
