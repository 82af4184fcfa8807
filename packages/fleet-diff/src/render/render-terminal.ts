import { counted, shownLine, shownName } from '@bootwright/core';
import { changeLooks, type Palette, plainPalette, wrappedText } from '@bootwright/manifest-diff';
import type { FleetDiff, FleetGroup } from '../groups/fleet-diff.ts';
import { countsText, isEqualFleet, renamedTexts } from './shown-counts.ts';

export interface FleetTerminalOptions {
  /** Default: `plainPalette`. */
  readonly palette?: Palette;
  /** Columns. Default: 100. */
  readonly width?: number;
}

/** Changes of a group, and names of added and removed manifests, that are listed. */
const mostChanges = 12;
const mostNames = 20;

/** The diff for a terminal: groups with their most frequent changes. Text of manifests is made safe to print. */
export function renderFleetTerminal(
  diff: FleetDiff,
  { palette = plainPalette, width = 100 }: FleetTerminalOptions = {},
): string {
  const columns = Math.max(40, width);
  const blocks = [
    ...diff.groups.map((group) => groupText(group, palette, columns)),
    nameList('added', diff.added, palette.added, columns),
    nameList('removed', diff.removed, palette.removed, columns),
    nameList('renamed', renamedTexts(diff), palette.moved, columns),
  ].filter((block) => block !== '');
  const summary = isEqualFleet(diff) ? palette.faint(countsText(diff)) : palette.heading(countsText(diff));
  return `${blocks.map((block) => `${block}\n`).join('')}${summary}\n`;
}

function groupText({ title, changes, manifests }: FleetGroup, palette: Palette, columns: number): string {
  const heading = wrappedText(shownLine(`${counted(manifests.length, 'manifest')}: ${title}`), columns).map((line) =>
    palette.heading(line),
  );
  const lines = changes.slice(0, mostChanges).flatMap((change) => {
    const { sign, tone } = changeLooks[change.kind];
    const share = change.manifests.length === manifests.length ? '' : ` (${change.manifests.length})`;
    return wrappedText(shownLine(`${change.text}${share}`), columns - 4).map(
      (line, index) => `  ${palette[tone](`${index === 0 ? sign : ' '} ${line}`)}`,
    );
  });
  const rest = changes.length - mostChanges;
  const more = rest > 0 ? [palette.faint(`    … and ${counted(rest, 'more change')}`)] : [];
  return `${[...heading, ...lines, ...more].join('\n')}\n`;
}

function nameList(word: string, names: readonly string[], colour: (text: string) => string, columns: number): string {
  if (names.length === 0) return '';
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : '';
  const text = `${names.slice(0, mostNames).map(shownName).join(', ')}${more}`;
  return `${[`${counted(names.length, 'manifest')} ${word}`, ...wrappedText(text, columns - 2).map((line) => `  ${colour(line)}`)].join('\n')}\n`;
}
