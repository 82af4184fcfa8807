import { parse } from 'smol-toml';

// Tokens of a text that is valid TOML; only their ends matter, so that other text merely gives other ends.

/** One part of a dotted key. */
export interface KeyPart {
  readonly name: string;
  readonly offset: number;
}

/** The parts of the key at `start`, and where it ends. */
export function keyAt(text: string, start: number): { readonly parts: readonly KeyPart[]; readonly end: number } {
  const parts: KeyPart[] = [];
  let offset = start;
  while (offset < text.length) {
    const end = keyPartEnd(text, offset);
    parts.push({ name: nameOf(text.slice(offset, end)), offset });
    offset = skipBlanks(text, end);
    if (text.charAt(offset) !== '.') break;
    offset = skipBlanks(text, offset + 1);
  }
  return { parts, end: offset };
}

function keyPartEnd(text: string, start: number): number {
  const sign = text.charAt(start);
  if (sign === '"' || sign === "'") return stringEnd(text, start);
  let offset = start;
  while (offset < text.length && !' \t.=]\n\r'.includes(text.charAt(offset))) offset++;
  return Math.max(offset, start + 1);
}

function nameOf(literal: string): string {
  if (!literal.startsWith('"') && !literal.startsWith("'")) return literal;
  if (literal.startsWith("'") || !literal.includes('\\')) return literal.slice(1, -1);
  return String(parse(`name = ${literal}`).name);
}

/** Behind the string that begins at `start`, in any of the four forms. */
export function stringEnd(text: string, start: number): number {
  const quote = text.charAt(start);
  const triple = quote.repeat(3);
  const long = text.startsWith(triple, start);
  for (let offset = start + (long ? 3 : 1); offset < text.length; offset++) {
    const sign = text.charAt(offset);
    if (sign === '\\' && quote === '"') offset++;
    else if (sign !== quote) continue;
    else if (!long) return offset + 1;
    else if (text.startsWith(triple, offset)) return closingQuotesEnd(text, offset + 3, quote);
  }
  return text.length;
}

/** One or two quotes before the closing three belong to the string. */
function closingQuotesEnd(text: string, start: number, quote: string): number {
  let offset = start;
  while (offset < start + 2 && text.charAt(offset) === quote) offset++;
  return offset;
}

export function skipBlanks(text: string, start: number): number {
  let offset = start;
  while (text.charAt(offset) === ' ' || text.charAt(offset) === '\t') offset++;
  return offset;
}

/** Past blanks, line ends, comments and, inside of brackets, commas. */
export function skipFiller(text: string, start: number): number {
  let offset = start;
  for (;;) {
    const sign = text.charAt(offset);
    if (sign === '#') {
      const end = text.indexOf('\n', offset);
      offset = end === -1 ? text.length : end;
    } else if (sign !== '' && ' \t\r\n,'.includes(sign)) {
      offset++;
    } else {
      return offset;
    }
  }
}

/** Behind a number, date, `true` or `false`. */
export function scalarEnd(text: string, start: number): number {
  let offset = start;
  while (offset < text.length && !',]}\n#'.includes(text.charAt(offset))) offset++;
  return Math.max(offset, start + 1);
}
