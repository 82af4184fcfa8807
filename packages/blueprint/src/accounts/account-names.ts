import { Fault, type Location } from '@bootwright/core';

// What the schemas of osbuild's stages for users, groups and kickstart files take.
const userName = /^[A-Za-z0-9_.][A-Za-z0-9_.-]{0,255}$/;
const groupName = /^[A-Za-z0-9_.][A-Za-z0-9_.-]{0,31}$/;

/** Faults `blueprint/account-name` of a user's name that osbuild rejects. */
export const userNameFaults = (name: string, at: Location): readonly Fault[] => nameFaults('user', name, userName, at);

/** Faults `blueprint/account-name` of a group's name that osbuild rejects. */
export const groupNameFaults = (name: string, at: Location): readonly Fault[] =>
  nameFaults('group', name, groupName, at);

function nameFaults(what: string, name: string, allowed: RegExp, at: Location): readonly Fault[] {
  if (allowed.test(name)) return [];
  const message = `osbuild rejects ${JSON.stringify(name)} as the name of a ${what}`;
  const hint = 'use letters and digits of ASCII, "_", "." and "-", no dash first';
  return [new Fault('blueprint/account-name', message, { at, hint })];
}
