import {
  type GroupCustomization,
  groupNameFaults,
  hashedPasswords,
  type UserCustomization,
  userNameFaults,
} from '@bootwright/blueprint';
import type { PlanContext } from '@bootwright/build-request';
import { defined, inside, type Location, pushAll, throwFaults } from '@bootwright/core';
import { acceptedGroup, acceptedUser, type StateUser, writablePath } from '@bootwright/sealed-state';
import { existingUsers, knownUsers } from '../accounts/existing-users.ts';
import { lastUsers } from '../accounts/user-accounts.ts';
import type { CustomizationFacts } from '../customizations/customization-facts.ts';
import { type ChannelDecision, impossible, inState, rejectedPart } from './channel-decision.ts';
import type { Decided } from './node-decisions.ts';

export function groupDecisions(facts: CustomizationFacts): Decided<GroupCustomization> {
  const groups = facts.customizations.group ?? [];
  throwFaults(groups.flatMap(({ name }, index) => groupNameFaults(name, inside(facts.at, 'group', index))));
  const decisions: ChannelDecision[] = [];
  const accepted: GroupCustomization[] = [];
  for (const [index, group] of groups.entries()) {
    const place = inside(facts.at, 'group', index);
    const { value, leftOut } = acceptedGroup(group, place);
    if (value !== undefined) {
      decisions.push(inState(`the group "${value.name}"`, place, 'sysusers.d'));
      accepted.push(value);
    }
    pushAll(decisions, leftOut.map(rejectedPart));
  }
  return { decisions, accepted };
}

/** Users, of two with one name the later; their passwords are hashed. */
export function userDecisions(facts: CustomizationFacts, context: PlanContext): Decided<StateUser> {
  const { customizations, at, seed } = facts;
  const users = lastUsers(customizations, at, context);
  throwFaults(users.flatMap(({ user, place }) => userNameFaults(user.name, place)));
  const hashed = hashedPasswords(
    users.map(({ user }) => user),
    seed,
    inside(at, 'user'),
  );
  const known = knownUsers(facts);
  const gids = groupNumbers(facts);
  const decisions: ChannelDecision[] = [];
  const accepted: StateUser[] = [];
  for (const [index, given] of hashed.entries()) {
    const place = users[index]?.place ?? at;
    const exists = known.has(given.name);
    const changed = withPassword(given, place, { facts, exists });
    const { value, leftOut } = acceptedUser(changed.user, { exists, ...defined({ gids }) }, place);
    if (value !== undefined) {
      const decided = decidedUser(value, place, { facts, exists });
      pushAll(decisions, decided.decisions);
      accepted.push(decided.user);
    }
    pushAll(decisions, [...changed.decisions, ...leftOut.map(rejectedPart)]);
  }
  return { decisions, accepted };
}

/** Of all groups of the image; absent where those of the container are not known. */
function groupNumbers({ accounts, customizations }: CustomizationFacts): ReadonlySet<number> | undefined {
  if (accounts === undefined) return undefined;
  const all = [...accounts.groups.map(({ id }) => id), ...(customizations.group ?? []).map(({ gid }) => gid)];
  return new Set(all.filter((id) => id !== undefined));
}

/** A user without its password where that does not arrive. */
function withPassword(user: UserCustomization, place: Location, { facts, exists }: UserFacts) {
  const { password, ...others } = user;
  const refused = (password ?? '') === '' ? undefined : passwordRefusal(user.name, { facts, exists });
  if (refused === undefined) return { user, decisions: [] };
  const [reason, instead] = refused;
  const what = `the password of the user "${user.name}"`;
  return { user: others, decisions: [impossible(what, inside(place, 'password'), reason, instead)] };
}

/** Why a password does not arrive, and what to do instead. */
function passwordRefusal(name: string, { facts, exists }: UserFacts): readonly [string, string] | undefined {
  const { deploymentEdits: channel } = facts.boot.channels;
  if (channel.allowed && channel.by === 'state' && channel.withoutPasswords !== undefined) {
    return [channel.withoutPasswords, 'update systemd in the container, or give the user an SSH key'];
  }
  // usermod(8) changes accounts of /etc/passwd alone.
  if (!exists || existingUsers(facts).has(name)) return undefined;
  return ['the account is in /usr/lib/passwd, where nothing changes it', 'use an account of another name'];
}

interface UserFacts {
  readonly facts: CustomizationFacts;
  readonly exists: boolean;
}

function decidedUser(given: UserCustomization, place: Location, { facts, exists }: UserFacts) {
  const { name, key = '', password = '' } = given;
  const home = homeOf(given, facts, exists);
  const what = `the user "${name}"`;
  const wantsHome = !exists || key !== '';
  const through = [
    ...(exists && (given.groups ?? []).length === 0 ? [] : ['sysusers.d']),
    ...(wantsHome && home !== undefined ? ['tmpfiles.d'] : []),
    ...(password === '' ? [] : [exists ? 'credstore and a service' : 'credstore']),
  ];
  const decisions: ChannelDecision[] = through.length === 0 ? [] : [inState(what, place, through.join(', '))];
  if (wantsHome && home === undefined) decisions.push(withoutHome(given, place, exists));
  pushAll(decisions, [...(exists ? unchanged(given, place) : []), ...withoutAging(given, place)]);
  // The container's own entry of passwd(5) says where the home is.
  const user: StateUser = { ...given, exists, ...(home === undefined ? { hasHome: false } : { home, hasHome: true }) };
  return { user, decisions };
}

/** Below /etc or /var; absent where it cannot be written, or is not known. */
function homeOf({ name, home }: UserCustomization, facts: CustomizationFacts, exists: boolean): string | undefined {
  if (home !== undefined) return writablePath(home, facts.directories);
  if (name === 'root') return writablePath('/root', facts.directories);
  return exists ? undefined : `/var/home/${name}`;
}

function withoutHome({ name, home }: UserCustomization, place: Location, exists: boolean): ChannelDecision {
  const what = exists ? `the SSH key of "${name}"` : `the home of "${name}"`;
  if (home === undefined && name !== 'root') {
    const reason = 'the home of an account of the container is not known';
    return impossible(what, place, reason, 'give its home in the entry of "user"');
  }
  const reason = `${home ?? '/root'} is not below /etc or /var, and the verified root cannot be written`;
  const instead =
    name === 'root' ? 'make /root a link to /var/roothome in the container' : `set home = "/var/home/${name}"`;
  return impossible(what, place, reason, instead);
}

const identity = ['uid', 'gid', 'description', 'shell'] as const;

/** What systemd-sysusers does not change of an account that is there. */
function unchanged(user: UserCustomization, place: Location): readonly ChannelDecision[] {
  return identity
    .filter((key) => user[key] !== undefined)
    .map((key) =>
      impossible(
        `${key} of the user "${user.name}"`,
        inside(place, key),
        'the container has the account, and systemd-sysusers does not change it',
        'change it in the container',
      ),
    );
}

function withoutAging({ name, expiredate, force_password_reset }: UserCustomization, place: Location) {
  const decision = (key: string): ChannelDecision =>
    impossible(
      `${key} of the user "${name}"`,
      inside(place, key),
      'sysusers.d(5) has no field for it',
      'set it with chage(1) in a service of the container',
    );
  return [
    ...(expiredate === undefined ? [] : [decision('expiredate')]),
    ...(force_password_reset === true ? [decision('force_password_reset')] : []),
  ];
}
