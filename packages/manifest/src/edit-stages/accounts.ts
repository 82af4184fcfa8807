import { defined } from '@bootwright/core';
import { type Stage, sortedRecord } from '@bootwright/osbuild';
import type { GroupsEdit, UsersEdit } from '@bootwright/plan';
import type { ImageContext } from '../image-context.ts';
import { inDeployment } from './in-deployment.ts';

type User = UsersEdit['users'][number];

/** Groups; one that exists already is not an error. */
export function groups(edit: GroupsEdit, context: ImageContext): readonly Stage[] {
  return [inDeployment('org.osbuild.groups', { groups: groupsByName(edit.groups), force: true }, context)];
}

/** Users, and before them the directories that hold their homes. */
export function users(edit: UsersEdit, context: ImageContext): readonly Stage[] {
  return [
    inDeployment('org.osbuild.mkdir', { paths: homes(edit.users) }, context),
    inDeployment('org.osbuild.users', { users: accountsByName(edit.users) }, context),
  ];
}

/** Groups as stages name them. */
export function groupsByName(groups: GroupsEdit['groups']) {
  return sortedRecord(groups.map(({ name, gid }) => [name, { ...defined({ gid }) }] as const));
}

/** Accounts as stages name them; of two with one name the later. */
export function accountsByName(users: readonly User[]) {
  return sortedRecord(users.map((user) => [user.name, account(user)] as const));
}

const rootHome = { path: '/var/roothome', mode: 0o700, exist_ok: true };
const userHomes = { path: '/var/home', mode: 0o755, exist_ok: true };

function homes(users: readonly User[]) {
  const isRoot = ({ name }: User): boolean => name === 'root';
  return [...(users.some(isRoot) ? [rootHome] : []), ...(users.every(isRoot) ? [] : [userHomes])];
}

function account(user: User) {
  const { uid, gid, groups = [], description, home, shell, password, key, expiredate, force_password_reset } = user;
  return {
    ...defined({ uid, gid }),
    ...(groups.length === 0 ? {} : { groups }),
    ...defined({ description, home, shell, password, key, expiredate, force_password_reset }),
  };
}
