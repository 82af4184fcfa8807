import { defined, grouped } from '@bootwright/core';
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
  const themes = grouped(changes, (change) => JSON.stringify([change.class, change.where, change.subject]));
  return [...themes.values()].map((all) => {
    const { class: about, where, subject, details } = all[0];
    const manifests = ManifestSet.of(
      all.flatMap((change) => change.manifests),
      count,
    );
    return {
      class: about,
      ...defined({ where }),
      subject,
      details: details.filter((one) => all.every((change) => change.details.includes(one))),
      changes: [...all].sort((one, other) => other.manifests.length - one.manifests.length),
      manifests,
    };
  });
}
