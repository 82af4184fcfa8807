import type { ReadBytes } from '@bootwright/archive';

/** Bytes; real lists have a line. */
export const longestFallbackList = 4096;

/**
 * Why a list of boot entries (BOOTX64.CSV and its kind, of which shim's fallback makes those of the firmware) may start
 * something else than the boot loader next to it, as a clause; absent: it does not. A line has the name of a program, a
 * label, arguments for the program and a comment, in UTF-16 (shim, README.fallback).
 */
export function fallbackListFlaw(read: ReadBytes, size: number): string | undefined {
  if (size > longestFallbackList) return 'it is a list of boot entries too long to be read';
  const text = new TextDecoder('utf-16le').decode(read(0, size));
  for (const line of text.split(/[\r\n]/)) {
    const [name = '', label, options = ''] = line.split(',');
    // fallback ignores a line without a label.
    if (label === undefined) continue;
    if (/[\\/]/.test(name)) return 'it is a list of boot entries that names a program in another directory';
    // shim takes its arguments for the name of what it starts, systemd-stub for a command line.
    if (options !== '') return 'it is a list of boot entries that gives arguments to a program';
  }
  return undefined;
}
