import { type Customizations, groupNameFaults, userNameFaults } from '@bootwright/blueprint';
import type { PlanContext } from '@bootwright/build-request';
import { type DocumentPath, Fault, inside, type Location } from '@bootwright/core';

/** What osbuild writes into a line of a kickstart file without quotes. */
const word = /^[^\s"'\\#]*$/;
/** A word in a list with commas. */
const listed = /^[^\s"'\\#,]*$/;
/** What it writes between double, and between single quotes. */
const quoted = /^[^"\\\r\n]*$/;
const singleQuoted = /^[^'\r\n]*$/;

/**
 * Faults `installer/kickstart` of values that end a line of the kickstart file, or split into other options there; under
 * `reference`, a notice for each.
 */
export function kickstartValueFaults(
  customizations: Customizations,
  at: Location,
  context: PlanContext,
): readonly Fault[] {
  return writtenValues(customizations).flatMap(([path, value, form]) => {
    const place = inside(at, ...path);
    if (form.test(value) || !context.fixes('kickstart-value', place)) return [];
    const message = `${JSON.stringify(value.slice(0, 60))} breaks a line of the kickstart file`;
    const hint = 'remove quotes, blanks, backslashes and line ends; a key is one line';
    return [new Fault('installer/kickstart', message, { at: place, hint })];
  });
}

/**
 * Faults `blueprint/account-name` of names that osbuild rejects, and that are a word of the kickstart file; under
 * `reference`, a notice for each.
 */
export function kickstartNameFaults(
  { user: users = [], group: groups = [], sshkey: keys = [] }: Customizations,
  at: Location,
  context: PlanContext,
): readonly Fault[] {
  const faultsOf = (check: typeof userNameFaults, name: string, ...path: DocumentPath) =>
    word.test(name) ? check(name, inside(at, ...path)) : [];
  return [
    ...users.flatMap(({ name }, index) => faultsOf(userNameFaults, name, 'user', index, 'name')),
    ...groups.flatMap(({ name }, index) => faultsOf(groupNameFaults, name, 'group', index, 'name')),
    ...keys.flatMap(({ user }, index) => faultsOf(userNameFaults, user, 'sshkey', index, 'user')),
  ].filter((fault) => context.fixes('rejected-value', fault.at, fault.message));
}

function writtenValues(customizations: Customizations): readonly (readonly [DocumentPath, string, RegExp])[] {
  const { user: users = [], group: groups = [], sshkey: keys = [], kernel, installer } = customizations;
  return [
    ...users.flatMap(({ name, home = '', shell = '', key = '', groups: further = [] }, index) => [
      [['user', index, 'name'], name, word] as const,
      [['user', index, 'home'], home, word] as const,
      [['user', index, 'shell'], shell, word] as const,
      [['user', index, 'key'], key, quoted] as const,
      ...further.map((group, place) => [['user', index, 'groups', place], group, listed] as const),
    ]),
    ...groups.map(({ name }, index) => [['group', index, 'name'], name, word] as const),
    ...keys.flatMap(({ user, key }, index) => [
      [['sshkey', index, 'user'], user, word] as const,
      [['sshkey', index, 'key'], key, quoted] as const,
    ]),
    ...(installer?.kickstart === undefined
      ? [[['kernel', 'append'], kernel?.append ?? '', singleQuoted] as const]
      : []),
  ];
}

/** Fields of a user that osbuild does not write into a kickstart file, with the program that sets them later. */
const unwritten = { description: 'chfn', expiredate: 'chage', force_password_reset: 'passwd --expire' } as const;

/** A notice `installer/left-out` for each value of an account that the kickstart file does not have. */
export function noteLeftOut(
  { user: users = [], group: groups = [] }: Customizations,
  at: Location,
  context: PlanContext,
): void {
  const note = (path: DocumentPath, what: string, hint: string): void =>
    context.note({
      code: 'installer/left-out',
      message: `${what} is left out of the kickstart file, which has no such option`,
      at: inside(at, ...path),
      hint,
    });
  for (const [index, user] of users.entries()) {
    for (const key of ['description', 'expiredate', 'force_password_reset'] as const) {
      if (user[key] === undefined || user[key] === false) continue;
      const what = `${key} of the user ${JSON.stringify(user.name)}`;
      note(['user', index, key], what, `remove it, and run ${unwritten[key]} in the installed system`);
    }
  }
  for (const [index, { name, gid }] of groups.entries()) {
    if (gid === 0) note(['group', index, 'gid'], `gid 0 of the group ${JSON.stringify(name)}`, 'give another number');
  }
}
