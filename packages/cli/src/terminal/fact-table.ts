import { padded, shownLine, shownName, textWidth } from '@bootwright/core';
import { hanging, nonBreakingSpace } from './wrapped.ts';

/** A label and a fact; an absent or empty fact has no line. */
export type Fact = readonly [label: string, fact: string | undefined];

export interface FactLayout {
  /** Columns of the longest label. */
  readonly labels: number;
  /** Longer lines continue below the fact. */
  readonly width: number;
}

const indent = '  ';

/** One fact a line, labels in one column; text from outside is made safe to show. */
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
