import type { YamlCursor } from './yaml-cursor.ts';

/** What begins no plain scalar. */
const indicators = /[,[\]{}#&*!|>'"%@`]/;
const flowIndicators = /[,[\]{}]/;

/** A scalar without quotes, whose further lines are indented more than `parent`. */
export function plainScalarText(cursor: YamlCursor, parent: number, isFlow: boolean): string {
  if (!startsPlain(cursor, isFlow)) cursor.fail(`unexpected ${JSON.stringify(cursor.char)}`);
  const parts = [plainLine(cursor, isFlow)];
  const further = (): string | undefined => {
    const breaks = lineBreaks(cursor);
    if (breaks === 0 || cursor.isEnded || cursor.char === '#' || (!isFlow && cursor.column <= parent)) return undefined;
    if (!isFlow) cursor.checkIndentation(parent + 1);
    const line = plainLine(cursor, isFlow);
    return line === '' ? undefined : `${breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)}${line}`;
  };
  for (let part = cursor.attempt(further); part !== undefined; part = cursor.attempt(further)) parts.push(part);
  return parts.join('');
}

export function startsPlain(cursor: YamlCursor, isFlow: boolean): boolean {
  const { char } = cursor;
  return !indicators.test(char) && !(/[-?:]/.test(char) && endsIndicator(cursor, isFlow));
}

function endsIndicator(cursor: YamlCursor, isFlow: boolean): boolean {
  return cursor.isBlank(1) || (isFlow && flowIndicators.test(cursor.text.charAt(cursor.position + 1)));
}

/** The part of a plain scalar that is in this line. */
export function plainLine(cursor: YamlCursor, isFlow: boolean): string {
  const from = cursor.position;
  let end = from;
  for (; cursor.position < cursor.text.length && !cursor.isLineEnd(); cursor.position++) {
    const { char } = cursor;
    if (char === ':' && endsIndicator(cursor, isFlow)) break;
    if (isFlow && flowIndicators.test(char)) break;
    const isBlank = char === ' ' || char === '\t';
    if (char === '#' && cursor.position > end) break;
    if (!isBlank) end = cursor.position + 1;
  }
  cursor.position = end;
  return cursor.text.slice(from, end);
}

/** Skips line ends and the blanks around them; how many there were. */
function lineBreaks(cursor: YamlCursor): number {
  let count = 0;
  for (cursor.spaces(); cursor.isLineEnd(); cursor.spaces()) {
    cursor.newLine();
    count++;
  }
  return count;
}

const escapes: Readonly<Record<string, string>> = {
  ...{ '0': '\0', a: '\x07', b: '\b', t: '\t', '\t': '\t', n: '\n', v: '\v', f: '\f', r: '\r', e: '\x1B' },
  ...{ ' ': ' ', '"': '"', '/': '/', '\\': '\\', N: '\x85', _: '\xA0', L: '\u2028', P: '\u2029' },
};
const hexDigits: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** The text of a scalar in single or double quotes. */
export function quotedText(cursor: YamlCursor): string {
  const quote = cursor.char;
  const parts: string[] = [];
  let line = '';
  /** So much of the line is kept where it ends; blanks after it are not. */
  let kept = 0;
  for (cursor.position++; cursor.char !== quote || isDoubled(cursor, quote); ) {
    if (cursor.isEnded) cursor.fail('missing closing quote');
    if (cursor.isLineEnd()) {
      const breaks = lineBreaks(cursor);
      parts.push(line.slice(0, kept), breaks === 1 ? ' ' : '\n'.repeat(breaks - 1));
      line = '';
      kept = 0;
      continue;
    }
    const { char } = cursor;
    const isEscape = quote === '"' && char === '\\';
    cursor.position += quote === "'" && char === quote ? 2 : 1;
    line += isEscape ? escaped(cursor) : char;
    if (isEscape || (char !== ' ' && char !== '\t')) kept = line.length;
  }
  cursor.position++;
  return `${parts.join('')}${line}`;
}

const isDoubled = (cursor: YamlCursor, quote: string): boolean =>
  quote === "'" && cursor.text.charAt(cursor.position + 1) === quote;

/** What a backslash begins; at the end of a line, nothing. */
function escaped(cursor: YamlCursor): string {
  if (cursor.isLineEnd()) {
    cursor.newLine();
    cursor.spaces();
    return '';
  }
  const { char } = cursor;
  const from = ++cursor.position;
  const plain = escapes[char];
  if (plain !== undefined) return plain;
  const digits = cursor.text.slice(from, from + (hexDigits[char] ?? 0));
  const code =
    digits !== '' && digits.length === hexDigits[char] && /^[\da-f]+$/i.test(digits) ? Number.parseInt(digits, 16) : -1;
  if (code < 0 || code > 0x10ffff) cursor.fail('invalid escape in a quoted text', from - 2);
  cursor.position += digits.length;
  return String.fromCodePoint(code);
}

/** The text of a scalar behind `|` or `>`, whose lines are indented more than `parent`. */
export function blockText(cursor: YamlCursor, parent: number): string {
  const isFolded = cursor.char === '>';
  const start = cursor.position++;
  const header = cursor.text.slice(cursor.position, cursor.position + 2);
  const [, before = '', chomping = '', after = ''] =
    /^([1-9]?)([-+]?)((?<=[-+])(?<![1-9][-+])[1-9])?/.exec(header) ?? [];
  cursor.position += `${before}${chomping}${after}`.length;
  if (!cursor.isBlank(0)) cursor.fail('expected a line end after the header of a block', start);
  cursor.spaces();
  if (cursor.char === '#') cursor.restOfLine();
  if (cursor.position < cursor.text.length && !cursor.isLineEnd()) {
    cursor.fail('expected a line end after the header of a block');
  }
  const digit = `${before}${after}`;
  const lines = blockLines(cursor, parent, digit === '' ? undefined : Math.max(parent, 0) + Number(digit));
  let last = lines.length;
  while (last > 0 && lines[last - 1] === '') last--;
  const body = isFolded ? folded(lines.slice(0, last)) : lines.slice(0, last).join('\n');
  const end = chomping === '+' ? '\n'.repeat(lines.length - last + Number(last > 0)) : '\n';
  return chomping === '-' || (last === 0 && chomping !== '+') ? body : `${body}${end}`;
}

/** Lines without their indentation: the given one, or that of the first line with text. */
function blockLines(cursor: YamlCursor, parent: number, given: number | undefined): readonly string[] {
  const lines: string[] = [];
  let indent = given;
  /** Of the empty lines before the first with text. */
  let widest = 0;
  const read = (): string | undefined => {
    if (!cursor.isLineEnd()) return undefined;
    cursor.newLine();
    if (cursor.position >= cursor.text.length) return undefined;
    while (cursor.char === ' ' && (indent === undefined || cursor.column < indent)) cursor.position++;
    if (indent === undefined) widest = Math.max(widest, cursor.column);
    if (cursor.isLineEnd()) return '';
    if (cursor.column <= parent || cursor.column < (indent ?? 0) || cursor.isEnded) return undefined;
    if (indent === undefined && widest > cursor.column) cursor.fail('indented less than the empty line before it');
    indent ??= cursor.column;
    return cursor.restOfLine();
  };
  for (let line = cursor.attempt(read); line !== undefined; line = cursor.attempt(read)) lines.push(line);
  return lines;
}

/** Lines joined by blanks, but those that are empty or begin with a blank. */
function folded(lines: readonly string[]): string {
  const parts: string[] = [];
  let empty = 0;
  let isKept = true;
  for (const line of lines) {
    if (line === '') {
      empty++;
      continue;
    }
    const wasKept = isKept;
    isKept = /^[ \t]/.test(line);
    if (parts.length === 0) parts.push('\n'.repeat(empty));
    else if (isKept || wasKept) parts.push('\n'.repeat(empty + 1));
    else parts.push(empty === 0 ? ' ' : '\n'.repeat(empty));
    parts.push(line);
    empty = 0;
  }
  return parts.join('');
}
