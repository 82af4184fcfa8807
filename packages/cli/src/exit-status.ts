import type { Fault } from '@bootwright/core';

/** What the command reports to its caller. */
export const exitStatus = {
  done: 0,
  internal: 1,
  usage: 2,
  invalidInput: 3,
  differences: 4,
  host: 5,
  failed: 6,
  /** Standard output, standard error or a file could not be written, such as on a full disk. */
  output: 7,
  notVerified: 8,
  interrupted: 130,
  /** The reader of an output has closed it: what a program ends with that SIGPIPE kills. */
  closed: 141,
} as const;

export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];

/** What each status means, as help and documents have it. */
export const exitStatusMeanings: Readonly<Record<ExitStatus, string>> = {
  0: 'done',
  1: 'a bug of Bootwright',
  2: 'wrong usage',
  3: 'invalid input',
  4: 'differences were found, a seal is broken or missing, or a disk did not boot as asked for',
  5: 'a host tool or a permission is missing',
  6: 'the build failed',
  7: 'an output could not be written',
  8: 'a seal is not enforced, or cannot be verified',
  130: 'interrupted',
  141: 'the reader of the output closed it early',
};

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
const inputFaults: readonly string[] = ['osbuild/manifest', 'osbuild/export', 'osbuild/checkpoint', 'osbuild/volume'];

/** The status a fault ends with: what is no matter of usage or of the machine is a matter of input. */
export function statusOfFault({ code, at }: Fault): ExitStatus {
  if (code === 'output/closed') return exitStatus.closed;
  if (code === 'output/write' || code === 'file/write') return exitStatus.output;
  if (/^(usage|reference)\//.test(code)) return exitStatus.usage;
  // An image type without a place comes from the command line, and not from a document.
  if (code.startsWith('image-type/') && at?.document === undefined) return exitStatus.usage;
  if (hostFaults.includes(code) || code.startsWith('host/')) return exitStatus.host;
  return code.startsWith('osbuild/') && !inputFaults.includes(code) ? exitStatus.failed : exitStatus.invalidInput;
}
