import { counted } from '@bootwright/core';
import { type CheckReport, countVerdicts } from '../check/verdict.ts';

/** The counts in one line, such as `120 cases: 83 as their goldens say, 37 changed; 1 stale golden`. */
export function summaryText(report: CheckReport): string {
  const { cases, same, changed, missing, stale, orphans } = countVerdicts(report);
  const isProgram = report.against === 'program';
  const parts = [`${same} ${isProgram ? 'as the other program has them' : 'as their goldens say'}`];
  if (changed > 0) parts.push(`${changed} ${isProgram ? 'different' : 'changed'}`);
  if (missing > 0) parts.push(`${missing} without a golden`);
  const behind = [
    ...(stale > 0 ? [`${counted(stale, 'stale golden')}`] : []),
    ...(orphans > 0 ? [`${counted(orphans, 'file')} that no golden refers to`] : []),
  ];
  return [`${counted(cases, 'case')}: ${parts.join(', ')}`, ...behind].join('; ');
}
