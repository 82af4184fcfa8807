import type { Customizations, UserCustomization } from '@bootwright/blueprint';
import { type DocumentPath, inside } from '@bootwright/core';
import type { Counsel } from './counsel.ts';
import { type AccountFacts, existingUsers } from './existing-users.ts';

/**
 * A notice for each account that clashes with another one. osbuild makes groups first, then users, each in the order of
 * their names, with groupadd --force and useradd of the container.
 */
export function noteAccountClashes(customizations: Customizations, facts: AccountFacts, counsel: Counsel): void {
  const { group: groups = [], user: users = [] } = customizations;
  const note = (code: string, path: DocumentPath, message: string, hint: string): void =>
    counsel.note({ code: `blueprint/${code}`, message, at: inside(facts.at, ...path), hint });
  const existing = existingUsers(facts);
  const groupNames = new Set([...groups.map(({ name }) => name), ...(facts.accounts?.groups ?? [])]);
  const newUsers = users.filter(({ name }) => !existing.has(name));

  for (const [index, { name, gid }] of users.entries()) {
    if (existing.has(name) || gid !== undefined || !groupNames.has(name)) continue;
    const message = `useradd makes a group for the new user ${JSON.stringify(name)} and fails, as the group exists (USERGROUPS_ENAB of login.defs(5))`;
    note(
      'group-of-user',
      ['user', index],
      message,
      'set the gid of the user to that of the group, or remove the group',
    );
  }
  for (const [index, { name, groups: memberships = [] }] of users.entries()) {
    for (const [place, group] of memberships.entries()) {
      if (groupNames.has(group) || !isMadeLater(group, name, newUsers)) continue;
      const message = `users are made in the order of their names, so that ${JSON.stringify(name)} is added to the group of ${JSON.stringify(group)} before there is one: useradd fails`;
      note('group-of-later-user', ['user', index, 'groups', place], message, 'Use a group of "group" of the blueprint');
    }
  }
}

/** A later entry of one name replaces an earlier one, so that all of them are alike here. */
function isMadeLater(group: string, name: string, newUsers: readonly UserCustomization[]): boolean {
  return group >= name && newUsers.some((user) => user.name === group && user.gid === undefined);
}
