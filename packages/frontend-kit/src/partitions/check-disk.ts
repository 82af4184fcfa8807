import type { DiskCustomization } from '@bootwright/blueprint';
import type { Notice } from '@bootwright/core';
import { type BlueprintContext, checkBlueprint } from '../checks/check-blueprint.ts';
import { type Findings, findingsAt, startsWith } from '../checks/findings.ts';

/** What is wrong with a disk, and with which of its partitions. */
export interface DiskCheck extends Findings {
  /** For each partition in order: what is wrong with it or with one of its volumes. */
  readonly partitions: readonly Findings[];
  /** What is about the disk as a whole. */
  readonly whole: Findings;
}

const diskPath = ['customizations', 'disk'];

/** What the parsers and the planner say of `customizations.disk`. */
export function checkDisk(disk: DiskCustomization, context: Omit<BlueprintContext, 'origin'> = {}): DiskCheck {
  const findings = findingsAt(checkBlueprint({ customizations: { disk } }, context), diskPath);
  const listPath = [...diskPath, 'partitions'];
  const isOfWhole = ({ at: { path = [] } = {} }: Notice): boolean =>
    !startsWith(path, listPath) || typeof path[listPath.length] !== 'number';
  return {
    ...findings,
    partitions: (disk.partitions ?? []).map((_, index) => findingsAt(findings, [...listPath, index])),
    whole: { faults: findings.faults.filter(isOfWhole), notices: findings.notices.filter(isOfWhole) },
  };
}
