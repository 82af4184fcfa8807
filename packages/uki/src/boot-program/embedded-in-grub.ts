import type { ReadBytes } from '@bootwright/archive';
import type { PeSection } from '../pe/pe-sections.ts';

const magic = 0x676d696d;
/** Of the head on 64 and on 32 bits: its length, and where the offset and the size of the list are. */
const heads = [
  { length: 24, offsetAt: 8, sizeAt: 16 },
  { length: 12, offsetAt: 4, sizeAt: 8 },
] as const;
const itemHead = 8;
/** Real ones have about a hundred modules. */
const mostItems = 1000;

/** By number (GRUB, `grub/kernel.h`); of others, versions of GRUB differ. */
const harmless = new Set([/* module */ 0, /* prefix */ 3, /* key */ 4]);
const names = new Map([
  [1, 'a file system in it (memdisk)'],
  [2, 'a configuration in it'],
]);

/**
 * What GRUB has built in, modules aside, and where it looks for its configuration, as a noun with its article; absent:
 * nothing. It is in a list in the section `mods`.
 */
export function embeddedInGrub(read: ReadBytes, section: PeSection): string | undefined {
  const stored = Math.min(section.rawSize, section.virtualSize);
  const head = wordsOf(read(section.offset, heads[0].length));
  if (head(0) !== magic) return 'modules that cannot be read';
  // The word behind the magic is padding on 64 bits, and where the list begins on 32.
  const { length, offsetAt, sizeAt } = head(4) === 0 ? heads[0] : heads[1];
  const end = head(sizeAt);
  let at = head(offsetAt);
  // Numbers of 64 bits, of which the upper half is not read below.
  const isHuge = length === 24 && (head(12) !== 0 || head(20) !== 0);
  if (isHuge || at < length || end > stored) return 'modules that cannot be read';
  for (let count = 0; at < end; count++) {
    const item = wordsOf(read(section.offset + at, itemHead));
    const [kind, size] = [item(0), item(4)];
    if (count === mostItems || size < itemHead || at + size > end) return 'modules that cannot be read';
    if (!harmless.has(kind)) return names.get(kind) ?? 'what is not known in it';
    at += size;
  }
  return undefined;
}

/** The numbers of four bytes at an offset; 0 beyond the end. */
function wordsOf(bytes: Uint8Array): (offset: number) => number {
  const view = Buffer.from(bytes);
  return (offset) => (offset + 4 <= view.length ? view.readUInt32LE(offset) : 0);
}
