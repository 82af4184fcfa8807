import type { Customizations } from '@bootwright/blueprint';
import type { PlanContext } from '@bootwright/build-request';
import { type DocumentPath, inside } from '@bootwright/core';
import type { AccountFacts } from './existing-users.ts';

const codes = { unknownUser: 'blueprint/unknown-user', unknownGroup: 'blueprint/unknown-group' } as const;

/** Adds a notice for each user and group that neither the container nor the blueprint has: the build fails on it. */
export function noteUnknownNames(
  { user = [], group = [], files = [], directories = [] }: Customizations,
  { accounts, at }: Required<AccountFacts>,
  context: PlanContext,
): void {
  const users = new Set([...accounts.users, ...user].map(({ name }) => name));
  const owners = accounts.userGroups === false ? [] : user.filter(({ gid }) => gid === undefined);
  // useradd makes a group for each new user without a gid.
  const groups = new Set([...accounts.groups, ...group, ...owners].map(({ name }) => name));
  const note = (kind: 'user' | 'group', name: string | number | undefined, path: DocumentPath): void => {
    if (typeof name !== 'string' || name === '' || (kind === 'user' ? users : groups).has(name)) return;
    // useradd(8) and chown(1) read digits as a number.
    if (/^\d+$/.test(name)) return;
    context.note({
      code: kind === 'user' ? codes.unknownUser : codes.unknownGroup,
      message: `neither the container nor the blueprint has the ${kind} ${JSON.stringify(name)}: the build fails`,
      at: inside(at, ...path),
      hint: `add it to "${kind}" of the blueprint, or build it into the container`,
    });
  };
  for (const [index, one] of user.entries()) {
    for (const [place, name] of (one.groups ?? []).entries()) note('group', name, ['user', index, 'groups', place]);
  }
  for (const [key, nodes] of [
    ['files', files],
    ['directories', directories],
  ] as const) {
    for (const [index, node] of nodes.entries()) {
      note('user', node.user, [key, index, 'user']);
      note('group', node.group, [key, index, 'group']);
    }
  }
}
