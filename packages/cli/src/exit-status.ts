import type { Fault } from '@bootwright/core';

/** What the command tells its caller; README of this package lists the meanings. */
export const exitStatus = {
  done: 0,
  /** A bug of Bootwright. */
  internal: 1,
  usage: 2,
  invalidInput: 3,
  differences: 4,
  /** A host tool or a permission is missing. */
  host: 5,
  interrupted: 130,
} as const;

export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];

/** The status a fault ends with: the subject of its code decides, and what is no matter of usage or host is input. */
export function statusOfFault(fault: Fault): ExitStatus {
  const [subject, what] = fault.code.split('/');
  if (subject === 'usage') return exitStatus.usage;
  if (subject === 'host' || what === 'permission' || what === 'missing-tool') return exitStatus.host;
  return exitStatus.invalidInput;
}
