import { type Customizations, type UserCustomization, usersWithKeys } from '@bootwright/blueprint';
import type { PlanContext } from '@bootwright/build-request';
import { inside, type Location } from '@bootwright/core';
import { type AccountFacts, knownUsers } from './existing-users.ts';

/**
 * The users that an image gets, in the order in which they count: of two with one name the later, with a notice for the
 * other. Each new one has a home, where the profile sets it: useradd of Fedora follows the link /home in the tree that
 * osbuild mounts, to /ostree/deploy/default/var/home/alice, which the booted system does not have (that of Debian does
 * not). Accounts of the container keep the home of its passwd(5), and every container has root. `at` is the place of
 * `customizations`.
 */
export function userAccounts(
  customizations: Customizations,
  facts: AccountFacts,
  context: PlanContext,
): readonly UserCustomization[] {
  const known = knownUsers(facts);
  return placedUsers(customizations, facts.at, context).map(({ user, place, isReplaced }) => {
    if (isReplaced || user.home !== undefined || known.has(user.name)) return user;
    if (!context.fixes('user-home', place, `the user ${JSON.stringify(user.name)}`)) return user;
    return { ...user, home: `/var/home/${user.name}` };
  });
}

interface PlacedUser {
  readonly user: UserCustomization;
  readonly place: Location;
  /** Whether a later entry with the name counts. */
  readonly isReplaced: boolean;
}

/** The users with their places, and a notice for each that a later one replaces. */
function placedUsers(customizations: Customizations, at: Location, context: PlanContext): readonly PlacedUser[] {
  const keys = customizations.sshkey?.length ?? 0;
  const users = usersWithKeys(customizations);
  const last = new Map(users.map(({ name }, index) => [name, index]));
  return users.map((user, index) => {
    const place = index < keys ? inside(at, 'sshkey', index) : inside(at, 'user', index - keys);
    const isReplaced = last.get(user.name) !== index;
    if (isReplaced) context.note(replaced(user, place));
    return { user, place, isReplaced };
  });
}

/** Of two users with one name the later, and a notice for the other. */
export function lastUsers(customizations: Customizations, at: Location, context: PlanContext): readonly PlacedUser[] {
  return placedUsers(customizations, at, context).filter(({ isReplaced }) => !isReplaced);
}

function replaced({ name }: UserCustomization, at: Location) {
  return {
    code: 'blueprint/user-replaced',
    message: `a later entry for the user ${JSON.stringify(name)} replaces this one, and its key and settings are lost`,
    at,
    hint: 'give all keys and settings of the user in one entry of "user"',
  };
}
