/** A part of a pattern. */
type Step =
  | { readonly kind: 'text'; readonly text: string }
  /** Any number of characters; within one segment only, unless `crosses`. */
  | { readonly kind: 'any'; readonly crosses: boolean }
  /** One character that is not a slash. */
  | { readonly kind: 'one' }
  | { readonly kind: 'either'; readonly words: readonly (readonly Step[])[] };

/**
 * Whether a case's name fits a pattern: `*` stands for anything within one segment, `**` for anything at all, and
 * `{a,b}` for one of several words. A pattern without a wildcard also fits everything below it.
 *
 * Patterns come from configurations, names from case files: all ways to match are followed at once, in time that grows with
 * both lengths, where a regular expression would try one after the other.
 */
export function namePattern(pattern: string): (name: string) => boolean {
  const steps = stepsOf(pattern.replace(/\/+$/, ''));
  return (name) => {
    const start = new Uint8Array(name.length + 1);
    start[0] = 1;
    const ends = after(steps, start, name);
    return ends.some((isEnd, index) => isEnd === 1 && (index === name.length || name[index] === '/'));
  };
}

function stepsOf(pattern: string): readonly Step[] {
  return pattern
    .split(/(\*\*|\*|\?|\{[^{}]*\})/)
    .flatMap((part, index): readonly Step[] =>
      part === '' ? [] : [index % 2 === 0 ? { kind: 'text', text: part } : wildcard(part)],
    );
}

function wildcard(part: string): Step {
  if (part === '**' || part === '*') return { kind: 'any', crosses: part === '**' };
  if (part === '?') return { kind: 'one' };
  const words = part.slice(1, -1).split(',');
  return { kind: 'either', words: words.map((word) => word.split(/(\*)/).flatMap(wordStep)) };
}

function wordStep(part: string): readonly Step[] {
  if (part === '*') return [{ kind: 'any', crosses: false }];
  return part === '' ? [] : [{ kind: 'text', text: part }];
}

/** The places of a name that the steps lead to from these places; 1 for each. */
function after(steps: readonly Step[], from: Uint8Array, name: string): Uint8Array {
  return steps.reduce((places, step) => afterStep(step, places, name), from);
}

function afterStep(step: Step, from: Uint8Array, name: string): Uint8Array {
  const to = new Uint8Array(from.length);
  if (step.kind === 'either') {
    for (const word of step.words) for (const [index, isEnd] of after(word, from, name).entries()) to[index] ||= isEnd;
    return to;
  }
  let isOpen = false;
  for (const [index, isPlace] of from.entries()) {
    if (step.kind === 'any') {
      // From an earlier place, unless a slash ended it.
      isOpen = isPlace === 1 || (isOpen && (step.crosses || name[index - 1] !== '/'));
      if (isOpen) to[index] = 1;
    } else if (isPlace === 1) {
      if (step.kind === 'one' && index < name.length && name[index] !== '/') to[index + 1] = 1;
      if (step.kind === 'text' && name.startsWith(step.text, index)) to[index + step.text.length] = 1;
    }
  }
  return to;
}
