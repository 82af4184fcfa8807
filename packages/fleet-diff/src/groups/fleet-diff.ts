import { defined } from '@bootwright/core';
import { describeNames } from '../names/manifest-name.ts';
import { changeText, type FleetClass } from '../review/fleet-change.ts';
import type { SharedChange } from './change-table.ts';
import { groupThemes } from './group-themes.ts';
import { groupTitle } from './group-title.ts';
import { type Theme, themesOf } from './theme.ts';

/** A change of a group, and the manifests that have it. */
export interface GroupedChange {
  readonly text: string;
  readonly class: FleetClass;
  readonly kind: SharedChange['kind'];
  /** Positions in `FleetDiff.names`. */
  readonly manifests: readonly number[];
}

/** Changes that are reported together. */
export interface FleetGroup {
  /** What changed, and what is special to its manifests. */
  readonly title: string;
  /** What is special to its manifests, by distribution, architecture and image type; may be empty. */
  readonly members: string;
  /** Those of most manifests first. */
  readonly changes: readonly GroupedChange[];
  /** Positions in `FleetDiff.names`. */
  readonly manifests: readonly number[];
}

/** What differs between two sets of manifests. */
export interface FleetDiff {
  /** Names of the pairs, in order; of a renamed one that of the second set. */
  readonly names: readonly string[];
  /** Pairs that differ. */
  readonly changed: number;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly renamed: readonly { readonly before: string; readonly after: string }[];
  /** The largest first. */
  readonly groups: readonly FleetGroup[];
}

/** The groups of changes over the manifests `names`. */
export function fleetGroups(changes: readonly SharedChange[], names: readonly string[]): readonly FleetGroup[] {
  return groupThemes(themesOf(changes, names.length)).map((group) => {
    const manifests = group.manifests.positions();
    const members = describeNames(
      manifests.map((position) => names[position] ?? ''),
      names,
    );
    const what = groupTitle(group);
    const sorted = group.themes.flatMap(linesOf).sort((one, other) => other.manifests.length - one.manifests.length);
    return {
      title: members === '' || members.endsWith('all') ? what : `${what} — ${members}`,
      members,
      changes: sorted,
      manifests,
    };
  });
}

/** Versions of a package that are reported one by one. */
const mostVersions = 3;

/** The changes of a theme; of a package that comes in many versions one for all of them. */
function linesOf({ class: about, where, subject, changes, manifests }: Theme): readonly GroupedChange[] {
  const [first] = changes;
  if (about !== 'package' || changes.length <= mostVersions || first === undefined) {
    return changes.map(({ text, kind, manifests: own }) => ({ text, class: about, kind, manifests: own }));
  }
  const text = changeText({
    class: about,
    kind: first.kind,
    subject,
    details: [`(${changes.length} versions)`],
    ...defined({ where }),
  });
  return [{ text, class: about, kind: first.kind, manifests: manifests.positions() }];
}
