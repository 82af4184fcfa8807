import { type Architecture, defined, type Notice } from '@bootwright/core';
import type { PartitionTable } from '@bootwright/disk';
import { createTree, type Tree } from '@bootwright/file-tree';
import type { Inspection } from '@bootwright/inspect';
import type { LintFinding } from './lint-finding.ts';
import { espFindings } from './rules/esp-size.ts';
import { kernelNameFindings } from './rules/kernel-names.ts';
import { kernelFindings } from './rules/kernels.ts';
import { leftoverFindings } from './rules/leftovers.ts';
import { noticeFindings } from './rules/notices.ts';
import { rootTypeFindings } from './rules/root-type.ts';
import { signatureFindings } from './rules/signatures.ts';

/** What is linted. */
export interface LintInput {
  /** Absent where only a disk is given. */
  readonly container?: { readonly tree: Tree; readonly inspection: Inspection };
  /** The disk that is made of it, and for which architecture. */
  readonly disk?: { readonly table: PartitionTable; readonly architecture: Architecture };
  /** What planning that disk notes. */
  readonly notices: readonly Notice[];
  /** Why no disk can be made of it. */
  readonly faults: readonly Notice[];
}

const order: Readonly<Record<LintFinding['level'], number>> = { error: 0, warning: 1, note: 2 };

/** All findings, errors first. A container that is not sealed has the note `sealed/not-sealed` alone. Never throws. */
export function lintSealed({ container, disk, notices, faults }: LintInput): readonly LintFinding[] {
  const noted = noticeFindings(notices);
  const hasRootType = noted.some(({ code }) => code === 'sealed/root-type');
  const ofDisk = [
    ...noted,
    ...faults.map(
      ({ code, message, at, hint }): LintFinding => ({ code, level: 'error', message, ...defined({ at, hint }) }),
    ),
    ...(disk === undefined || hasRootType ? [] : rootTypeFindings(disk.table, disk.architecture)),
  ];
  if (container === undefined) {
    const tree = createTree({});
    return sorted([...ofDisk, ...(disk === undefined ? [] : espFindings({ tree, kernels: [], table: disk.table }))]);
  }
  const { tree, inspection } = container;
  const found = inspection.unifiedKernels;
  const kernels = [...(found?.boot ?? []), ...(found?.modules ?? [])];
  const unseen = kernelNameFindings(tree);
  const isNamed = kernels.length + unseen.length + (found?.unreadable.length ?? 0) > 0;
  if (!inspection.info.unifiedKernel && !isNamed) {
    return [
      {
        code: 'sealed/not-sealed',
        level: 'note',
        message: 'the container has no unified kernel image: it is not sealed, and the rules are about sealed ones',
        hint: 'seal it with `bootc container ukify` as the last step of its build, if it is to be sealed',
      },
    ];
  }
  return sorted([
    ...noticeFindings(inspection.notices),
    ...ofDisk,
    ...unseen,
    ...kernelFindings(tree, kernels),
    ...leftoverFindings(tree),
    ...signatureFindings(tree, kernels),
    ...(disk === undefined ? [] : espFindings({ tree, kernels, table: disk.table })),
  ]);
}

/** Each finding once, the worst first. */
function sorted(findings: readonly LintFinding[]): readonly LintFinding[] {
  const seen = new Set<string>();
  return findings
    .filter(({ code, message }) => {
      const key = `${code} ${message}`;
      return !seen.has(key) && seen.add(key);
    })
    .sort((one, other) => order[one.level] - order[other.level]);
}
