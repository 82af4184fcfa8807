import type { Tree } from '@bootwright/file-tree';
import type { LintFinding } from '../lint-finding.ts';

interface Leftover {
  readonly code: string;
  readonly pattern: RegExp;
  readonly message: (file: string) => string;
  readonly hint: string;
}

const leftovers: readonly Leftover[] = [
  {
    code: 'sealed/leftover-kernel',
    pattern: /^usr\/lib\/modules\/[^/]+\/(?:vmlinuz|initramfs\.img)$/,
    message: (file) =>
      `/${file} is next to a unified kernel image, which has a kernel of its own: nothing boots it, and it is in the sealed root`,
    hint: 'remove it after the unified kernel image is made, and before the digest is computed',
  },
  {
    code: 'sealed/leftover-shim',
    pattern: /^usr\/lib\/(?:bootupd\/updates\/EFI|efi\/shim\/[^/]+\/EFI)(?:\/.*)?$/,
    message: (file) =>
      `/${file} is what bootupd installs for GRUB and shim, and firmware may start it instead of systemd-boot`,
    hint: 'remove bootupd and shim as you build the container, or start the image by shim on purpose',
  },
];

/** What a container without a seal boots with, and a sealed one does not. Of each kind the first file is named. */
export function leftoverFindings(tree: Tree): readonly LintFinding[] {
  return leftovers.flatMap(({ code, pattern, message, hint }): readonly LintFinding[] => {
    const [file] = [...tree.entries.keys()].filter((path) => pattern.test(path)).sort();
    if (file === undefined) return [];
    return [{ code, level: 'warning', message: message(file), at: { document: 'container', file }, hint }];
  });
}
