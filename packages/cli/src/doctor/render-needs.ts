import { largest, padded, shownLine, textWidth } from '@bootwright/core';
import type { HostFinding } from '@bootwright/osbuild-runner';
import { renderHint } from '../problems/render-problem.ts';
import type { Look } from '../terminal/look.ts';
import { hanging } from '../terminal/wrapped.ts';

/** Requirements for one purpose, such as building. */
export interface NeedGroup {
  readonly title: string;
  readonly findings: readonly HostFinding[];
}

/** Each requirement on a line, with a hint below if it is not met; ends with a summary. */
export function renderNeeds(groups: readonly NeedGroup[], look: Look): string {
  const { style } = look;
  const all = groups.flatMap(({ findings }) => findings);
  const layout = { ...look, titles: largest(all.map(({ title }) => textWidth(title))) };
  const blocks = groups.map(({ title, findings }) => {
    const lines = findings.flatMap((finding) => findingLines(finding, layout));
    return [style.strong(title), ...lines, ''];
  });
  return `${[...blocks.flat(), summary(all)].join('\n')}\n`;
}

interface Layout extends Look {
  /** Columns of the longest title. */
  readonly titles: number;
}

const states = { ok: 'ok', doubtful: 'doubtful', missing: 'MISSING' } as const;

function findingLines({ title, state, found, cure }: HostFinding, layout: Layout): readonly string[] {
  const { titles, width, style } = layout;
  const hang = 2 + states.doubtful.length + 2;
  const paint = { ok: style.help, doubtful: style.notice, missing: style.error }[state];
  const word = paint(states[state].padEnd(states.doubtful.length));
  const head = `  ${word}  ${padded(shownLine(title), titles)}  `;
  const lines = hanging(shownLine(found), { head, indent: hang + titles + 2, width }).map((line) => line.trimEnd());
  if (cure === undefined || state === 'ok') return lines;
  return [...lines, ...renderHint(cure, ' '.repeat(hang), layout)];
}

function summary(all: readonly HostFinding[]): string {
  const count = (state: HostFinding['state']) => all.filter((finding) => finding.state === state).length;
  const missing = count('missing');
  if (missing > 0) return `${missing} of ${all.length} requirements are missing`;
  const doubtful = count('doubtful');
  return doubtful === 0
    ? 'all requirements are met'
    : `no requirement is missing; ${doubtful} of ${all.length} are doubtful`;
}
