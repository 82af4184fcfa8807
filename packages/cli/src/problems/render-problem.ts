import { renderLocation, shownLine, shownText } from '@bootwright/core';
import type { Paint, Style } from '../terminal/colour.ts';
import type { Look } from '../terminal/look.ts';
import { type Hanging, hanging } from '../terminal/wrapped.ts';
import { excerptOf } from './excerpt.ts';
import type { Problem } from './problem.ts';
import type { SourceTexts } from './source-texts.ts';

/**
 * What is wrong, where, and the cure, for people; ends with a line feed. The first line begins `error: MESSAGE [CODE]` or
 * `notice: MESSAGE [CODE]`, so that it can be searched for. Further lines of a message or a cure, which are quoted from
 * elsewhere or there to be copied, stay as they are.
 */
export function renderProblem({ level, code, message, at, hint }: Problem, texts: SourceTexts, look: Look): string {
  const { style, width } = look;
  const word = level === 'fault' ? 'error:' : 'notice:';
  const head = `${level === 'fault' ? style.error(word) : style.notice(word)} `;
  const [first = '', ...rest] = shownText(message).split('\n');
  const lines = [
    ...renderMessage(first, code, { head, indent: word.length + 1, width, style, paint: style.strong }),
    ...rest.map((line) => `  ${line}`),
    ...(at === undefined ? [] : place(at, texts, look)),
    ...(hint === undefined ? [] : renderHint(hint, '  ', look)),
  ];
  return `${lines.join('\n')}\n`;
}

/** The lines of a message with its code at their end. */
export function renderMessage(
  message: string,
  code: string,
  { style, paint, ...hung }: Hanging & { readonly style: Style; readonly paint: Paint },
): readonly string[] {
  const tag = `[${code}]`;
  return hanging(`${message} ${tag}`, {
    ...hung,
    paint: (line) => {
      if (!line.endsWith(tag)) return paint(line);
      const words = line.slice(0, -tag.length).trimEnd();
      return [paint(words), style.faint(tag)].filter((part) => part !== '').join(' ');
    },
  });
}

/** The lines of a cure, the first after the word "help:". */
export function renderHint(hint: string, margin: string, { style, width }: Look): readonly string[] {
  const [first = '', ...copied] = shownText(hint).split('\n');
  const word = 'help:';
  const indent = margin.length + word.length + 1;
  return [
    ...hanging(first, { head: `${margin}${style.help(word)} `, indent, width }),
    ...copied.map((line) => `${' '.repeat(indent)}${line}`),
  ];
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
