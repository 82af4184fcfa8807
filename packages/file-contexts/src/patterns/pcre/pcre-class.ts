import type { ByteSet } from '../byte-set.ts';
import { caseFolded, complement, posixSets, rangesOf, union } from '../byte-set.ts';
import { PatternSyntaxError, UnknownPattern } from '../pattern.ts';
import { isOctal, type PatternText } from '../pattern-text.ts';
import { takePcreByte, takePcreSet } from './pcre-escape.ts';

type Item = { readonly byte: number } | { readonly set: ByteSet };

/** A class of PCRE2 behind its `[`, as bytes (pcre2pattern(3)). Faults: `PatternSyntaxError`, `UnknownPattern`. */
export function takePcreClass(text: PatternText, isCaseless: boolean): ByteSet {
  const isNegated = text.takeIf('^');
  let set = rangesOf();
  let isFirst = true;
  while (isFirst || !text.takeIf(']')) {
    set = union(set, takeRange(text, isCaseless));
    isFirst = false;
  }
  const folded = isCaseless ? caseFolded(set) : set;
  return isNegated ? complement(folded) : folded;
}

function takeRange(text: PatternText, isCaseless: boolean): ByteSet {
  const first = takeItem(text, isCaseless);
  if (!text.isAt('-') || text.isAt('-]')) return 'set' in first ? first.set : rangesOf([first.byte, first.byte]);
  text.take();
  const last = takeItem(text, isCaseless);
  if ('set' in first || 'set' in last) throw new PatternSyntaxError('it has a range without a first or last character');
  if (first.byte > last.byte) throw new PatternSyntaxError('it has a range that ends before its start');
  return rangesOf([first.byte, last.byte]);
}

function takeItem(text: PatternText, isCaseless: boolean): Item {
  const character = text.take();
  if (character === '[') return posixClass(text) ?? { byte: 0x5b };
  if (character !== '\\') return { byte: character.charCodeAt(0) };
  const letter = text.take();
  if (letter === 'Q' || letter === 'E') throw new UnknownPattern(`\\${letter} in a class`);
  if (letter === 'b') return { byte: 0x08 };
  if (/^[1-7]$/.test(letter)) return { byte: octal(text, letter) };
  if (/^[89]$/.test(letter)) return { byte: letter.charCodeAt(0) };
  const byte = takePcreByte(text, letter);
  if (byte !== undefined) return { byte };
  const set = takePcreSet(text, letter, isCaseless);
  if (set === undefined) throw new PatternSyntaxError(`it has \\${letter} in a class`);
  return { set };
}

function octal(text: PatternText, first: string): number {
  const number = Number.parseInt(`${first}${text.takeWhile(isOctal, 2)}`, 8);
  if (number > 0xff) throw new PatternSyntaxError('it has a number that is not a byte');
  return number;
}

/** `[:alpha:]` and the like, of which `[` was taken. Absent: it is a bracket and no more. */
function posixClass(text: PatternText): Item | undefined {
  const isClass = text.isAt(':');
  const name = takePosixName(text);
  if (name === undefined) return undefined;
  const isNegated = name.startsWith('^');
  const set = isClass ? posixSets.get(isNegated ? name.slice(1) : name) : undefined;
  if (set === undefined) throw new PatternSyntaxError('it has a class with an unknown name');
  return { set: isNegated ? complement(set) : set };
}

/** The name in `[:alpha:]`, of which `[` was taken. Absent: it is a bracket and no more. */
export function takePosixName(text: PatternText): string | undefined {
  const sign = text.next;
  if (sign !== ':' && sign !== '.' && sign !== '=') return undefined;
  return text.attempt(() => {
    text.take();
    const name = text.takeWhile((character) => !/[\\\]:.=]/.test(character));
    return text.takeIf(`${sign}]`) ? name : undefined;
  });
}
