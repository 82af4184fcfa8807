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
  const places = new Map<string, string[]>();
  const lined = diff.groups.map((group) => ({ heading: describeGroup(group), lines: group.changes.map(lineOf) }));
  for (const { heading, lines } of lined) {
    for (const line of lines) {
      const key = keyOf(line);
      const known = places.get(key);
      if (known === undefined) places.set(key, [heading]);
      else known.push(heading);
    }
  }
  const shared = new Map<string, { readonly places: readonly string[]; readonly lines: Map<string, SectionLine> }>();
  const gathered = new Set<string>();
  const own: Section[] = [];
  for (const { heading, lines } of lined) {
    const rest: SectionLine[] = [];
    for (const line of lines) {
      const key = keyOf(line);
      const at = places.get(key) ?? [];
      if (at.length < often || isWhole(line.change)) rest.push(line);
      // The places of a line are compared once, not once for each place.
      else if (!gathered.has(key)) gather(shared, at, line);
      gathered.add(key);
    }
    if (rest.length > 0) own.push({ heading, places: [heading], lines: rest });
  }
  const common = [...shared.values()].map(
    (section): Section => ({
      heading: `the same in ${section.places.length} places`,
      places: section.places,
      lines: [...section.lines.values()],
    }),
  );
  return [...own, ...common];
}

/** How many changes of each kind, in words: `2 added, 1 removed`. */
export function countsText(groups: readonly ChangeGroup[]): string {
  const counts = new Map<string, number>();
  const name = (kind: Change['kind']): string =>
    kind === 'resized' || kind === 'reseeded' || kind === 'reworded' ? 'changed' : kind;
  for (const { changes } of groups) {
    for (const { kind } of changes) counts.set(name(kind), (counts.get(name(kind)) ?? 0) + 1);
  }
  const order = ['added', 'removed', 'changed', 'moved', 'renamed'];
  return order.flatMap((kind) => (counts.has(kind) ? [`${counts.get(kind)} ${kind}`] : [])).join(', ');
}

function gather(
  shared: Map<string, { readonly places: readonly string[]; readonly lines: Map<string, SectionLine> }>,
  places: readonly string[],
  line: SectionLine,
): void {
  const key = JSON.stringify(places);
  const section = shared.get(key) ?? { places, lines: new Map() };
  section.lines.set(keyOf(line), line);
  shared.set(key, section);
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
