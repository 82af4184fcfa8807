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
  /** Something that was to be built was not built. */
  failed: 6,
  /** Standard output, standard error or a file could not be written, such as on a full disk. */
  output: 7,
  interrupted: 130,
  /** The reader of an output has closed it: what a program ends with that SIGPIPE kills. */
  closed: 141,
} as const;

export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];

/** Faults of the machine, not of what it was given. */
const hostFaults: readonly string[] = [
  'boot/firmware',
  'boot/kvm',
  'boot/qemu',
  'boot/socket',
  'docker/engine',
  'docker/not-installed',
  'docker/permission',
  'file/permission',
  'image/scratch',
  'inspect/unreadable',
  'lease/folder',
  'podman/not-installed',
  'podman/permission',
  'podman/rootless',
  'podman/service',
  'process/not-found',
  'process/not-started',
];

/** Faults of what osbuild is given, which it has not begun to build. */
const inputFaults: readonly string[] = ['osbuild/manifest', 'osbuild/export', 'osbuild/checkpoint'];

/** The status a fault ends with: what is no matter of usage or of the machine is a matter of input. */
export function statusOfFault({ code }: Fault): ExitStatus {
  if (code === 'output/closed') return exitStatus.closed;
  if (code === 'output/write' || code === 'file/write') return exitStatus.output;
  if (/^(usage|reference)\//.test(code)) return exitStatus.usage;
  if (hostFaults.includes(code) || code.startsWith('host/')) return exitStatus.host;
  return code.startsWith('osbuild/') && !inputFaults.includes(code) ? exitStatus.failed : exitStatus.invalidInput;
}
