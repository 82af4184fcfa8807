import { shownLine } from '@bootwright/core';
import type { ManifestDiff } from '../diff/change.ts';
import { reasonTeller } from '../text/change-reasons.ts';
import { wrapped } from '../text/wrapped.ts';
import { changeLooks } from './change-looks.ts';
import type { ChangeReason } from './diff-report.ts';
import { countsText, diffSections, type Section } from './diff-sections.ts';

/** How a terminal shows parts of a text; every function gives the text with codes around it. */
export interface Palette {
  added(text: string): string;
  removed(text: string): string;
  changed(text: string): string;
  moved(text: string): string;
  heading(text: string): string;
  faint(text: string): string;
}

const asIs = (text: string): string => text;

/** No codes at all: for files, pipes and `NO_COLOR`. */
export const plainPalette: Palette = {
  added: asIs,
  removed: asIs,
  changed: asIs,
  moved: asIs,
  heading: asIs,
  faint: asIs,
};

export interface TerminalOptions {
  /** Default: `plainPalette`. */
  readonly palette?: Palette;
  /** Columns; longer lines are broken between words. Default: 100. */
  readonly width?: number;
  /** Each is shown once, below the first change that it is given for. Default: none. */
  readonly reasons?: readonly ChangeReason[];
}

/** The diff for a terminal, with a newline at the end. Text of the manifests is made safe to print. */
export function renderTerminal(diff: ManifestDiff, options: TerminalOptions = {}): string {
  const { palette = plainPalette, width = 100, reasons = [] } = options;
  if (diff.groups.length === 0) return `${palette.faint('no differences')}\n`;
  const tell = reasonTeller(reasons);
  const style = { palette, width: Math.max(40, width) };
  const blocks = diffSections(diff).map((section) => block(section, tell, style));
  return `${blocks.join('\n')}\n${palette.heading(countsText(diff.groups))}\n`;
}

function block(
  section: Section,
  tell: ReturnType<typeof reasonTeller>,
  { palette, width }: Required<Pick<TerminalOptions, 'palette' | 'width'>>,
): string {
  const heading = palette.heading(shownLine(section.heading));
  const places =
    section.places.length === 1
      ? []
      : wrapped(section.places.join(', '), width - 2).map((line) => `  ${palette.faint(line)}`);
  const lines = section.lines.flatMap(({ kind, text, change }) => {
    const { sign, tone } = changeLooks[kind];
    const described = wrapped(text, width - 4).map((line, index) =>
      palette[tone](index === 0 ? `${sign} ${line}` : `  ${line}`),
    );
    const why = tell(change).flatMap((reason) => wrapped(`because ${shownLine(reason)}`, width - 6));
    return [...described, ...why.map((line) => `    ${palette.faint(line)}`)].map((line) => `  ${line}`);
  });
  return `${[heading, ...places, ...lines].join('\n')}\n`;
}
