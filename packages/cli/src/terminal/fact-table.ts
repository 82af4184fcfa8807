import { printable } from './printable.ts';

/** A label and what is said of it; a fact that is absent or empty has no line. */
export type Fact = readonly [label: string, fact: string | undefined];

export interface FactLayout {
  /** Characters of the longest label. */
  readonly labels: number;
  /** Longer lines go on below their first words; without it they stay whole. */
  readonly columns?: number;
}

const indent = '  ';

/** Stands for a blank at which no line is broken. */
export const firmBlank = '\u00a0';

/** Facts below each other, labels in one column, what was written by strangers made safe to show. */
export function renderFacts(facts: readonly Fact[], { labels, columns }: FactLayout): string {
  const hang = indent.length + labels + 2;
  return facts
    .flatMap(([label, fact]) => {
      const text = printable((fact ?? '').replace(/[ \t\n\v\f\r]+/g, ' ').trim());
      if (text === '') return [];
      const [first = '', ...more] = columns === undefined ? [text] : wrapped(text, Math.max(20, columns - hang));
      const lines = [
        `${indent}${label.padEnd(labels)}  ${first}\n`,
        ...more.map((line) => `${' '.repeat(hang)}${line}\n`),
      ];
      return lines.map((line) => line.replaceAll(firmBlank, ' '));
    })
    .join('');
}

/** The lines of a text at most `width` wide; a word that is wider is broken. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    let rest = word;
    if (line !== '' && line.length + 1 + rest.length <= width) {
      line += ` ${rest}`;
      continue;
    }
    if (line !== '') lines.push(line);
    for (; rest.length > width; rest = rest.slice(width)) lines.push(rest.slice(0, width));
    line = rest;
  }
  return line === '' ? lines : [...lines, line];
}
