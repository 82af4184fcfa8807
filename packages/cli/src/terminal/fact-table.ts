import { padded, shownLine, shownName, textWidth } from '@bootwright/core';
import { hanging, nonBreakingSpace } from './wrapped.ts';

/** A label and what is said of it; a fact that is absent or empty has no line. */
export type Fact = readonly [label: string, fact: string | undefined];

export interface FactLayout {
  /** Columns of the longest label. */
  readonly labels: number;
  /** Longer lines go on below their first words. */
  readonly width: number;
}

const indent = '  ';

/** Facts below each other, labels in one column, what was written by strangers made safe to show. */
export function renderFacts(facts: readonly Fact[], { labels, width }: FactLayout): string {
  return facts
    .flatMap(([label, fact]) => {
      const text = shownLine((fact ?? '').replace(/[ \t\n\v\f\r]+/g, ' ').trim());
      if (text === '') return [];
      const head = `${indent}${padded(shownName(label), labels)}  `;
      return hanging(text, { head, indent: textWidth(head), width });
    })
    .map((line) => `${line.replaceAll(nonBreakingSpace, ' ')}\n`)
    .join('');
}
