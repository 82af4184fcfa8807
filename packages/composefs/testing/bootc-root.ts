import { paxHeader, type WrittenEntry } from '../../archive/testing/tar.ts';

/** A directory of mode 0755 and a given time, as bootc's vectors have them. */
export const directory = (name: string, mtime = '1700000000'): readonly WrittenEntry[] => [
  paxHeader({ mtime }),
  { name, type: '5', patch: (block) => block.write('0000755\0', 100, 'latin1') },
];

/** The directories that every root has to have. */
export const smallestRoot = [...directory('boot'), ...directory('sysroot'), ...directory('usr')];
