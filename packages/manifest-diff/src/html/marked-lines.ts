import { diffLines } from 'diff';
import { escapeHtmlLines } from './escape-html.ts';

/** Texts that differ in more lines are marked as a whole: to find out would take long, and nobody would read it. */
const mostEdits = 2_000;

/** One side of two texts, as HTML: what only the first has in `<del>`, or what only the second has in `<ins>`. */
export function markedLines(before: string, after: string, mark: 'del' | 'ins'): string {
  const parts = diffLines(before, after, { maxEditLength: mostEdits }) ?? [
    { value: before, removed: true, added: false },
    { value: after, removed: false, added: true },
  ];
  return parts
    .filter(({ removed, added }) => (mark === 'del' ? !added : !removed))
    .map(({ value, removed, added }) =>
      removed || added ? `<${mark}>${escapeHtmlLines(value)}</${mark}>` : escapeHtmlLines(value),
    )
    .join('');
}
