import type { Accounts } from '@bootwright/container-facts';
import type { Location } from '@bootwright/core';

/** What is known of the accounts of the container, and where the customizations are. */
export interface AccountFacts {
  readonly accounts?: Accounts;
  readonly at: Location;
}

/** The users that the container has, also where nothing changes them. */
export function knownUsers({ accounts }: AccountFacts): ReadonlySet<string> {
  return new Set(['root', ...(accounts?.users ?? []).map(({ name }) => name)]);
}

/** The users that osbuild changes instead of creating them: those of /etc/passwd, and root, which every one has. */
export function existingUsers({ accounts }: AccountFacts): ReadonlySet<string> {
  const changed = (accounts?.users ?? []).filter(({ isReadOnly }) => isReadOnly !== true);
  return new Set(['root', ...changed.map(({ name }) => name)]);
}
