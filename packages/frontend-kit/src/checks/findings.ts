import type { DocumentPath, Fault, Notice } from '@bootwright/core';

/** What a check has to say: each with a code, a message, its place and, where one is known, what to do instead. */
export interface Findings {
  /** With these, no image is made. */
  readonly faults: readonly Fault[];
  /** What is ignored, changed, or probably not meant. */
  readonly notices: readonly Notice[];
}

/** Those at a path of the document and below it: what a form shows next to one field, or one group of fields. */
export function findingsAt({ faults, notices }: Findings, path: DocumentPath): Findings {
  const isBelow = ({ at }: Notice): boolean => startsWith(at?.path ?? [], path);
  return { faults: faults.filter(isBelow), notices: notices.filter(isBelow) };
}

/** Whether the first steps of `path` are those of `start`. */
export function startsWith(path: DocumentPath, start: DocumentPath): boolean {
  return start.every((step, index) => path[index] === step);
}

/** Each finding once, of several that have the same code, message and place. */
export function distinct<Finding extends Notice>(findings: readonly Finding[]): readonly Finding[] {
  const byText = new Map(
    findings.map((finding) => [JSON.stringify([finding.code, finding.message, finding.at]), finding]),
  );
  return [...byText.values()];
}
