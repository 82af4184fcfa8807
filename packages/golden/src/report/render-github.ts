import { shownName } from '@bootwright/core';
import { type CheckReport, isClean } from '../check/verdict.ts';
import { reportSections } from './report-sections.ts';
import { summaryText } from './summary-text.ts';

/** GitHub shows ten annotations of a kind for a step. */
const most = 10;

const titles = { changed: 'Manifests changed', missing: 'No golden', stale: 'Stale golden', orphans: 'File left over' };

/**
 * A check as workflow commands of GitHub: an annotation for each group of equal changes, at the first golden that is
 * concerned, and the counts. `folder` is that of the goldens, as the repository has it.
 */
export function renderGithub(report: CheckReport, folder: string): string {
  const sections = reportSections(report);
  const annotations = sections.slice(0, most - 1).map(({ kind, heading, names, first, lines }) => {
    const file = shownName(kind === 'orphans' ? `${folder}/${first}` : `${folder}/${first}.json`);
    const text = [...lines, ...names.slice(0, 5)].join('\n');
    return `::error file=${property(file)},title=${property(`${titles[kind]}: ${heading}`)}::${message(text)}\n`;
  });
  const rest = sections.length - annotations.length;
  const level = isClean(report) ? 'notice' : 'error';
  const more = rest > 0 ? `; ${rest} more groups of changes are in the job summary` : '';
  return `${annotations.join('')}::${level} title=Golden manifests::${message(`${summaryText(report)}${more}`)}\n`;
}

function message(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return message(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
