import { type BootProgram, systemdBootDirectory } from '@bootwright/uki';
import { fatPath, hasEnding, kernelEnding } from './fat-name.ts';

/** The programs that shim brings, by their names (shim, `Makefile`); older ones have them in full. */
const shimHelper = /^(?:(?:fb|mm)[a-z\d]*|fallback|mokmanager)\.efi(?:\.signed)?$/;

/** Why a file in the place of a boot loader may start something else, or none. */
export function whyUnknown(
  file: string,
  program: Extract<BootProgram, { readonly kind: 'unknown' | 'shim-helper' }>,
  flawOfList: () => string | undefined,
): string | undefined {
  if (program.kind === 'unknown') return hasEnding(file, '.csv') ? flawOfList() : program.why;
  const name = fatPath(file.slice(file.lastIndexOf('/') + 1));
  if (shimHelper.test(name)) return undefined;
  return 'it names itself shim and has neither its mark nor the name of one of its programs';
}

/**
 * Whether a file that is not known is started by nobody: what bootctl does not install of systemd's directory as
 * systemd-boot, on a file system that ignores case; and of /boot, of which nothing is installed but images, whatever is not
 * called a program. bootupd installs all that is in its directories.
 */
export function isNeverStarted(file: string): boolean {
  if (file.startsWith(`${systemdBootDirectory}/`))
    return !fatPath(file).startsWith(`${systemdBootDirectory}/systemd-boot`);
  return file.startsWith('boot/') && !hasEnding(file, kernelEnding);
}
