import { unreachable } from '@bootwright/core';
import type { CheckedSeal, SealCheck } from '@bootwright/inspect';
import type { Fact } from '../terminal/fact-table.ts';

/** What the layers say of the seals; why one does not hold stands in a notice. */
export function sealFacts(check: SealCheck): readonly Fact[] {
  if (check.kind === 'refused') return [['composefs', check.fault.message]];
  const { digest, seals } = check;
  return [['composefs', digest], ...seals.map((seal): Fact => ['Seal', verdictLine(seal)])];
}

function verdictLine({ file, verdict }: CheckedSeal): string {
  const name = baseName(file);
  switch (verdict.kind) {
    case 'holds':
      return `holds: ${name} boots this root`;
    case 'other-format':
      return `${name} is sealed in the format of another bootc`;
    case 'times':
      return `${name} is sealed with other parts of seconds of ${verdict.of}`;
    case 'other-hash':
      return `${name} is sealed with ${verdict.bits} bits, where bootc counts 512`;
    case 'differs':
      return `broken: ${name} is sealed with another root`;
    default:
      return unreachable(verdict);
  }
}

function baseName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}
