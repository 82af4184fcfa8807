import { grouped } from '@bootwright/core';
import type { ManifestSet } from './manifest-set.ts';
import type { Theme } from './theme.ts';

/** Themes of about the same manifests. */
export interface ThemeGroup {
  readonly themes: readonly Theme[];
  /** Of all its themes. */
  readonly manifests: ManifestSet;
}

/** A review of so few groups is read at once; with more, those that follow from others are put next to them. */
const fewGroups = 5;
/** Groups that are compared with one another; the smallest of more are joined by what they are about. */
const mostGroups = 1_500;

/**
 * Groups themes by the manifests that have them: what the same manifests share is one group, and what most of them share
 * joins it. Identifiers, versions of packages and mere order are groups of their own. The largest first.
 */
export function groupThemes(themes: readonly Theme[]): readonly ThemeGroup[] {
  const { '': rest = [], ...own } = Object.fromEntries(grouped(themes, ownKind));
  let groups = groupedBy(rest, ({ manifests }) => manifests.key).sort(largestFirst);
  if (groups.length > mostGroups) {
    const smallest = groups.slice(mostGroups).flatMap((group) => group.themes);
    groups = [...groups.slice(0, mostGroups), ...groupedBy(smallest, (theme) => theme.class)];
  }
  const separate = Object.values(own).map(groupOf);
  groups = joined(joined(groups, isSameEdit), alike(0.8));
  const most = fewGroups - separate.length;
  // What follows from other changes joins them where that makes a review short; in a large one it stays apart.
  const shorter = [alike(0.5), follows, isSameThing].reduce<ThemeGroup[]>(
    (all, belongs) => (all.length > most ? joined(all, belongs) : all),
    groups,
  );
  return [...(shorter.length <= most ? shorter : groups), ...separate].sort(largestFirst);
}

/** Kinds of changes that are one group, whatever manifests have them. */
function ownKind({ class: about, changes }: Theme): string {
  if (about === 'identifier' || about === 'key-order') return about;
  return about === 'package' && changes.every(({ kind }) => kind === 'changed') ? 'versions' : '';
}

function groupedBy(themes: readonly Theme[], keyOf: (theme: Theme) => string): ThemeGroup[] {
  return [...grouped(themes, keyOf).values()].map(groupOf);
}

function groupOf(themes: readonly Theme[]): ThemeGroup {
  const [first, ...rest] = themes.map(({ manifests }) => manifests);
  if (first === undefined) throw new RangeError('a group has themes');
  return { themes, manifests: rest.reduce((all, one) => all.union(one), first) };
}

const largestFirst = (one: ThemeGroup, other: ThemeGroup): number => other.manifests.size - one.manifests.size;

/** How much a group belongs to a larger one: 0 for not at all. */
type Membership = (smaller: ThemeGroup, larger: ThemeGroup) => number;

/** Each group joins the larger one that it belongs to most. Larger groups come first. */
function joined(groups: readonly ThemeGroup[], belongs: Membership): ThemeGroup[] {
  const leaders: { readonly leader: ThemeGroup; readonly members: ThemeGroup[] }[] = [];
  for (const group of groups) {
    let most = 0;
    let best: ThemeGroup[] | undefined;
    for (const { leader, members } of leaders) {
      const score = belongs(group, leader);
      if (score > most) [most, best] = [score, members];
    }
    if (best === undefined) leaders.push({ leader: group, members: [group] });
    else best.push(group);
  }
  return leaders.map(({ members }) => groupOf(members.flatMap(({ themes }) => themes))).sort(largestFirst);
}

/** Of all manifests that either has, the part that both have. */
function overlap({ manifests }: ThemeGroup, other: ThemeGroup): number {
  const shared = manifests.shared(other.manifests);
  return shared / (manifests.size + other.manifests.size - shared);
}

function alike(least: number): Membership {
  return (smaller, larger) => {
    const part = overlap(smaller, larger);
    return part >= least ? part : 0;
  };
}

/** The same was done in other pipelines, or to other stages of the same type. */
function isSameEdit(smaller: ThemeGroup, larger: ThemeGroup): number {
  const edits = new Set(larger.themes.map(editOf));
  return smaller.themes.every((theme) => edits.has(editOf(theme))) ? 1 : 0;
}

const editOf = (theme: Theme): string =>
  JSON.stringify([theme.class, placeOf(theme).replace(/ \(.*\)$|^mkfs\..*$/, ''), theme.subject, theme.details]);

/** Nearly all of its manifests are those of the larger one: it follows from that, or comes with it. */
function follows(smaller: ThemeGroup, larger: ThemeGroup): number {
  const isWithin = smaller.manifests.shared(larger.manifests) >= 0.9 * smaller.manifests.size;
  const isLikely = isAbout(smaller, 'package') || smaller.manifests.size * 4 >= larger.manifests.size;
  return isWithin && isLikely ? overlap(smaller, larger) : 0;
}

/** Both change the same kind of thing in the same place, in different ways. */
function isSameThing(smaller: ThemeGroup, larger: ThemeGroup): number {
  if (isAbout(smaller, 'package') && isAbout(larger, 'package')) return 1;
  const places = new Set(larger.themes.map(placeOf));
  return smaller.themes.every((theme) => places.has(placeOf(theme))) ? 1 : 0;
}

const isAbout = ({ themes }: ThemeGroup, about: Theme['class']): boolean =>
  themes.every((theme) => theme.class === about);

/** A stage, in whatever pipeline. */
const placeOf = ({ where = '', class: about }: Theme): string =>
  where.includes(' › ') ? (where.split(' › ')[1] ?? '') : about;
