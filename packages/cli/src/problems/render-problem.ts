import { renderLocation, shownLine } from '@bootwright/core';
import type { Paint, Style } from '../terminal/colour.ts';
import type { Look } from '../terminal/look.ts';
import { type Hanging, hanging } from '../terminal/wrapped.ts';
import { excerptOf } from './excerpt.ts';
import type { Problem } from './problem.ts';
import type { SourceTexts } from './source-texts.ts';

/**
 * Message, location and hint as text; ends with a line feed. The first line begins `error: MESSAGE [CODE]` or
 * `notice: MESSAGE [CODE]`, so that grep finds it. Lines of other programs begin with a bar.
 */
export function renderProblem(problem: Problem, texts: SourceTexts, look: Look): string {
  const { error, notice } = look.style;
  return problem.level === 'fault'
    ? renderUnder({ word: 'error:', paint: error }, problem, texts, look)
    : renderUnder({ word: 'notice:', paint: notice }, problem, texts, look);
}

/** The same under another first word. */
export function renderUnder(
  { word, paint }: { readonly word: string; readonly paint: Paint },
  { code, message, quoted = [], at, hint }: Omit<Problem, 'level'>,
  texts: SourceTexts,
  look: Look,
): string {
  const { style, width } = look;
  const head = `${paint(word)} `;
  const lines = [
    ...renderMessage(message, code, { head, indent: word.length + 1, width, style, paint: style.strong }),
    ...quoted.map((line) => `  ${style.faint('|')} ${shownLine(line)}`),
    ...(at === undefined ? [] : place(at, texts, look)),
    ...(hint === undefined ? [] : renderHint(hint, '  ', look)),
  ];
  return `${lines.join('\n')}\n`;
}

/** The lines of a message, with its code at the end. The text is made safe to show. */
export function renderMessage(
  message: string,
  code: string,
  { style, paint, ...hung }: Hanging & { readonly style: Style; readonly paint: Paint },
): readonly string[] {
  const tag = `[${code}]`;
  return hanging(`${shownLine(message)} ${tag}`, {
    ...hung,
    paint: (line) => {
      if (!line.endsWith(tag)) return paint(line);
      const words = line.slice(0, -tag.length).trimEnd();
      return [paint(words), style.faint(tag)].filter((part) => part !== '').join(' ');
    },
  });
}

/** The lines of a hint, the first after the word "help:". */
export function renderHint(hint: string, margin: string, { style, width }: Look): readonly string[] {
  const word = 'help:';
  const indent = margin.length + word.length + 1;
  return hanging(shownLine(hint), { head: `${margin}${style.help(word)} `, indent, width, isHint: true });
}

function place(at: NonNullable<Problem['at']>, texts: SourceTexts, { style, width }: Look): readonly string[] {
  const name = renderLocation(at);
  if (name === '') return [];
  const header = `  ${style.faint('at')} ${style.place(shownLine(name))}`;
  const { line, column } = at;
  const text = line === undefined ? undefined : texts.find(at)?.text;
  if (text === undefined || line === undefined) return [header];
  const number = String(line);
  const excerpt = excerptOf(text, { line, column: column ?? 1, width: width - `  ${number} | `.length });
  if (excerpt === undefined) return [header];
  const bar = style.faint('|');
  return [
    header,
    `  ${style.faint(number)} ${bar} ${excerpt.line}`.trimEnd(),
    `  ${' '.repeat(number.length)} ${bar} ${column === undefined ? '' : style.error(excerpt.mark)}`.trimEnd(),
  ];
}
