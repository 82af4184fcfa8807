import type { HostFinding } from '@bootwright/boot';
import { unreachable } from '@bootwright/core';
import type { Style } from '../terminal/colour.ts';
import { wrapped } from '../terminal/fact-table.ts';
import { printable } from '../terminal/printable.ts';

/** Needs of one kind, such as those of building. */
export interface NeedGroup {
  readonly title: string;
  readonly findings: readonly HostFinding[];
}

/** Each need on a line, and below it the cure where it is not met; ends with a line that sums up. */
export function renderNeeds(groups: readonly NeedGroup[], columns: number, style: Style): string {
  const all = groups.flatMap(({ findings }) => findings);
  const width = Math.max(...all.map(({ title }) => title.length));
  const blocks = groups.map(({ title, findings }) => {
    const lines = findings.flatMap((finding) => findingLines(finding, { width, columns, style }));
    return [style.strong(title), ...lines, ''];
  });
  return `${[...blocks.flat(), summary(all)].join('\n')}\n`;
}

interface Layout {
  readonly width: number;
  readonly columns: number;
  readonly style: Style;
}

const states = { ok: 'ok', doubtful: 'doubtful', missing: 'MISSING' } as const;

function findingLines(
  { title, state, found, cure }: HostFinding,
  { width, columns, style }: Layout,
): readonly string[] {
  const hang = 2 + states.doubtful.length + 2;
  const word = stateStyle(state, style)(states[state].padEnd(states.doubtful.length));
  const [first = '', ...more] = wrapped(printable(found), Math.max(30, columns - hang - width - 2));
  const lines = [
    `  ${word}  ${title.padEnd(width)}  ${first}`.trimEnd(),
    ...more.map((line) => `${' '.repeat(hang + width + 2)}${line}`),
  ];
  if (cure === undefined || state === 'ok') return lines;
  const [one = '', ...rest] = printable(cure).split('\n');
  const help = wrapped(one, Math.max(30, columns - hang - 6));
  return [
    ...lines,
    ...help.map((line, index) => `${' '.repeat(hang)}${index === 0 ? `${style.help('help:')} ` : '      '}${line}`),
    ...rest.map((line) => `${' '.repeat(hang + 6)}${line}`),
  ];
}

function stateStyle(state: HostFinding['state'], style: Style): (text: string) => string {
  switch (state) {
    case 'ok':
      return style.help;
    case 'doubtful':
      return style.notice;
    case 'missing':
      return style.error;
    default:
      return unreachable(state);
  }
}

function summary(all: readonly HostFinding[]): string {
  const count = (state: HostFinding['state']) => all.filter((finding) => finding.state === state).length;
  const missing = count('missing');
  if (missing > 0) return `${missing} of ${all.length} needs are missing`;
  const doubtful = count('doubtful');
  return doubtful === 0
    ? 'all needs are met'
    : `nothing that is needed is missing; ${doubtful} of ${all.length} are doubtful`;
}
