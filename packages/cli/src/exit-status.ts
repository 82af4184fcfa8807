import type { Fault } from '@bootwright/core';

export const exitStatus = {
  done: 0,
  internal: 1,
  usage: 2,
  invalidInput: 3,
  differences: 4,
  host: 5,
  failed: 6,
  /** Standard output, standard error or a file could not be written, for example on a full disk. */
  output: 7,
  notVerified: 8,
  interrupted: 130,
  /** The reader of an output closed it: the status of a program that SIGPIPE kills. */
  closed: 141,
} as const;

export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];

/** The status of a command that runs another one in its place, such as `vm ssh`: that of the other. */
export function passedOn(status: number): ExitStatus {
  // Each status is a number to the shell; the names are those of our own.
  return status as ExitStatus;
}

/** The meaning of each status, for help and documents. */
export const exitStatusMeanings: Readonly<Record<ExitStatus, string>> = {
  0: 'done',
  1: 'a bug in Bootwright',
  2: 'usage error',
  3: 'invalid input',
  4: 'differences found, a broken or missing seal, or a disk that did not boot as requested',
  5: 'missing host tool or permission',
  6: 'build failed',
  7: 'output could not be written',
  8: 'seal not enforced, or not verifiable',
  130: 'interrupted',
  141: 'output closed early by its reader',
};

/** Faults of the host, not of the input. */
const hostFaults: readonly string[] = [
  'boot/firmware',
  'boot/kvm',
  'boot/qemu',
  'boot/socket',
  'boot/detach',
  'docker/engine',
  'docker/not-installed',
  'docker/permission',
  'file/permission',
  'image/scratch',
  'inspect/unreadable',
  'lease/folder',
  'podman/not-installed',
  'podman/rootless',
  'podman/service',
  'process/not-found',
  'process/not-started',
  'vm/folder',
  'vm/silent',
];

/** Faults of osbuild's input, found before the build starts. */
const inputFaults: readonly string[] = ['osbuild/manifest', 'osbuild/export', 'osbuild/checkpoint', 'osbuild/volume'];

/** The exit status for a fault: neither usage nor host means invalid input. */
export function statusOfFault({ code, at }: Fault): ExitStatus {
  if (code === 'output/closed') return exitStatus.closed;
  if (code === 'output/write' || code === 'file/write') return exitStatus.output;
  if (/^(usage|reference|compat)\//.test(code)) return exitStatus.usage;
  // An image type without a location comes from the command line, not from a document.
  if (code.startsWith('image-type/') && at?.document === undefined) return exitStatus.usage;
  if (hostFaults.includes(code) || code.startsWith('host/')) return exitStatus.host;
  return code.startsWith('osbuild/') && !inputFaults.includes(code) ? exitStatus.failed : exitStatus.invalidInput;
}
