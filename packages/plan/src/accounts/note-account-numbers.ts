import type { Customizations, UserCustomization } from '@bootwright/blueprint';
import type { PlanContext } from '@bootwright/build-request';
import type { Account } from '@bootwright/container-facts';
import { type DocumentPath, inside, type Notice } from '@bootwright/core';
import { type AccountFacts, existingUsers } from './existing-users.ts';

type Problem = Required<Omit<Notice, 'at'>> & { readonly path: DocumentPath };

/**
 * A notice for each number of a user or group with which the build fails, or that the account does not get. Source:
 * osbuild's stages org.osbuild.users and org.osbuild.groups, useradd(8) and groupadd(8).
 */
export function noteAccountNumbers(customizations: Customizations, facts: AccountFacts, context: PlanContext): void {
  const { group: groups = [], user: users = [] } = customizations;
  const found = [
    ...groups.flatMap(({ name, gid }, index) =>
      gid === undefined ? [] : groupProblems({ name, id: gid }, ['group', index, 'gid'], facts),
    ),
    ...users.flatMap((user, index) => userProblems(user, ['user', index], { customizations, facts })),
  ];
  for (const { code, path, message, hint } of found) {
    context.note({ code, message, at: inside(facts.at, ...path), hint });
  }
}

/** groupadd --force leaves a group that exists as it is, and draws another number where the given one is taken. */
function groupProblems({ name, id }: Account, path: DocumentPath, { accounts }: AccountFacts): readonly Problem[] {
  const groups = accounts?.groups ?? [];
  const own = groups.find((group) => group.name === name);
  if (own !== undefined) {
    if (own.id === undefined || own.id === id) return [];
    const message = `the container has the group ${JSON.stringify(name)} with the gid ${own.id}, which it keeps`;
    return [
      { code: 'blueprint/gid-not-given', path, message, hint: 'leave the gid out, or change it in the container' },
    ];
  }
  const owner = groups.find((group) => group.id === id);
  if (owner === undefined) return [];
  const message = `the gid ${id} is that of the group ${JSON.stringify(owner.name)} of the container: groupadd gives ${JSON.stringify(name)} another one`;
  return [{ code: 'blueprint/gid-not-given', path, message, hint: 'use another gid' }];
}

interface Context {
  readonly customizations: Customizations;
  readonly facts: AccountFacts;
}

function userProblems(user: UserCustomization, path: DocumentPath, context: Context): readonly Problem[] {
  const { name, uid, gid } = user;
  const { accounts } = context.facts;
  if (!existingUsers(context.facts).has(name)) {
    return gid === undefined ? [] : unknownGid(user, gid, { path: [...path, 'gid'], ...context });
  }
  const own = name === 'root' ? 0 : accounts?.users.find((account) => account.name === name)?.id;
  const problems: Problem[] = [];
  if (uid !== undefined && uid !== own) {
    const end = own === undefined ? 'fails unless it has this one' : `fails, as it has ${own}`;
    const message = `osbuild does not change the uid of ${JSON.stringify(name)}, which the container has: the build ${end}`;
    problems.push({ code: 'blueprint/existing-uid', path: [...path, 'uid'], message, hint: 'leave the uid out' });
  }
  if (gid !== undefined) {
    const message = `osbuild fails on the gid of ${JSON.stringify(name)}, which the container has: it passes usermod a number where Python takes text only`;
    problems.push({ code: 'blueprint/existing-gid', path: [...path, 'gid'], message, hint: 'leave the gid out' });
  }
  return problems;
}

/** Where the gids of the container are known. */
function unknownGid(
  { name }: UserCustomization,
  gid: number,
  { path, customizations, facts: { accounts, at } }: Context & { readonly path: DocumentPath },
): readonly Problem[] {
  const { group: groups = [], user: users = [] } = customizations;
  if (accounts === undefined || accounts.groups.some(({ id }) => id === undefined || id === gid)) return [];
  if (groups.some((group) => group.gid === gid)) return [];
  const existing = existingUsers({ accounts, at });
  const earlier =
    accounts.userGroups === false ? [] : users.filter((user) => user.name < name && !existing.has(user.name));
  const owners = earlier.filter((user) => user.gid === undefined);
  // The group of a user has the number of the user where that is free.
  if (owners.some(({ uid }) => uid === gid)) return [];
  const isDrawn = groups.some((group) => group.gid === undefined) || owners.some(({ uid }) => uid === undefined);
  const end = isDrawn ? ', unless one without a gid of its own is given this one' : '';
  const message = `neither the container nor the blueprint has a group with the gid ${gid}: useradd fails${end}`;
  const hint = `add a group with gid = ${gid} to "group" of the blueprint, or leave the gid out`;
  return [{ code: 'blueprint/unknown-gid', path, message, hint }];
}
