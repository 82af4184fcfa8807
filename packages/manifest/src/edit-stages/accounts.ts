import { defined } from '@bootwright/core';
import { type Stage, sortedRecord } from '@bootwright/osbuild';
import type { GroupsEdit, UsersEdit } from '@bootwright/plan';
import type { ImageContext } from '../image-context.ts';
import { inDeployment } from './in-deployment.ts';

type User = UsersEdit['users'][number];

/** Groups; one that is there already is no error. */
export function groups(edit: GroupsEdit, context: ImageContext): readonly Stage[] {
  const entries = edit.groups.map(({ name, gid }) => [name, gid === undefined ? {} : { gid }] as const);
  return [inDeployment('org.osbuild.groups', { groups: sortedRecord(entries), force: true }, context)];
}

/** Users, and before them the directories that hold their homes. */
export function users(edit: UsersEdit, context: ImageContext): readonly Stage[] {
  const accounts = sortedRecord(edit.users.map((user) => [user.name, account(user)] as const));
  return [
    inDeployment('org.osbuild.mkdir', { paths: homes(edit.users) }, context),
    inDeployment('org.osbuild.users', { users: accounts }, context),
  ];
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
