import { counted } from '@bootwright/core';
import type { LintFinding } from '@bootwright/sealed-lint';
import { renderUnder } from '../problems/render-problem.ts';
import type { SourceTexts } from '../problems/source-texts.ts';
import type { Look } from '../terminal/look.ts';

/** Each finding with its place and cure, as problems are shown, and how many there are. */
export function renderLint(findings: readonly LintFinding[], texts: SourceTexts, look: Look): string {
  const { style } = look;
  const words = {
    error: { word: 'error:', paint: style.error },
    warning: { word: 'warning:', paint: style.notice },
    note: { word: 'note:', paint: style.faint },
  };
  const shown = findings.map(({ level, ...finding }) => renderUnder(words[level], finding, texts, look));
  const count = (wanted: LintFinding['level']) => findings.filter(({ level }) => level === wanted).length;
  return `${shown.join('')}${counted(count('error'), 'error')}, ${counted(count('warning'), 'warning')}\n`;
}
