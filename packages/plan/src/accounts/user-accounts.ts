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
  const { at } = facts;
  const known = knownUsers(facts);
  const keys = customizations.sshkey?.length ?? 0;
  const users = usersWithKeys(customizations);
  const last = new Map(users.map(({ name }, index) => [name, index]));
  return users.map((user, index) => {
    const place = index < keys ? inside(at, 'sshkey', index) : inside(at, 'user', index - keys);
    if (last.get(user.name) !== index) {
      context.note(replaced(user, place));
      return user;
    }
    if (user.home !== undefined || known.has(user.name)) return user;
    if (!context.fixes('user-home', place, `the user ${JSON.stringify(user.name)}`)) return user;
    return { ...user, home: `/var/home/${user.name}` };
  });
}

function replaced({ name }: UserCustomization, at: Location) {
  return {
    code: 'blueprint/user-replaced',
    message: `a later entry for the user ${JSON.stringify(name)} replaces this one, and its key and settings are lost`,
    at,
    hint: 'give all keys and settings of the user in one entry of "user"',
  };
}
