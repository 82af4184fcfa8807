import { memoized } from '@bootwright/core';
import { type ByteSet, perlSet } from './byte-set.ts';
import type { Edge, Pattern } from './pattern.ts';
import { lengthOf } from './pcre/pcre-look-behind.ts';

/** What `LookAround` does, one after the other, at a place of a text. */
export type Step =
  | { readonly kind: 'bytes'; readonly bytes: string }
  | { readonly kind: 'set'; readonly set: ByteSet }
  | { readonly kind: 'edge'; readonly edge: Edge }
  /** Goes on behind it; where that fails, at `other`. */
  | { readonly kind: 'fork'; readonly other: number }
  | { readonly kind: 'jump'; readonly to: number }
  /** Keeps the place. */
  | { readonly kind: 'keep'; readonly slot: number }
  /** Goes to `to`, unless the place is that which was kept: a repeat of nothing would never end. */
  | { readonly kind: 'jump if moved'; readonly slot: number; readonly to: number }
  /** The text between two places that were kept. */
  | { readonly kind: 'reference'; readonly start: number; readonly end: number }
  /** Fits behind the place, or in the `behind` bytes before it. */
  | { readonly kind: 'look'; readonly behind: number; readonly negated: boolean; readonly steps: readonly Step[] }
  | { readonly kind: 'atomic'; readonly steps: readonly Step[] }
  | { readonly kind: 'fail' };

export interface Program {
  readonly steps: readonly Step[];
  /** How many places it keeps. */
  readonly slots: number;
}

/** The program that fits what the parts of a pattern fit, one after the other. What is repeated is copied. */
export function backtrackingProgram(parts: readonly Pattern[]): Program {
  const slots = new Slots();
  const steps: Step[] = [];
  for (const part of parts) append(part, steps, slots);
  return { steps, slots: slots.count };
}

class Slots {
  count = 0;
  /** Where a group begins and ends. */
  readonly ofGroup = memoized((_group: number): readonly [number, number] => [this.next(), this.next()]);

  next(): number {
    this.count += 1;
    return this.count - 1;
  }
}

function append(pattern: Pattern, steps: Step[], slots: Slots): void {
  switch (pattern.kind) {
    case 'bytes':
    case 'set':
    case 'edge':
      steps.push(pattern);
      return;
    case 'never':
      steps.push({ kind: 'fail' });
      return;
    case 'sequence':
      for (const part of pattern.parts) append(part, steps, slots);
      return;
    case 'choice':
      appendBranches(pattern.branches, steps, (branch) => append(branch, steps, slots));
      return;
    case 'repeat':
      appendRepeat(pattern, steps, slots);
      return;
    case 'capture': {
      const [start, end] = slots.ofGroup(pattern.group);
      steps.push({ kind: 'keep', slot: start });
      append(pattern.part, steps, slots);
      steps.push({ kind: 'keep', slot: end });
      return;
    }
    case 'reference': {
      const [start, end] = slots.ofGroup(pattern.group);
      steps.push({ kind: 'reference', start, end });
      return;
    }
    case 'atomic':
      steps.push({ kind: 'atomic', steps: inside(pattern.part, slots) });
      return;
    case 'look':
      appendLook(pattern, steps, slots);
  }
}

function inside(pattern: Pattern, slots: Slots): readonly Step[] {
  const steps: Step[] = [];
  append(pattern, steps, slots);
  return steps;
}

/** Of a look-behind, each branch has a length of its own. */
function appendLook(look: Extract<Pattern, { kind: 'look' }>, steps: Step[], slots: Slots): void {
  const { part, negated } = look;
  if (!look.behind) {
    steps.push({ kind: 'look', behind: 0, negated, steps: inside(part, slots) });
    return;
  }
  const branches = part.kind === 'choice' ? part.branches : [part];
  const looks = branches.map(
    (branch): Step => ({ kind: 'look', behind: lengthOf(branch) ?? 0, negated, steps: inside(branch, slots) }),
  );
  // None of them may fit, or any.
  if (negated) for (const step of looks) steps.push(step);
  else appendBranches(looks, steps, (step) => steps.push(step));
}

function appendBranches<T>(branches: readonly T[], steps: Step[], add: (branch: T) => void): void {
  const ends: number[] = [];
  for (const [index, branch] of branches.entries()) {
    const fork = steps.length;
    const isLast = index === branches.length - 1;
    if (!isLast) steps.push({ kind: 'fail' });
    add(branch);
    if (isLast) break;
    ends.push(steps.length);
    steps.push({ kind: 'fail' });
    steps[fork] = { kind: 'fork', other: steps.length };
  }
  for (const end of ends) steps[end] = { kind: 'jump', to: steps.length };
}

function appendRepeat({ part, least, most }: Extract<Pattern, { kind: 'repeat' }>, steps: Step[], slots: Slots): void {
  for (let count = 0; count < least; count++) append(part, steps, slots);
  const forks: number[] = [];
  if (most === Number.POSITIVE_INFINITY) {
    const slot = slots.next();
    const to = steps.length;
    forks.push(to);
    steps.push({ kind: 'fail' }, { kind: 'keep', slot });
    append(part, steps, slots);
    steps.push({ kind: 'jump if moved', slot, to });
  } else {
    for (let count = least; count < most; count++) {
      forks.push(steps.length);
      steps.push({ kind: 'fail' });
      append(part, steps, slots);
    }
  }
  for (const fork of forks) steps[fork] = { kind: 'fork', other: steps.length };
}

const words = perlSet('w') ?? [];
const isWord = (byte: number): boolean => words[byte] === true;
const newline = 0x0a;
const carriageReturn = 0x0d;

/** Whether there is an edge between two bytes, of which -1 stands for none. */
const edges: Readonly<Record<Edge, (before: number, after: number) => boolean>> = {
  start: (before) => before < 0,
  end: (_before, after) => after < 0,
  'line start': (before) => before < 0 || before === newline,
  'line end': (_before, after) => after < 0 || after === newline,
  'line start, CRLF': (before, after) =>
    before < 0 || before === newline || (before === carriageReturn && after !== newline),
  'line end, CRLF': (before, after) =>
    after < 0 || after === carriageReturn || (after === newline && before !== carriageReturn),
  'word boundary': (before, after) => isWord(before) !== isWord(after),
  'no word boundary': (before, after) => isWord(before) === isWord(after),
  'word start': (before, after) => !isWord(before) && isWord(after),
  'word end': (before, after) => isWord(before) && !isWord(after),
  'word start, half': (before) => !isWord(before),
  'word end, half': (_before, after) => !isWord(after),
};

/** Whether a place of a byte string is such an edge. */
export function isEdge(edge: Edge, text: string, at: number): boolean {
  return edges[edge](at > 0 ? text.charCodeAt(at - 1) : -1, at < text.length ? text.charCodeAt(at) : -1);
}
