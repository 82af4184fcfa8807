import type { ByteSet } from '../byte-set.ts';
import { caseFolded, complement, difference, intersection, posixSets, rangesOf, union } from '../byte-set.ts';
import { PatternSyntaxError } from '../pattern.ts';
import { checkDepth } from '../pattern-depth.ts';
import type { PatternText } from '../pattern-text.ts';
import type { RustItem } from './rust-escape.ts';
import { byteOf, takeRustEscape } from './rust-escape.ts';

export interface ClassFlags {
  readonly caseless: boolean;
  /** Blanks and comments are left out. A rule has no blanks, and a comment would take all that follows. */
  readonly extended: boolean;
}

type Operator = '&&' | '--' | '~~';

const operations: Readonly<Record<Operator, (one: ByteSet, other: ByteSet) => ByteSet>> = {
  '&&': intersection,
  '--': difference,
  '~~': (one, other) => difference(union(one, other), intersection(one, other)),
};
const operators: readonly Operator[] = ['&&', '--', '~~'];
const none = rangesOf();

/** A class behind its `[`, as bytes (regex-syntax 0.8, `Parser::parse_set_class`). Faults: `PatternSyntaxError`. */
export function takeRustClass(text: PatternText, flags: ClassFlags, depth: number): ByteSet {
  // A class inside a class counts threefold.
  checkDepth(depth);
  const folded = (set: ByteSet) => (flags.caseless ? caseFolded(set) : set);
  const isNegated = text.takeIf('^');
  let items = none;
  let isFirst = true;
  const add = (set: ByteSet) => {
    items = union(items, set);
    isFirst = false;
  };
  while (text.takeIf('-')) add(rangesOf([0x2d, 0x2d]));
  if (isFirst && text.takeIf(']')) add(rangesOf([0x5d, 0x5d]));
  let before: { readonly set: ByteSet; readonly operator: Operator } | undefined;
  const combined = (): ByteSet =>
    before === undefined ? items : operations[before.operator](folded(before.set), folded(items));
  for (;;) {
    rejectComment(text, flags);
    const operator = operators.find((candidate) => text.takeIf(candidate));
    if (operator !== undefined) {
      before = { set: combined(), operator };
      items = none;
    } else if (text.takeIf(']')) {
      const set = folded(combined());
      return isNegated ? complement(set) : set;
    } else if (text.isAt('[')) {
      const named = text.attempt(() => posixClass(text));
      if (named !== undefined) items = union(items, folded(named));
      else {
        text.take();
        items = union(items, takeRustClass(text, flags, depth + 3));
      }
    } else items = union(items, takeRange(text, flags));
  }
}

function takeRange(text: PatternText, flags: ClassFlags): ByteSet {
  const first = takeItem(text);
  rejectComment(text, flags);
  const isRange = text.isAt('-') && !text.isAt('-]') && !text.isAt('--');
  if (!isRange) {
    if (first.kind === 'set') return first.set;
    const byte = byteOf(first);
    return rangesOf([byte, byte]);
  }
  text.take();
  rejectComment(text, flags);
  const [start, end] = [byteOf(first), byteOf(takeItem(text))];
  if (start > end) throw new PatternSyntaxError('it has a range that ends before its start');
  return rangesOf([start, end]);
}

function takeItem(text: PatternText): RustItem {
  const character = text.take();
  return character === '\\' ? takeRustEscape(text) : { kind: 'character', character };
}

/** `[:alpha:]` and the like; what has an unknown name is a class of the letters in it. */
function posixClass(text: PatternText): ByteSet | undefined {
  if (!text.takeIf('[:')) return undefined;
  const isNegated = text.takeIf('^');
  const name = text.takeWhile((character) => character !== ':');
  const set = text.takeIf(':]') ? posixSets.get(name) : undefined;
  return set === undefined || !isNegated ? set : complement(set);
}

export function rejectComment(text: PatternText, { extended }: ClassFlags): void {
  if (extended && text.isAt('#')) throw new PatternSyntaxError('it ends with a comment');
}
