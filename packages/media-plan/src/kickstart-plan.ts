import {
  accountNotices,
  type Customizations,
  hashedPasswords,
  type InstallerCustomization,
  type UserCustomization,
  usersWithKeys,
} from '@bootwright/blueprint';
import type { PlanContext } from '@bootwright/build-request';
import { Fault, inside, type Location, throwFaults } from '@bootwright/core';
import type { FilesystemType } from '@bootwright/disk';
import type { KickstartPlan } from './iso-plan.ts';
import { noteLeftOut } from './kickstart-values.ts';

/** The kickstart file on the medium, which the kernel arguments name. */
export const kickstartPath = '/osbuild.ks';

/** What a kickstart file is planned from. */
export interface KickstartFacts {
  readonly customizations: Customizations;
  /** Of the customizations. */
  readonly at: Location;
  /** Of the installed root. */
  readonly filesystem: FilesystemType;
  readonly seed: bigint;
}

export function kickstartPlan(facts: KickstartFacts, context: PlanContext): KickstartPlan {
  const { customizations, at, filesystem, seed } = facts;
  const { group = [], installer, kernel } = customizations;
  const append = kernel?.append ?? '';
  context.noteAll(accountNotices(customizations, at));
  noteLeftOut(customizations, at, context);
  const hashed = hashedPasswords(usersWithKeys(customizations), seed, inside(at, 'user'));
  const password = hashed.findLast(({ name }) => name === 'root')?.password;
  const sudo = installer?.['sudo-nopasswd'] ?? [];
  const sudoAt = inside(at, 'installer', 'sudo-nopasswd');
  return {
    path: kickstartPath,
    users: accounts(hashed),
    groups: group,
    ...(installer?.kickstart === undefined ? {} : { contents: installer.kickstart.contents ?? '' }),
    kernelArguments: append === '' ? [] : [append],
    filesystem,
    ...(password !== undefined && context.fixes('root-password', inside(at, 'user')) ? { rootPassword: password } : {}),
    sudoers: sudo.length > 0 && context.fixes('sudo-without-password', sudoAt) ? sudoerNames(sudo, sudoAt) : [],
  };
}

/** As useradd(8) and groupadd(8) take names; they become names of files, and words of a shell. */
const sudoerName = /^%?[A-Za-z_][\w.-]{0,31}$/;

function sudoerNames(names: readonly string[], at: Location): readonly string[] {
  const wrong = names.filter((name) => !sudoerName.test(name));
  throwFaults(
    wrong.map(
      (name) =>
        new Fault('installer/sudo', `expected a user, or a group behind a %, got ${JSON.stringify(name)}`, {
          at,
          hint: 'write a name such as alice or %wheel',
        }),
    ),
  );
  return [...new Set(names)].sort();
}

/** The users that the installer makes; root is there already, and gets its keys alone. */
function accounts(users: readonly UserCustomization[]): readonly UserCustomization[] {
  const last = new Map(users.map((user) => [user.name, user]));
  return [...last.values()].flatMap((user) => {
    if (user.name !== 'root') return [user];
    const { password: _, ...keyed } = user;
    return user.key === undefined ? [] : [keyed];
  });
}

/** Fields of a user that kickstart does not change for root, which exists already. */
const fixedForRoot = ['expiredate', 'force_password_reset', 'gid', 'groups', 'home', 'shell', 'uid'] as const;

/**
 * Faults `installer/kickstart`: accounts next to a kickstart file of the user's own, and options of root that kickstart
 * does not know.
 */
export function kickstartFaults(customizations: Customizations, at: Location): readonly Fault[] {
  const { user: users = [], installer } = customizations;
  const faults = users.flatMap((user, index) => {
    const given = user.name === 'root' ? fixedForRoot.filter((key) => user[key] !== undefined) : [];
    return given.map((key) => rootFault(key, inside(at, 'user', index, key)));
  });
  if (installer?.kickstart === undefined) return faults;
  const first = (['user', 'group', 'sshkey'] as const).find((key) => (customizations[key] ?? []).length > 0);
  return [
    ...faults,
    ...(installer.kickstart.contents === undefined ? overriddenFaults(installer, at) : []),
    ...(first === undefined ? [] : [accountsFault(inside(at, first))]),
  ];
}

/** Without contents the blueprint itself is right, and yet a kickstart file of the user's own. */
function overriddenFaults(installer: InstallerCustomization, at: Location): readonly Fault[] {
  const given = [
    ...(installer.unattended === true ? ['unattended'] : []),
    ...((installer['sudo-nopasswd'] ?? []).length > 0 ? ['sudo-nopasswd'] : []),
  ];
  return given.map(
    (option) =>
      new Fault('installer/kickstart', `${option} has no effect next to a kickstart file of your own`, {
        at: inside(at, 'installer', option),
        hint: 'write it in installer.kickstart.contents, or leave out installer.kickstart',
      }),
  );
}

function rootFault(key: string, at: Location): Fault {
  return new Fault('installer/kickstart', `kickstart cannot set ${key} of root, which exists already`, {
    at,
    hint: `remove ${key}; for root give a password and keys alone`,
  });
}

function accountsFault(at: Location): Fault {
  const message = 'users and groups have no effect next to a kickstart file of your own';
  return new Fault('installer/kickstart', message, {
    at,
    hint: 'write them as "user" and "group" in installer.kickstart.contents',
  });
}
