import { renderLocation } from '@bootwright/core';
import type { Style } from '../terminal/colour.ts';
import { printable } from '../terminal/printable.ts';
import { excerptOf } from './excerpt.ts';
import type { Problem } from './problem.ts';
import type { SourceTexts } from './source-texts.ts';

/**
 * What is wrong, where, and the cure, for people; ends with a line feed. The first line is `error: MESSAGE [CODE]` or
 * `notice: MESSAGE [CODE]`, so that it can be searched for.
 */
export function renderProblem(problem: Problem, texts: SourceTexts, style: Style): string {
  const [first = '', ...rest] = printable(problem.message).split('\n');
  const word = problem.level === 'fault' ? style.error('error:') : style.notice('notice:');
  const lines = [`${word} ${style.strong(first)} ${style.faint(`[${problem.code}]`)}`];
  lines.push(...rest.map((line) => `  ${line}`));
  lines.push(...place(problem, texts, style));
  if (problem.hint !== undefined) {
    const [cure = '', ...more] = printable(problem.hint).split('\n');
    lines.push(`  ${style.help('help:')} ${cure}`, ...more.map((line) => `        ${line}`));
  }
  return `${lines.join('\n')}\n`;
}

function place({ at }: Problem, texts: SourceTexts, style: Style): readonly string[] {
  if (at === undefined) return [];
  const name = renderLocation(at);
  if (name === '') return [];
  const header = `  ${style.faint('at')} ${style.place(printable(name))}`;
  const text = at.line === undefined ? undefined : texts.find(at)?.text;
  const excerpt = text === undefined || at.line === undefined ? undefined : excerptOf(text, at.line, at.column);
  if (excerpt === undefined) return [header];
  const number = String(at.line);
  const bar = style.faint('|');
  return [
    header,
    `  ${style.faint(number)} ${bar} ${excerpt.line}`.trimEnd(),
    `  ${' '.repeat(number.length)} ${bar} ${at.column === undefined ? '' : style.error(excerpt.mark)}`.trimEnd(),
  ];
}
