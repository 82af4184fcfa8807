import { diffLines } from 'diff';
import { escapeHtmlLines } from './escape-html.ts';

/** Texts that differ in more lines are marked as a whole: to find out would take long, and nobody would read it. */
const mostEdits = 2_000;

/** Both sides of two texts as HTML, and about how many steps it took to compare them. */
export interface MarkedLines {
  /** What only this side has is in `<del>`. */
  readonly before: string;
  /** What only this side has is in `<ins>`. */
  readonly after: string;
  readonly steps: number;
}

/** The lines that only one of the texts has, marked; `most` is how many steps may be taken to find them. */
export function markedLines(before: string, after: string, most: number): MarkedLines {
  // The steps grow with the square of the lines that differ.
  const maxEditLength = Math.min(mostEdits, Math.floor(Math.sqrt(Math.max(0, most))));
  const found = diffLines(before, after, { maxEditLength });
  const parts = found ?? [
    { value: before, removed: true, added: false, count: 0 },
    { value: after, removed: false, added: true, count: 0 },
  ];
  const edits = parts.reduce((sum, { added, removed, count = 0 }) => sum + (added || removed ? count : 0), 0);
  const side = (other: 'added' | 'removed', mark: 'del' | 'ins'): string =>
    parts
      .filter((part) => !part[other])
      .map(({ value, removed, added }) =>
        removed || added ? `<${mark}>${escapeHtmlLines(value)}</${mark}>` : escapeHtmlLines(value),
      )
      .join('');
  return {
    before: side('added', 'del'),
    after: side('removed', 'ins'),
    steps: (found === undefined ? maxEditLength : edits) ** 2,
  };
}
