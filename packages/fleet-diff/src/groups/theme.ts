import type { FleetClass } from '../review/fleet-change.ts';
import type { SharedChange } from './change-table.ts';
import { ManifestSet } from './manifest-set.ts';

/** Changes of one thing: its subject, and what differs between manifests, such as values. */
export interface Theme {
  readonly class: FleetClass;
  readonly where?: string;
  readonly subject: string;
  /** Details that all its changes have. */
  readonly details: readonly string[];
  readonly changes: readonly SharedChange[];
  readonly manifests: ManifestSet;
}

/** The themes of all changes. `count`: how many manifests there are. */
export function themesOf(changes: readonly SharedChange[], count: number): readonly Theme[] {
  const themes = new Map<string, SharedChange[]>();
  for (const change of changes) {
    const key = JSON.stringify([change.class, change.where, change.subject]);
    const known = themes.get(key);
    if (known === undefined) themes.set(key, [change]);
    else known.push(change);
  }
  return [...themes.values()].map((all) => {
    const [first] = all;
    const details = (first?.details ?? []).filter((one) => all.every((change) => change.details.includes(one)));
    const sorted = [...all].sort((one, other) => other.manifests.length - one.manifests.length);
    const manifests = ManifestSet.of(
      all.flatMap((change) => change.manifests),
      count,
    );
    const { where, subject = '' } = first ?? {};
    return {
      class: first?.class ?? 'document',
      ...(where === undefined ? {} : { where }),
      subject,
      details,
      changes: sorted,
      manifests,
    };
  });
}
