import type { FleetDiff } from '../groups/fleet-diff.ts';

/**
 * The diff for machines, in one line: `{ manifests: { paired, changed, added, removed, renamed }, groups }`, where a group
 * is `{ title, members, changes, manifests }`, the largest first. A change is `{ description, class, kind, count }`, and
 * names its `manifests` where not all of the group have it.
 */
export function renderFleetJson({ names, changed, added, removed, renamed, groups }: FleetDiff): string {
  const named = (positions: readonly number[]) => positions.map((position) => names[position] ?? '');
  const document = {
    manifests: { paired: names.length, changed, added, removed, renamed },
    groups: groups.map(({ title, members, changes, manifests }) => ({
      title,
      members,
      changes: changes.map(({ text, class: about, kind, manifests: own }) => ({
        description: text,
        class: about,
        kind,
        count: own.length,
        ...(own.length === manifests.length ? {} : { manifests: named(own) }),
      })),
      manifests: named(manifests),
    })),
  };
  return `${JSON.stringify(document)}\n`;
}
