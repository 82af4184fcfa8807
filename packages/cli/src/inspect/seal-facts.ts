import { unreachable } from '@bootwright/core';
import type { CheckedSeal, SealCheck } from '@bootwright/inspect';
import type { Fact } from '../terminal/fact-table.ts';

/** What the layers say of the seals; why one does not hold stands in a notice. */
export function sealFacts(check: SealCheck): readonly Fact[] {
  if (check.kind === 'refused') return [['composefs', check.fault.message]];
  const { digest, seals } = check;
  return [['composefs', digest], ...seals.map((seal): Fact => [`Seal of ${baseName(seal.file)}`, verdictLine(seal)])];
}

function verdictLine({ verdict }: CheckedSeal): string {
  switch (verdict.kind) {
    case 'holds':
      return 'holds: the unified kernel image boots this root';
    case 'other-format':
      return 'is in the format of another bootc';
    case 'times':
      return `differs by the parts of seconds of ${verdict.of}`;
    case 'other-hash':
      return `is of ${verdict.bits} bits, where bootc counts 512`;
    case 'differs':
      return 'differs: bootc refuses to install it';
    default:
      return unreachable(verdict);
  }
}

function baseName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}
