import { counted, grouped, shownLine, shownName } from '@bootwright/core';
import { compactNames } from '../cases/compact-names.ts';
import { type CheckReport, countVerdicts, type Verdict } from '../check/verdict.ts';
import { isFaultyCase } from '../goldens/update-goldens.ts';
import { problemTexts } from '../outcome/outcome-document.ts';
import { groupChanges } from './change-groups.ts';

/** A part of a report for people: what is so, of which cases, and the details. */
export interface ReportSection {
  readonly kind: 'changed' | 'missing' | 'stale' | 'orphans';
  /** Such as `37 of 120 cases`. */
  readonly heading: string;
  /** Names of cases, or patterns that stand for several. */
  readonly names: readonly string[];
  /** The name of the first of the cases. */
  readonly first: string;
  readonly lines: readonly string[];
}

/** All that is wrong, with equal changes reported once, the most frequent first. */
export function reportSections(report: CheckReport): readonly ReportSection[] {
  const { cases } = countVerdicts(report);
  const of = (count: number): string => `${count} of ${counted(cases, 'case')}`;
  const changed = groupChanges(report).byChange.map(({ names, lines }) =>
    section('changed', of(names.length), names, lines),
  );
  const missing = namesOf(report, 'missing');
  const stale = namesOf(report, 'stale');
  return [
    ...changed,
    ...(missing.length === 0 ? [] : [section('missing', of(missing.length), missing, missingLines(report))]),
    ...(stale.length === 0
      ? []
      : [section('stale', counted(stale.length, 'golden'), stale, ['there is no such case'])]),
    ...(report.orphans.length === 0
      ? []
      : [section('orphans', counted(report.orphans.length, 'file'), report.orphans, ['no golden refers to it'])]),
  ];
}

function section(
  kind: ReportSection['kind'],
  heading: string,
  names: readonly string[],
  lines: readonly string[],
): ReportSection {
  return {
    kind,
    heading,
    names: compactNames(names).map(shownName),
    first: names[0] ?? '',
    lines: lines.map(shownLine),
  };
}

function missingLines(report: CheckReport): readonly string[] {
  const missing = report.verdicts.filter((verdict) => verdict.kind === 'missing');
  const lines = missing.flatMap((verdict) => {
    if (verdict.after.kind !== 'fault') return [];
    const [fault = ''] = problemTexts(verdict.after.faults);
    const fate = isFaultyCase(verdict) ? 'at fault itself, and gets no golden' : 'would get a golden with a fault';
    return [`${fate}: ${fault}`];
  });
  const manifests = missing.filter(({ after }) => after.kind === 'manifest').length;
  return [
    'there is no golden',
    ...(manifests === 0 ? [] : [`${counted(manifests, 'manifest')} would be written`]),
    ...[...grouped(lines, (line) => line)].map(([line, { length }]) => `${counted(length, 'case')} ${line}`),
  ];
}

function namesOf(report: CheckReport, kind: Verdict['kind']): readonly string[] {
  return report.verdicts.filter((verdict) => verdict.kind === kind).map(({ name }) => name);
}
