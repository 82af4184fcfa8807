import type { ByteSet } from '../byte-set.ts';
import { bytesWhere, complement, perlSet, rangesOf, union } from '../byte-set.ts';
import { PatternSyntaxError, UnknownPattern } from '../pattern.ts';
import { isHex, isOctal, type PatternText } from '../pattern-text.ts';

const controls: Readonly<Record<string, number>> = { a: 0x07, e: 0x1b, f: 0x0c, n: 0x0a, r: 0x0d, t: 0x09 };
const horizontal = rangesOf([0x09, 0x09], [0x20, 0x20], [0xa0, 0xa0]);
const vertical = rangesOf([0x0a, 0x0d], [0x85, 0x85]);

/** The byte that an escape stands for, of which the letter was taken. Absent: it stands for something else. */
export function takePcreByte(text: PatternText, letter: string): number | undefined {
  const control = controls[letter];
  if (control !== undefined) return control;
  switch (letter) {
    case '0':
      return Number.parseInt(`0${text.takeWhile(isOctal, 2)}`, 8);
    case 'o':
      if (!text.takeIf('{')) throw new PatternSyntaxError('it has \\o without a number');
      return bracedNumber(text, 8, isOctal);
    case 'x': {
      if (text.takeIf('{')) return bracedNumber(text, 16, isHex);
      const digits = text.takeWhile(isHex, 2);
      if (digits === '') throw new PatternSyntaxError('it has \\x without a number');
      return Number.parseInt(digits, 16);
    }
    case 'c': {
      const code = text.take().toUpperCase().charCodeAt(0);
      if (code < 0x20 || code > 0x7e) throw new PatternSyntaxError('it has \\c without a character');
      return code ^ 0x40;
    }
    default:
      return /^[A-Za-z0-9]$/.test(letter) ? undefined : letter.charCodeAt(0);
  }
}

function bracedNumber(text: PatternText, base: number, fits: (character: string) => boolean): number {
  const digits = text.takeUntil('}');
  const number = Number.parseInt(digits, base);
  if (digits === '' || !Array.from(digits).every(fits) || number > 0xff)
    throw new PatternSyntaxError('it has a number that is not a byte');
  return number;
}

/** The bytes of a letter behind a backslash. Absent: it stands for something else. */
export function takePcreSet(text: PatternText, letter: string, isCaseless: boolean): ByteSet | undefined {
  switch (letter) {
    case 'h':
      return horizontal;
    case 'H':
      return complement(horizontal);
    case 'v':
      return vertical;
    case 'V':
      return complement(vertical);
    case 'p':
    case 'P': {
      const set = property(text, isCaseless);
      return letter === 'p' ? set : complement(set);
    }
    default:
      return perlSet(letter);
  }
}

const categories = /^(?:C[cfnos]?|L[lmotu]?|M[cen]?|N[dlo]?|P[cdefios]?|S[ckmo]?|Z[lps]?)$/;

/** A general category of Unicode, of the characters that one byte can be. */
function property(text: PatternText, isCaseless: boolean): ByteSet {
  const braced = text.takeIf('{') ? text.takeUntil('}') : text.take();
  const isNegated = braced.startsWith('^');
  const name = isNegated ? braced.slice(1) : braced;
  const set = categorySet(name === 'L&' ? 'LC' : name, isCaseless);
  return isNegated ? complement(set) : set;
}

function categorySet(name: string, isCaseless: boolean): ByteSet {
  if (name === 'Any') return complement(rangesOf());
  const cased = ['Lu', 'Ll', 'Lt'];
  if (name === 'LC' || (isCaseless && cased.includes(name))) return cased.map(category).reduce(union);
  if (!categories.test(name)) throw new UnknownPattern(`the property ${JSON.stringify(name.slice(0, 20))} of Unicode`);
  return category(name);
}

function category(name: string): ByteSet {
  const pattern = new RegExp(`\\p{${name}}`, 'u');
  return bytesWhere((byte) => pattern.test(String.fromCharCode(byte)));
}
