import { extensionOf, isUtf8Name } from '@bootwright/archive';
import { type ArgumentUse, argumentProblems } from '@bootwright/container-facts';
import type { Architecture, Notice } from '@bootwright/core';
import { Fault, joinCommandLines, pushAll } from '@bootwright/core';
import type { Tree } from '@bootwright/file-tree';
import { contentOf, decodeText, join, listIn, locateIn } from '@bootwright/file-tree';
import { kargsDirectory } from '../inspected-files.ts';
import { matchesArchitecture } from './bootc-architecture.ts';
import { type KargsDropIn, type KargsText, readKargsText } from './kargs-text.ts';

/**
 * The kernel arguments that the container brings in /usr/lib/bootc/kargs.d, as `bootc container inspect` gives them
 * (`bootc_kargs.rs`). Faults: those of `findKargsDropIns`.
 */
export function findKernelArguments(tree: Tree, architecture: Architecture | undefined): readonly string[] {
  return mergedKernelArguments(findKargsDropIns(tree, architecture).dropIns);
}

/** The kernel arguments of several files as one list. */
export function mergedKernelArguments(dropIns: readonly KargsDropIn[]): readonly string[] {
  return joinCommandLines(dropIns.map(({ kargs }) => kargs.join(' ')));
}

export interface FoundKargsDropIns {
  readonly dropIns: readonly KargsDropIn[];
  /** What of all files, those for other architectures included, can never have an effect. */
  readonly notices: readonly Notice[];
}

/**
 * The files in /usr/lib/bootc/kargs.d that count for the architecture, in byte order of their names. Faults: whatever
 * bootc rejects, such as a link out of the directory, a key that it does not know, or a name that is not UTF-8.
 */
export function findKargsDropIns(tree: Tree, architecture: Architecture | undefined): FoundKargsDropIns {
  const listing = listIn(tree, kargsDirectory, { escape: 'reject' });
  if (listing === undefined) return { dropIns: [], notices: [] };
  if (!listing.names.every(isUtf8Name)) throw strangeName();
  const dropIns: KargsDropIn[] = [];
  const notices: Notice[] = [];
  for (const name of listing.names) {
    if (extensionOf(name) !== 'toml') continue;
    const { dropIn, notices: ofText } = readDropIn(tree, listing.path, name);
    const { architectures, file } = dropIn;
    pushAll(notices, ofText);
    if (architectures !== undefined && !matchesArchitecture(architecture, file)(architectures)) continue;
    dropIns.push(dropIn);
  }
  return { dropIns, notices };
}

/** What of the arguments fights with what bootc writes, or is read otherwise than it looks. */
export function noticesOfKargs(dropIns: readonly KargsDropIn[], use: ArgumentUse): readonly Notice[] {
  return dropIns.flatMap(({ file, kargs }) =>
    argumentProblems(kargs.join(' '), use).map((problem) => ({
      code: 'kargs/argument',
      ...problem,
      at: { document: 'kargs', file, path: ['kargs'] },
    })),
  );
}

/** bootc reads below the directory as if that were the root. */
function readDropIn(tree: Tree, directory: string, name: string): KargsText {
  const file = join(kargsDirectory, name);
  const found = locateIn(tree, name, { escape: 'reject', within: directory });
  if (found.kind === 'rejected') throw found.fault;
  if (found.kind === 'absent') {
    throw new Fault('inspect/dangling-link', `/${file} is a link that leads nowhere`, {
      at: { document: 'container', file },
      hint: 'remove it in the container image, or put a file where it leads',
    });
  }
  return readKargsText({ file, text: decodeText(contentOf(found.entry, file), file) });
}

function strangeName(): Fault {
  return new Fault('inspect/file-name', `/${kargsDirectory} has a file whose name is not UTF-8, which bootc rejects`, {
    at: { document: 'container', file: kargsDirectory },
    hint: 'rename the file in the container image',
  });
}
