import { renderLocation, shownLine } from '@bootwright/core';
import type { LintFinding } from '@bootwright/sealed-lint';
import type { Output } from '../host.ts';
import { styleOf } from '../terminal/colour.ts';

/** A line for each finding with its cure below, and how many there are. */
export function renderLint(findings: readonly LintFinding[], look: Pick<Output, 'colour'>): string {
  const style = styleOf(look);
  const words = { error: style.error('error:'), warning: style.notice('warning:'), note: style.faint('note:') };
  const lines = findings.map(({ code, level, message, at, hint }) => {
    const where = at === undefined ? '' : `  ${style.place(`at ${shownLine(renderLocation(at))}`)}\n`;
    const help = hint === undefined ? '' : `  ${style.help('help:')} ${shownLine(hint)}\n`;
    return `${words[level]} ${shownLine(message)} ${style.faint(`[${code}]`)}\n${where}${help}`;
  });
  const count = (wanted: LintFinding['level']) => findings.filter(({ level }) => level === wanted).length;
  const [errors, warnings] = [count('error'), count('warning')];
  const plural = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;
  return `${lines.join('')}${plural(errors, 'error')}, ${plural(warnings, 'warning')}\n`;
}
