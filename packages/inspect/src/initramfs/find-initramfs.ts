import { Fault } from '@bootwright/core';
import type { FileSelection, Resolution, Tree } from '@bootwright/file-tree';
import { contentOf, decodeText, listIfDirectory, locateIn } from '@bootwright/file-tree';
import { modulesDirectory } from '@bootwright/uki';

const machineIdFile = 'etc/machine-id';
/** Where boot loader entries and their files may stand, in lsinitrd's order. */
const bootDirectories = ['efi', 'boot', 'boot/efi'];
/** What `Default` stands for: kernel-install has no machine id to sort by. */
const noMachine = 'Default';

/** What `findInitramfs` looks at, with the whole of every file that may be the one. */
export const initramfsPlaces: readonly FileSelection[] = [
  { pattern: machineIdFile, mode: 'text' },
  ...bootDirectories.flatMap((directory): readonly FileSelection[] => [
    { pattern: `${directory}/${noMachine}`, mode: 'presence' },
    { pattern: `${directory}/*/*/initrd`, mode: 'whole' },
  ]),
  { pattern: `${modulesDirectory}/*/initrd`, mode: 'whole' },
  { pattern: `${modulesDirectory}/*/initramfs.img`, mode: 'whole' },
  { pattern: 'boot/initr*', mode: 'whole' },
];

export type FoundInitramfs = Extract<Resolution, { readonly kind: 'found' }>;

/**
 * The initramfs that `lsinitrd --kver VERSION` reads (dracut, `lsinitrd.sh`): of the boot loader's entries, of the
 * kernel's modules, else any in /boot with the version in its name. /lib is the link to /usr/lib that every bootable
 * container has. Fault: `initramfs/absent`.
 */
export function findInitramfs(tree: Tree, version: string): FoundInitramfs {
  for (const path of candidates(tree, version)) {
    const found = locateIn(tree, path);
    if (found.kind !== 'found') continue;
    if (found.entry.kind === 'withheld') throw found.entry.fault;
    if (found.entry.kind === 'file') return found;
  }
  throw new Fault('initramfs/absent', `there is no initramfs for the kernel ${version}`, {
    at: { document: 'container', file: `${modulesDirectory}/${version}/initramfs.img` },
    hint: 'make one with dracut as you build the container; a unified kernel image has its own inside',
  });
}

function candidates(tree: Tree, version: string): readonly string[] {
  const machine = machineId(tree);
  const [first] = (listIfDirectory(tree, 'boot')?.names ?? []).filter(
    (name) => name.startsWith('initr') && name.indexOf(version, 'initr'.length) >= 0,
  );
  return [
    ...(machine === '' ? [] : bootDirectories.map((directory) => `${directory}/${machine}/${version}/initrd`)),
    `${modulesDirectory}/${version}/initrd`,
    `${modulesDirectory}/${version}/initramfs.img`,
    `boot/initramfs-${version}.img`,
    ...(first === undefined ? [] : [`boot/${first}`]),
  ];
}

/** By which the boot loader's entries are sorted; empty where none is to be tried. */
function machineId(tree: Tree): string {
  const hasDefault = bootDirectories.some((directory) => {
    const found = locateIn(tree, `${directory}/${noMachine}`);
    return found.kind === 'found' && found.entry.kind === 'directory';
  });
  const found = locateIn(tree, machineIdFile);
  if (hasDefault || found.kind !== 'found' || found.entry.kind !== 'file' || found.entry.size === 0) return noMachine;
  const [line = ''] = decodeText(contentOf(found.entry, machineIdFile), machineIdFile).split('\n');
  return line.trim() === 'uninitialized' ? noMachine : line.trim();
}
