import type { Customizations, UserCustomization } from '@bootwright/blueprint';
import type { PlanContext } from '@bootwright/build-request';
import { type DocumentPath, inside } from '@bootwright/core';
import { type AccountFacts, existingUsers } from './existing-users.ts';

/**
 * A notice for each account that clashes with another one. osbuild makes groups first, then users, each in the order of
 * their names, with groupadd --force and useradd of the container.
 */
export function noteAccountClashes(customizations: Customizations, facts: AccountFacts, context: PlanContext): void {
  const { group: groups = [], user: users = [] } = customizations;
  const { accounts } = facts;
  const note = (code: string, path: DocumentPath, message: string, hint: string): void =>
    context.note({ code, message, at: inside(facts.at, ...path), hint });
  const existing = existingUsers(facts);
  const groupNames = new Set([...groups, ...(accounts?.groups ?? [])].map(({ name }) => name));
  const readOnlyGroups = readOnlyNames(accounts?.groups);
  const readOnlyUsers = readOnlyNames(accounts?.users);
  const newUsers = users.filter(({ name }) => !existing.has(name));
  const makesGroups = accounts?.userGroups !== false;

  for (const [index, { name, gid }] of users.entries()) {
    if (readOnlyUsers.has(name)) {
      const message = `the container has the user ${JSON.stringify(name)} in /usr/lib/passwd, where osbuild does not look for it and useradd finds it: the build fails`;
      note(
        'blueprint/read-only-user',
        ['user', index],
        message,
        `copy the line of ${name} to /etc/passwd of the container`,
      );
    } else if (makesGroups && !existing.has(name) && gid === undefined && groupNames.has(name)) {
      const condition = accounts?.userGroups === true ? '' : 'where USERGROUPS_ENAB of login.defs(5) is yes, ';
      const message = `${condition}useradd makes a group for the new user ${JSON.stringify(name)} and fails, as the group exists`;
      const hint = 'set the gid of the user to that of the group, or remove the group';
      note('blueprint/group-of-user', ['user', index], message, hint);
    }
  }
  for (const [index, { name, groups: memberships = [] }] of users.entries()) {
    for (const [place, group] of memberships.entries()) {
      const path = ['user', index, 'groups', place];
      if (readOnlyGroups.has(group)) {
        const effect = existing.has(name)
          ? 'usermod adds nobody to it'
          : 'useradd does not find it, and the build fails';
        const message = `the container has the group ${JSON.stringify(group)} in /usr/lib/group alone: ${effect}`;
        const hint = `copy the line of ${group} to /etc/group of the container; "group" of the blueprint does not add it`;
        note('blueprint/read-only-group', path, message, hint);
      } else if (makesGroups && !groupNames.has(group) && isMadeLater(group, name, newUsers)) {
        const message = `users are made in the order of their names, so that ${JSON.stringify(name)} is added to the group of ${JSON.stringify(group)} before there is one: useradd fails`;
        note('blueprint/group-of-later-user', path, message, 'use a group of "group" of the blueprint');
      }
    }
  }
}

function readOnlyNames(accounts: readonly { readonly name: string; readonly isReadOnly?: boolean }[] = []) {
  return new Set(accounts.filter(({ isReadOnly }) => isReadOnly === true).map(({ name }) => name));
}

/** A later entry of one name replaces an earlier one, so that all of them are alike here. */
function isMadeLater(group: string, name: string, newUsers: readonly UserCustomization[]): boolean {
  return group >= name && newUsers.some((user) => user.name === group && user.gid === undefined);
}
