import type { Location } from '@bootwright/core';
import type { Accounts } from '@bootwright/inspect/facts';

/** What is known of the accounts of the container, and where the customizations are. */
export interface AccountFacts {
  readonly accounts?: Accounts;
  readonly at: Location;
}

/** The users that osbuild changes instead of creating them: those of the container, and root, which every one has. */
export function existingUsers({ accounts }: AccountFacts): ReadonlySet<string> {
  return new Set(['root', ...(accounts?.users ?? [])]);
}
