import { type GroupCustomization, isHashed, type UserCustomization } from '@bootwright/blueprint';
import { Fault, inside, type Location } from '@bootwright/core';
import type { LeftOut } from './account-limits.ts';
import { type FileLineType, fileLine, quotedWord, withLineFeed } from './configuration-line.ts';
import { writablePath } from './state-path.ts';

/** What makes accounts: lines of sysusers.d(5) and tmpfiles.d(5), and password hashes by credential. */
export interface AccountLines {
  readonly sysusers: readonly string[];
  readonly tmpfiles: readonly string[];
  readonly credentials: readonly (readonly [name: string, text: string])[];
  readonly leftOut: readonly LeftOut[];
}

/** The credential with the hash of a user's password (systemd-sysusers(8)). */
export const passwordCredential = (user: string): string => `passwd.hashed-password.${user}`;

/** The text of a drop-in of systemd-sysusers.service that hands it the passwords of those users, or nothing. */
export function importedPasswords(users: readonly string[]): string {
  if (users.length === 0) return '';
  return `[Service]\n${users.map((user) => `ImportCredential=${passwordCredential(user)}\n`).join('')}`;
}

export function groupLines(groups: readonly GroupCustomization[], at: Location): readonly string[] {
  return groups.map(({ name, gid }, index) => `g ${quotedWord(name, inside(at, index, 'name'))} ${gid ?? '-'}`);
}

/**
 * Fault: `addon/customization` for a password that is not hashed: an addon is not secret, and its bytes would depend on a
 * random salt.
 */
export function userLines(user: UserCustomization, exists: boolean, at: Location): AccountLines {
  const { name, key = '', password = '' } = user;
  if (password !== '' && !isHashed(password)) {
    throw new Fault('addon/customization', `the password of ${JSON.stringify(name)} is not hashed`, {
      at: inside(at, 'password'),
      hint: 'give a hash as crypt(5) has it, such as "openssl passwd -6" prints',
    });
  }
  const isThere = exists || name === 'root';
  // Of an account that is there a unit sets the password, which systemd-sysusers does not change.
  const credentials = password === '' ? [] : [[passwordCredential(name), password] as const];
  const made = isThere ? undefined : homeLines(user, at);
  const sysusers = isThere ? memberLines(user, at) : newUserLines(user, at);
  const ignored = ignoredOf(user, at);
  if (isThere && (key === '' || name === 'root')) {
    const keys = key === '' ? [] : [['ssh.authorized_keys.root', withLineFeed(key)] as const];
    return { sysusers, tmpfiles: [], credentials: [...credentials, ...keys], leftOut: ignored };
  }
  const home = made ?? homeLines(user, at);
  return { sysusers, tmpfiles: home.lines, credentials, leftOut: [...home.leftOut, ...ignored] };
}

/** The lines of tmpfiles.d(5) that make a user's home, where the running system has it, with its SSH keys. */
function homeLines(user: UserCustomization, at: Location) {
  const home = writablePath(homeOf(user));
  if (home !== undefined) {
    const moved = { ...user, home };
    return { lines: [homeLine(moved, at), ...keyLines(moved, at, 'f+~')], leftOut: [] };
  }
  const what = `the home of "${user.name}"`;
  const reason = `${homeOf(user)} is not below /etc or /var, and the verified root cannot be written`;
  const instead = `set home = "/var/home/${user.name}"`;
  return { lines: [], leftOut: [{ what, at: inside(at, 'home'), reason, instead }] };
}

/** The lines of sysusers.d(5) that make a user and its memberships. */
export function newUserLines(user: UserCustomization, at: Location): readonly string[] {
  const { name, description = '', uid, gid } = user;
  const id = gid === undefined ? `${uid ?? '-'}` : `${uid ?? '-'}:${gid}`;
  const word = (text: string) => quotedWord(text, at);
  const comment = description === '' ? '-' : word(description);
  return [
    `u ${word(name)} ${id} ${comment} ${word(homeOf(user))} ${word(user.shell ?? '/bin/bash')}`,
    ...memberLines(user, at),
  ];
}

export function memberLines({ name, groups = [] }: UserCustomization, at: Location): readonly string[] {
  return groups.map((group) => `m ${quotedWord(name, at)} ${quotedWord(group, at)}`);
}

/** Where a user's home is; that of root is where containers made for ostree have it. */
export function homeOf({ name, home }: UserCustomization): string {
  return home ?? (name === 'root' ? '/var/roothome' : `/var/home/${name}`);
}

/** The line of tmpfiles.d(5) that makes a user's home. */
export function homeLine(user: UserCustomization, at: Location): string {
  return folderLine(homeOf(user), user, at);
}

/** Lines of tmpfiles.d(5) that write a user's SSH keys, if it has any. */
export function keyLines(user: UserCustomization, at: Location, type: FileLineType): readonly string[] {
  const { key = '' } = user;
  if (key === '') return [];
  const folder = `${homeOf(user)}/.ssh`;
  const file = { path: `${folder}/authorized_keys`, text: withLineFeed(key) };
  return [folderLine(folder, user, at), fileLine(type, file, { mode: '0600', ...ownerOf(user), at })];
}

function folderLine(path: string, user: UserCustomization, at: Location): string {
  const owner = ownerOf(user);
  return `d ${quotedWord(path, at)} 0700 ${quotedWord(owner.user, at)} ${quotedWord(owner.group, at)}`;
}

function ownerOf({ name, gid }: UserCustomization) {
  return { user: name, group: gid === undefined ? name : String(gid) };
}

function ignoredOf({ expiredate, force_password_reset }: UserCustomization, at: Location): readonly LeftOut[] {
  return [
    ...(expiredate === undefined ? [] : [{ what: 'the day on which an account ends', at: inside(at, 'expiredate') }]),
    ...(force_password_reset === true
      ? [{ what: 'a password that has to be changed', at: inside(at, 'force_password_reset') }]
      : []),
  ];
}
