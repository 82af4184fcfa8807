import { type GroupCustomization, pathProblem, type UserCustomization } from '@bootwright/blueprint';
import { defined, inside, type Location } from '@bootwright/core';

/** What a sealed image does not get. */
export interface LeftOut {
  readonly what: string;
  readonly at: Location;
  /** Continues the sentence; absent where no credential carries it. */
  readonly reason?: string;
  /** What to do instead. */
  readonly instead?: string;
}

/** What of a customization systemd takes, and what it would reject. */
export interface Accepted<T> {
  /** Absent where nothing of it is left. */
  readonly value?: T;
  readonly leftOut: readonly LeftOut[];
}

/** Names that systemd-sysusers takes (sysusers.d(5), "Name"; systemd, `src/basic/user-util.c`). */
const accountName = /^[A-Za-z_][A-Za-z0-9_-]{0,30}$/;
/** The numbers that mean "none" with 16 and 32 bits, which it rejects. */
const noIds: readonly number[] = [0xffff, 0xffffffff];
const largestId = 0xffffffff;

const renamed = 'use letters and digits of ASCII, "_" and "-", no digit first, and 31 characters at most';
const rejected = 'systemd-sysusers rejects such a name, and makes nothing of its line';

/** A group that systemd-sysusers makes. `at` is its place. */
export function acceptedGroup(group: GroupCustomization, at: Location): Accepted<GroupCustomization> {
  const { name, gid } = group;
  const what = `the group ${JSON.stringify(name)}`;
  if (!accountName.test(name)) {
    return { leftOut: [{ what, at: inside(at, 'name'), reason: rejected, instead: renamed }] };
  }
  if (gid === undefined || isId(gid)) return { value: group, leftOut: [] };
  const number = { what: `the gid ${gid} of ${what}`, at: inside(at, 'gid'), reason: notANumber };
  return { value: { name }, leftOut: [{ ...number, instead: 'use a smaller number' }] };
}

/** What is known of the accounts of an image. */
export interface KnownAccounts {
  /** Whether the container has the account, so that systemd-sysusers makes none. */
  readonly exists: boolean;
  /** Numbers of all groups; absent where those of the container are not known. */
  readonly gids?: ReadonlySet<number>;
}

/** A user as systemd-sysusers makes it: one value that it rejects would cost the whole account. `at` is its place. */
export function acceptedUser<T extends UserCustomization>(
  user: T,
  { exists, gids }: KnownAccounts,
  at: Location,
): Accepted<T> {
  const what = `the user ${JSON.stringify(user.name)}`;
  if (!exists && !accountName.test(user.name)) {
    return { leftOut: [{ what, at: inside(at, 'name'), reason: rejected, instead: renamed }] };
  }
  const value = { ...user };
  const leftOut: LeftOut[] = [];
  const leave = (key: keyof UserCustomization, reason: string, instead: string): void => {
    leftOut.push({ what: `${key} of ${what}`, at: inside(at, key), reason, instead });
    delete value[key];
  };
  const { description, shell, home, uid, gid, groups = [] } = user;
  if (!exists) {
    if (description?.includes(':') === true) leave('description', 'passwd(5) ends a field at a colon', 'use no colon');
    if (!isPasswdPath(shell))
      leave('shell', 'systemd-sysusers takes a canonical path alone', 'write it as "/bin/bash"');
    if (!isPasswdPath(home))
      leave('home', 'systemd-sysusers takes a canonical path alone', 'write it as "/var/home/a"');
    if (uid !== undefined && !isId(uid)) leave('uid', notANumber, 'use a smaller number');
    if (gid !== undefined && !(isId(gid) && (gids?.has(gid) ?? true))) {
      leave('gid', 'no group has that number, and systemd-sysusers would not make the user', 'add it to "group"');
    }
  }
  const isMember = (group: string): boolean => accountName.test(group) && accountName.test(user.name);
  for (const [index, group] of groups.entries()) {
    if (isMember(group)) continue;
    const name = `the membership of ${what} in ${JSON.stringify(group)}`;
    leftOut.push({ what: name, at: inside(at, 'groups', index), reason: rejected, instead: renamed });
  }
  return { value: { ...value, ...defined({ groups: user.groups?.filter(isMember) }) }, leftOut };
}

const notANumber = 'the kernel takes that number for none';

function isId(id: number): boolean {
  return Number.isInteger(id) && id >= 0 && id <= largestId && !noIds.includes(id);
}

/** Whether a path can be a field of passwd(5). */
function isPasswdPath(path: string | undefined): boolean {
  return path === undefined || (pathProblem(path) === undefined && !path.includes(':'));
}
