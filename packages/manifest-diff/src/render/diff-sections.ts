import { grouped } from '@bootwright/core';
import type { Change, ChangeGroup, ManifestDiff } from '../diff/change.ts';
import { describeEdit, describeGroup } from '../text/describe-change.ts';

/** A line of a section: one change in words. */
export interface SectionLine {
  readonly kind: Change['kind'];
  readonly class: Change['class'];
  readonly text: string;
  readonly change: Change;
}

/** Changes under one heading. */
export interface Section {
  readonly heading: string;
  /** The groups that the lines are from: more than one where they come again and again. */
  readonly places: readonly string[];
  readonly lines: readonly SectionLine[];
}

/** What stands outside the pipelines is text for people, such as notices: it is shown whole, within reason. */
const mostText = 1_000;

/** A change that so many stages have is reported once. */
const often = 3;

/**
 * The diff for readers: a section for each group, and behind them one for changes that three or more groups have in
 * common, such as a device that every stage gained.
 */
export function diffSections(diff: ManifestDiff): readonly Section[] {
  const placed = diff.groups.map((group) => {
    const heading = describeGroup(group);
    return { heading, lines: group.changes.map((change) => ({ heading, line: lineOf(change) })) };
  });
  const equal = grouped(
    placed.flatMap(({ lines }) => lines),
    ({ line }) => keyOf(line),
  );
  const shared = [...equal.values()].filter((all) => all.length >= often && !isWhole(all[0].line.change));
  const gathered = new Set(shared.flat());
  const own = placed.flatMap(({ heading, lines }): readonly Section[] => {
    const rest = lines.filter((one) => !gathered.has(one)).map(({ line }) => line);
    return rest.length === 0 ? [] : [{ heading, places: [heading], lines: rest }];
  });
  const placesOf = (all: (typeof shared)[number]): readonly string[] => all.map(({ heading }) => heading);
  const common = [...grouped(shared, (all) => JSON.stringify(placesOf(all))).values()].map(
    (groups): Section => ({
      heading: `the same in ${groups[0].length} places`,
      places: placesOf(groups[0]),
      lines: groups.map(([{ line }]) => line),
    }),
  );
  return [...own, ...common];
}

/** How many changes of each kind, in words: `2 added, 1 removed`. */
export function countsText(groups: readonly ChangeGroup[]): string {
  const name = (kind: Change['kind']): string =>
    kind === 'resized' || kind === 'reseeded' || kind === 'reworded' ? 'changed' : kind;
  const changes = grouped(
    groups.flatMap((group) => group.changes),
    ({ kind }) => name(kind),
  );
  const order = ['added', 'removed', 'changed', 'moved', 'renamed'];
  return order.flatMap((kind) => (changes.has(kind) ? [`${changes.get(kind)?.length} ${kind}`] : [])).join(', ');
}

function lineOf(change: Change): SectionLine {
  const limit = change.class === 'document' ? mostText : undefined;
  return { kind: change.kind, class: change.class, text: describeEdit(change, limit), change };
}

function keyOf({ kind, class: about, text }: SectionLine): string {
  return `${kind} ${about} ${text}`;
}

/** Pipelines and stages that came, went or moved are in their own place, however alike their words are. */
function isWhole(change: Change): boolean {
  return change.class === 'stage' || change.class === 'pipeline';
}
