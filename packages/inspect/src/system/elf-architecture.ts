import type { Architecture } from '@bootwright/core';
import type { Tree } from '@bootwright/file-tree';
import { locateIn, readAt } from '@bootwright/file-tree';
import { programFiles } from '../inspected-files.ts';

/** Bytes of an ELF file that say what it is made for. */
export const elfHeaderLength = 20;

/** `e_machine` of the ELF specification's supplements; ppc64le is 21 in little-endian files. */
const machines = new Map<number, Architecture>([
  [21, 'ppc64le'],
  [22, 's390x'],
  [62, 'x86_64'],
  [183, 'aarch64'],
  [243, 'riscv64'],
]);

/** The architecture that the container's programs are made for; absent where none of them tells. */
export function findArchitecture(tree: Tree): Architecture | undefined {
  for (const file of programFiles) {
    const found = locateIn(tree, file);
    if (found.kind !== 'found' || found.entry.kind !== 'file') continue;
    const architecture = elfArchitecture(readAt(found.entry, 0, elfHeaderLength));
    if (architecture !== undefined) return architecture;
  }
  return undefined;
}

/** The architecture that the header of a 64-bit ELF file names. */
function elfArchitecture(header: Uint8Array): Architecture | undefined {
  const [magic0, magic1, magic2, magic3, width, order] = header;
  const isElf64 = magic0 === 0x7f && magic1 === 0x45 && magic2 === 0x4c && magic3 === 0x46 && width === 2;
  const [low = 0, high = 0] = order === 1 ? header.subarray(18, 20) : header.subarray(18, 20).toReversed();
  if (!isElf64 || header.length < elfHeaderLength) return undefined;
  const architecture = machines.get(low + high * 0x100);
  return architecture === 'ppc64le' && order !== 1 ? undefined : architecture;
}
