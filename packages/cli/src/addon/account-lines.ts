import { type GroupCustomization, isHashed, type UserCustomization } from '@bootwright/blueprint';
import { Fault, inside, type Location, type Notice } from '@bootwright/core';
import { fileLine, quotedWord } from './configuration-line.ts';

/** What makes accounts: lines of sysusers.d(5) and tmpfiles.d(5), and password hashes by credential. */
export interface AccountLines {
  readonly sysusers: readonly string[];
  readonly tmpfiles: readonly string[];
  readonly credentials: readonly (readonly [name: string, text: string])[];
  readonly notices: readonly Notice[];
}

const none: AccountLines = { sysusers: [], tmpfiles: [], credentials: [], notices: [] };

export function groupLines(groups: readonly GroupCustomization[], at: Location): readonly string[] {
  return groups.map(({ name, gid }, index) => `g ${quotedWord(name, inside(at, index, 'name'))} ${gid ?? '-'}`);
}

/**
 * Fault: `addon/customization` for a password that is not hashed: an addon is not secret, and its bytes would depend on a
 * random salt.
 */
export function userLines(user: UserCustomization, at: Location): AccountLines {
  const { name, password = '' } = user;
  if (password !== '' && !isHashed(password)) {
    throw new Fault('addon/customization', `the password of ${JSON.stringify(name)} is not hashed`, {
      at: inside(at, 'password'),
      hint: 'give a hash as crypt(5) has it, such as "openssl passwd -6" prints',
    });
  }
  return name === 'root' ? rootLines(user, at) : { ...newUserLines(user, at), notices: ignoredOf(user, at) };
}

/** Root exists, so that no credential changes its password. */
function rootLines({ key = '', password = '' }: UserCustomization, at: Location): AccountLines {
  return {
    ...none,
    credentials: key === '' ? [] : [['ssh.authorized_keys.root', withLineFeed(key)]],
    notices: password === '' ? [] : [ignored('the password of root, which exists already', inside(at, 'password'))],
  };
}

function newUserLines(user: UserCustomization, at: Location): Omit<AccountLines, 'notices'> {
  const { name, description = '', password = '', key = '', groups = [], uid, gid } = user;
  const home = user.home ?? `/var/home/${name}`;
  const id = gid === undefined ? `${uid ?? '-'}` : `${uid ?? '-'}:${gid}`;
  const word = (text: string) => quotedWord(text, at);
  const owner = { user: name, group: gid === undefined ? name : String(gid) };
  const folder = (path: string) => `d ${word(path)} 0700 ${word(owner.user)} ${word(owner.group)}`;
  return {
    sysusers: [
      `u ${word(name)} ${id} ${description === '' ? '-' : word(description)} ${word(home)} ${word(user.shell ?? '/bin/bash')}`,
      ...groups.map((group) => `m ${word(name)} ${word(group)}`),
    ],
    tmpfiles: [
      folder(home),
      ...(key === ''
        ? []
        : [
            folder(`${home}/.ssh`),
            fileLine(`${home}/.ssh/authorized_keys`, withLineFeed(key), { mode: '0600', ...owner }, at),
          ]),
    ],
    credentials: password === '' ? [] : [[`passwd.hashed-password.${name}`, password]],
  };
}

function ignoredOf({ expiredate, force_password_reset }: UserCustomization, at: Location): readonly Notice[] {
  return [
    ...(expiredate === undefined ? [] : [ignored('the day on which an account ends', inside(at, 'expiredate'))]),
    ...(force_password_reset === true
      ? [ignored('a password that has to be changed', inside(at, 'force_password_reset'))]
      : []),
  ];
}

/** What an addon cannot carry. */
export function ignored(what: string, at: Location): Notice {
  return {
    code: 'addon/customization',
    message: `${what} is left out: no credential of systemd carries it`,
    at,
    hint: 'build it into the container',
  };
}

const withLineFeed = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);
