import { type DocumentPath, inside, type Location, type Notice } from '@bootwright/core';
import type { UserCustomization } from '../format/account-customization.ts';
import type { Customizations } from '../format/customizations.ts';
import { isHashed } from './hashed-password.ts';
import { keyProblem } from './ssh-key.ts';

/** An account that is already there. */
interface ExistingAccount {
  readonly name: string;
  readonly id?: number;
}

/** A notice for each value of an account with which nobody can log in, or that two names share. */
export function accountNotices(
  { user: users = [], sshkey: keys = [] }: Customizations,
  at: Location,
  existing: readonly ExistingAccount[] = [],
): readonly Notice[] {
  const notices: Notice[] = [];
  const note = (code: string, path: DocumentPath, { message, hint }: Problem): void => {
    notices.push({ code, message, at: inside(at, ...path), hint });
  };
  for (const [index, user] of users.entries()) {
    const { password, expiredate = 0 } = user;
    const problem = password === undefined ? undefined : passwordProblem(password);
    if (problem !== undefined) note('blueprint/password', ['user', index, 'password'], problem);
    if (expiredate > latestDay) note('blueprint/expiredate', ['user', index, 'expiredate'], notDays(expiredate));
  }
  for (const [path, key] of [
    ...users.map((user, index) => [['user', index, 'key'], user.key ?? ''] as const),
    ...keys.map(({ key }, index) => [['sshkey', index, 'key'], key] as const),
  ]) {
    const problem = keyProblem(key);
    if (problem !== undefined) note('blueprint/ssh-key', path, problem);
  }
  for (const [index, first] of sharedIds(users, existing))
    note('blueprint/uid-twice', ['user', index, 'uid'], sharedId(first));
  return notices;
}

interface Problem {
  readonly message: string;
  readonly hint: string;
}

/** In the year 2243; a date that is written as digits, such as 20301231, is later. */
const latestDay = 100_000;

function notDays(expiredate: number): Problem {
  return {
    message: `expiredate counts days since 1970-01-01, and ${expiredate} days are ${Math.floor(expiredate / 365.2425)} years`,
    hint: 'write the output of: echo $(($(date -d 2030-12-31 +%s) / 86400))',
  };
}

/** The hashes that the reference takes for hashes, as crypt(5) has them. */
const wholeHash =
  /^\$(?:6\$(?:rounds=\d+\$)?[^$]*\$[./\dA-Za-z]{86}|5\$(?:rounds=\d+\$)?[^$]*\$[./\dA-Za-z]{43}|2b\$\d\d\$[./\dA-Za-z]{53})$/;

function passwordProblem(password: string): Problem | undefined {
  const hint = 'write a hash of SHA-512, as openssl passwd -6 prints it';
  if (password === '') {
    const message = 'an empty password is left out: the account has none, and nobody can log in with one';
    return { message, hint: `leave it out, or ${hint}` };
  }
  if (isHashed(password)) {
    if (wholeHash.test(password)) return undefined;
    return { message: 'the hash of the password is not complete, so that no password matches it', hint };
  }
  const scheme = /^\$[^$]{1,20}\$/.exec(password)?.[0] ?? (/^_[./\dA-Za-z]{19}$/.test(password) ? '_' : undefined);
  if (scheme !== undefined) {
    const message = `hashes that begin with ${JSON.stringify(scheme)} are not recognized: the text is hashed once more, and the password that it was made from does not match`;
    return { message, hint };
  }
  const locked = lockedForm.exec(password);
  if (locked === null) return undefined;
  const what =
    locked[1] === undefined ? JSON.stringify(password) : `a hash behind ${JSON.stringify(password.slice(0, 1))}`;
  return {
    message: `${what} does not lock the account: the text is hashed, and becomes the password`,
    hint: 'leave the password out to lock the account',
  };
}

/** What shadow(5) has in place of a hash, and a hash that usermod(8) and passwd(1) lock. */
const lockedForm = /^(?:x|\*|!\*|!{1,2}|\*(?:LK|NP)\*|!{1,2}(?:locked|unlocked)?|[!*]{1,2}(\$[\da-z]{1,10}\$.*))$/s;

/** Users with the number of another one of another name, with that name; of one name only the last entry counts. */
function sharedIds(
  users: readonly UserCustomization[],
  existing: readonly ExistingAccount[],
): ReadonlyMap<number, string> {
  const owners = new Map(existing.flatMap(({ id, name }) => (id === undefined ? [] : [[id, name]])));
  const shared = new Map<number, string>();
  for (const [index, { name, uid }] of users.entries()) {
    if (uid === undefined) continue;
    const owner = owners.get(uid) ?? name;
    owners.set(uid, owner);
    if (owner !== name) shared.set(index, owner);
  }
  return shared;
}

function sharedId(first: string): Problem {
  return {
    message: `the user ${JSON.stringify(first)} has the same uid: both are one account to the kernel, and own the same files`,
    hint: 'give each user a uid of its own, or leave it out',
  };
}
