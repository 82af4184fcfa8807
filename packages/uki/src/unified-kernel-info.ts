import type { ReadBytes } from '@bootwright/archive';
import { extensionOf, isUtf8Name } from '@bootwright/archive';
import { caughtFault, defined, Fault } from '@bootwright/core';
import type { Tree } from '@bootwright/file-tree';
import { join, listIfDirectory, locateIn, readAt } from '@bootwright/file-tree';
import { modulesDirectory, unifiedKernelDirectory } from './boot-directories.ts';
import { type ComposefsSeal, composefsSeal } from './composefs-seal.ts';
import { certificateTable, peSections, sectionBytes, upToNul } from './pe/pe-sections.ts';
import { readSignature, type Signature } from './signature/signers.ts';

export interface UnifiedKernelSection {
  readonly name: string;
  /** Bytes of meaning. */
  readonly size: number;
}

/** What a unified kernel image says of itself. Absent: it has no such section. */
export interface UnifiedKernelInfo {
  /** Its path, without a leading slash. */
  readonly file: string;
  /** The first 96, which is what Windows takes; real ones have about ten. */
  readonly sections: readonly UnifiedKernelSection[];
  /** `.cmdline`, unchanged. */
  readonly commandLine?: string;
  /** `.osrel`, the text of an os-release(5) file. */
  readonly osRelease?: string;
  /** `.uname`, the kernel's version. */
  readonly uname?: string;
  /** The root that its command line allows. */
  readonly seal?: ComposefsSeal;
  /** Paths of the addons next to it, which the boot loader's stub loads with it. */
  readonly addons: readonly string[];
  readonly signature: Signature;
}

/** A file that should be a unified kernel image and cannot be read as one. */
export interface UnreadableKernel {
  readonly file: string;
  readonly fault: Fault;
}

export interface FoundUnifiedKernels {
  /** Of /boot/EFI/Linux, where bootc looks: the first is booted. */
  readonly boot: readonly UnifiedKernelInfo[];
  /** Of the directories in /usr/lib/modules, from which they are only copied. */
  readonly modules: readonly UnifiedKernelInfo[];
  readonly unreadable: readonly UnreadableKernel[];
}

const mostSections = 96;
const mostKernels = 64;

/** All unified kernel images of a container, in byte order of their paths; of each directory the first 64. Never throws. */
export function findUnifiedKernels(tree: Tree): FoundUnifiedKernels {
  const unreadable: UnreadableKernel[] = [];
  const read = (directory: string) => readDirectory(tree, directory, unreadable);
  const boot = read(unifiedKernelDirectory);
  const versions = listDirectory(tree, modulesDirectory).filter(isUtf8Name);
  return { boot, modules: versions.flatMap((version) => read(join(modulesDirectory, version))), unreadable };
}

function readDirectory(tree: Tree, directory: string, unreadable: UnreadableKernel[]): readonly UnifiedKernelInfo[] {
  const names = listDirectory(tree, directory).filter((name) => extensionOf(name) === 'efi' && isUtf8Name(name));
  return names.slice(0, mostKernels).flatMap((name) => {
    const file = join(directory, name);
    const found = locateIn(tree, file);
    if (found.kind !== 'found' || found.entry.kind !== 'file') return [];
    const { entry } = found;
    const facts = caughtFault(() => unifiedKernelFacts((offset, length) => readAt(entry, offset, length)));
    if (facts instanceof Fault) {
      unreadable.push({ file, fault: facts });
      return [];
    }
    const extra = `${file}.extra.d`;
    const addons = listDirectory(tree, extra).filter((addon) => extensionOf(addon) === 'efi');
    return [{ file, ...facts, addons: addons.map((addon) => join(extra, addon)) }];
  });
}

function listDirectory(tree: Tree, directory: string): readonly string[] {
  const listing = caughtFault(() => listIfDirectory(tree, directory));
  return listing === undefined || listing instanceof Fault ? [] : listing.names;
}

/**
 * What a PE file says, read through `read`. A section outside of the file, or is too long to be kept, counts
 * as one without text. Fault: `inspect/pe` for a file without the headers of one.
 */
export function unifiedKernelFacts(read: ReadBytes): Omit<UnifiedKernelInfo, 'file' | 'addons'> {
  const sections = peSections(read);
  const text = (wanted: string) => {
    const section = sections.find(({ name }) => name === wanted);
    const bytes = section && caughtFault(() => sectionBytes(read, section));
    return bytes === undefined || bytes instanceof Fault ? undefined : new TextDecoder().decode(upToNul(bytes));
  };
  const [commandLine, osRelease, uname] = [text('.cmdline'), text('.osrel'), text('.uname')];
  const seal = composefsSeal(commandLine ?? '');
  return {
    sections: sections.slice(0, mostSections).map(({ name, virtualSize }) => ({ name, size: virtualSize })),
    ...defined({ commandLine, osRelease, uname: uname?.trim(), seal }),
    signature: signatureOf(read),
  };
}

/** What a PE file says about its signatures. Never throws. */
export function signatureOf(read: ReadBytes): Signature {
  const signature = caughtFault((): Signature => {
    const place = certificateTable(read);
    if (place === undefined) return { kind: 'none' };
    const table = read(place.offset, place.size);
    if (table.length < place.size) return { kind: 'unreadable', why: 'the file ends before its signature does' };
    return readSignature(table);
  });
  return signature instanceof Fault ? { kind: 'unreadable', why: signature.message } : signature;
}
