import type { ReadBytes } from '@bootwright/archive';
import { Fault } from '@bootwright/core';
import { hasKernelMark } from '../pe/kernel-mark.ts';
import type { PeSection } from '../pe/pe-sections.ts';
import { loadedBytes, peLayout, peSections } from '../pe/pe-sections.ts';
import { embeddedInGrub } from './embedded-in-grub.ts';

/** What firmware starts with a file in the place of a boot loader. */
export type BootProgram =
  /** A boot loader, or a program of one, by what it says of itself. */
  | { readonly kind: 'loader' }
  /** What names itself shim and lacks its mark, as the programs do that shim brings: fallback and MokManager. */
  | { readonly kind: 'shim-helper' }
  /** A Linux kernel, alone or as a unified kernel image. */
  | { readonly kind: 'kernel' }
  /** Something else, or a boot loader that brings what it starts: `why` continues a sentence about it. */
  | { readonly kind: 'unknown'; readonly why: string };

/** Sections of a unified kernel image, and of Linux' own images for x86. */
const kernelSections = ['.linux', '.setup', '.compat'];

/**
 * Components of `.sbat` (shim, SBAT.md) by which a boot loader is known, and the section that it has too. shim's own mark is
 * looked for elsewhere. systemd's stubs are not started without a kernel, and its addons decide how one starts.
 */
const components: ReadonlyMap<string, string | undefined> = new Map([
  ['shim', undefined],
  ['grub', 'mods'],
  ['systemd', '.sdmagic'],
  ['systemd-boot', '.sdmagic'],
]);
/** How `.data.ident` of shim begins (shim, `version.c.in`); its name is longer than a header takes, which has `/` and a number. */
const shimMark = 'UEFI SHIM\n';
/** Real ones have four sections with such names. */
const mostMarked = 16;
/** Bytes; real ones have some hundred in a page. */
const longestSbat = 16 * 1024;

const unknown = (why: string): BootProgram => ({ kind: 'unknown', why });
const notApplication = unknown(
  'its header is not that of an EFI application: it is a driver, or firmware does not start it',
);
const notKnown = unknown('it is not known as a boot loader: shim, GRUB and systemd-boot name themselves in .sbat');

/** Reads no more of the file than it takes to know. */
export function bootProgram(read: ReadBytes): BootProgram {
  if (hasKernelMark(read)) return { kind: 'kernel' };
  try {
    return programOf(read, peSections(read));
  } catch (error) {
    if (error instanceof Fault && error.code === 'inspect/pe') return notKnown;
    throw error;
  }
}

function programOf(read: ReadBytes, sections: readonly PeSection[]): BootProgram {
  if (sections.some(({ name }) => kernelSections.includes(name))) return { kind: 'kernel' };
  if (Buffer.from(read(0, 2)).toString('latin1') !== 'MZ') return notKnown;
  const named = componentsOf(read, sections);
  const own = named.map((component) => components.get(component));
  const hasOwn = own.every((wanted) => wanted === undefined || sections.some(({ name }) => name === wanted));
  if (named.length === 0 || !named.every((component) => components.has(component)) || !hasOwn) return notKnown;
  if (!peLayout(read, sections).isLoadable) return notApplication;
  if (named.includes('shim') && !hasShimMark(read, sections)) return { kind: 'shim-helper' };
  const modules = sections.find(({ name }) => name === 'mods');
  const embedded = modules === undefined ? undefined : embeddedInGrub(read, modules);
  return embedded === undefined
    ? { kind: 'loader' }
    : unknown(`it is GRUB with ${embedded}, which decides what it starts`);
}

function hasShimMark(read: ReadBytes, sections: readonly PeSection[]): boolean {
  const marked = sections.filter(({ name }) => /^(?:\/\d+|\.data\.id)$/.test(name)).slice(0, mostMarked);
  return marked.some(({ offset }) => Buffer.from(read(offset, shimMark.length)).toString('latin1') === shimMark);
}

/** The components that a file names, without what vendors add behind a dot and without SBAT itself. */
function componentsOf(read: ReadBytes, sections: readonly PeSection[]): readonly string[] {
  const [section, ...more] = sections.filter(({ name }) => name === '.sbat');
  if (section === undefined || more.length > 0 || section.virtualSize > longestSbat) return [];
  const text = Buffer.from(loadedBytes(read, section)).toString('latin1').replace(/\0+$/, '');
  const names = text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.split(/[,.]/, 1)[0] ?? '']));
  return [...new Set(names)].filter((name) => name !== 'sbat');
}
