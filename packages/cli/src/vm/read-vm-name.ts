import { wrongValue } from '../arguments/option.ts';

/** Names of virtual machines: short, because they are part of the paths of sockets. */
export const vmNames = /^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/;

/** The name that `--name` gives. Fault: `usage/value`. */
export function readVmName(given: string): string {
  if (vmNames.test(given)) return given;
  throw wrongValue(
    given,
    'a name for a virtual machine',
    'use up to 32 letters, digits, ".", "_" and "-", such as web',
  );
}
