import { Fault, type Location } from '@bootwright/core';

/** Of a part of a case's name. */
export const segment = /^[A-Za-z0-9][A-Za-z0-9._+-]*$/;

/** Whether it may be part of a case's name, and so of a golden's path. */
export function isName(text: string): boolean {
  return segment.test(text);
}

/**
 * The name, where it may be part of a path on any system: letters, digits and `._+-`, no dot or sign at its start.
 * Otherwise the fault `golden/name`.
 */
export function checkedName(name: string, at: Location): string {
  if (isName(name)) return name;
  throw new Fault('golden/name', `${JSON.stringify(name)} cannot be part of a case's name`, {
    at,
    hint: 'use letters, digits and "._+-", with a letter or digit first: goldens are files of that name',
  });
}
