import { tomlKeyAt, tomlStringEnd } from '@bootwright/blueprint';

/** A key or value that toml-rs rejects. */
interface RejectedToken {
  readonly reason: string;
  /** In UTF-16 units from the beginning of the text. */
  readonly offset: number;
}

/** Names of a dotted key: the recursion limit of toml-rs. */
const mostNames = 80;
const highest = 2n ** 128n;
const lowest = -(2n ** 127n);

/**
 * The first key or value that toml-rs 1.1 rejects and smol-toml does not: a day that its month does not have, a number
 * out of range, a key of too many names. The text is valid TOML, and is read once.
 */
export function rejectedByTomlRs(text: string): RejectedToken | undefined {
  const open: string[] = [];
  let isKey = true;
  let end = 0;
  for (let offset = 0; offset < text.length; offset = end) {
    const sign = text.charAt(offset);
    end = offset + 1;
    if (sign === '#') {
      end = lineEnd(text, offset);
    } else if (' \t\r='.includes(sign)) {
      isKey &&= sign !== '=';
    } else if (sign === '\n') {
      isKey ||= open.length === 0;
    } else if (sign === ',') {
      isKey = open.at(-1) === '{';
    } else if (sign === '{' || (sign === '[' && !isKey)) {
      open.push(sign);
      isKey = sign === '{';
    } else if (sign === ']' || sign === '}') {
      // The header of a table ends where nothing is open.
      const isHeader = open.pop() === undefined;
      isKey &&= isHeader;
    } else if (sign !== '[') {
      const read = isKey ? keyAt(text, offset) : valueAt(text, offset);
      if (read.reason !== undefined) return { reason: read.reason, offset };
      end = read.end;
    }
  }
  return undefined;
}

interface ReadToken {
  readonly end: number;
  readonly reason?: string | undefined;
}

function lineEnd(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end === -1 ? text.length : end;
}

function keyAt(text: string, start: number): ReadToken {
  const { parts, end } = tomlKeyAt(text, start);
  return parts.length > mostNames ? { end, reason: `a key has more than ${mostNames} names` } : { end };
}

function valueAt(text: string, start: number): ReadToken {
  const sign = text.charAt(start);
  if (sign === '"' || sign === "'") return { end: tomlStringEnd(text, start) };
  let end = start;
  while (end < text.length && !' \t\r\n,]}#'.includes(text.charAt(end))) end++;
  return { end: Math.max(end, start + 1), reason: reasonAgainst(text.slice(start, end).replaceAll('_', '')) };
}

/** Of a number or date; absent where toml-rs reads it. */
function reasonAgainst(word: string): string | undefined {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(word)?.map(Number) ?? [];
  if (year !== undefined && month !== undefined && day !== undefined) {
    return day > daysOf(year, month) ? `no such day: ${word.slice(0, 10)}` : undefined;
  }
  if (/^[+-]?\d+$|^0[xob]/.test(word)) {
    const sign = word.startsWith('-') ? -1n : 1n;
    const number = sign * BigInt(word.replace(/^[+-]/, ''));
    return number < lowest || number >= highest ? 'a number has more than 128 bits' : undefined;
  }
  return /^[+-]?\d/.test(word) && Math.abs(Number(word)) === Number.POSITIVE_INFINITY
    ? `a number is out of range: ${word.slice(0, 40)}`
    : undefined;
}

/** In the proleptic Gregorian calendar, which has a year 0. */
function daysOf(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (month === 2) return isLeap ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
