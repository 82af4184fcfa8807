import { extensionOf, isUtf8Name, stemOf } from '@bootwright/archive';
import { defined, Fault } from '@bootwright/core';
import type { Tree, TreeEntry, TreeListing } from '@bootwright/file-tree';
import { join, listIn, locateIn, readAt } from '@bootwright/file-tree';
import { peSections, sectionBytes, unifiedKernelDirectory } from '@bootwright/uki';

/** A unified kernel image of the container. */
export interface UnifiedKernel {
  /** Its path, without a leading slash. */
  readonly file: string;
  /** The file's name without `.efi`, which bootc takes for the kernel's version. */
  readonly version: string;
  /** The text of its `.cmdline` section, verbatim. */
  readonly commandLine?: string;
}

const [bootDirectory, ...below] = unifiedKernelDirectory.split('/');

/**
 * The container's unified kernel: the first `*.efi` in /boot/EFI/Linux, in byte order, read as bootc does
 * (`kernel.rs`). Faults: a link leads out of the root, /boot/EFI/Linux is not a directory, or the file is not a PE file with
 * a command line in UTF-8.
 */
export function findUnifiedKernel(tree: Tree): UnifiedKernel | undefined {
  const listing = listUnifiedKernels(tree);
  const name = listing?.names.find((candidate) => extensionOf(candidate) === 'efi' && isUtf8Name(candidate));
  if (listing === undefined || name === undefined) return undefined;
  const file = join(unifiedKernelDirectory, name);
  const found = locateIn(tree, name, { escape: 'reject', from: listing.path });
  if (found.kind === 'rejected') throw found.fault;
  if (found.kind === 'absent') throw broken(file, 'it is a link that leads nowhere');
  const commandLine = readCommandLine(found.entry, file);
  return { file, version: stemOf(name), ...defined({ commandLine }) };
}

/** bootc opens /boot first, and then reads below it as if that were the root. */
function listUnifiedKernels(tree: Tree): TreeListing | undefined {
  const boot = locateIn(tree, bootDirectory ?? '', { escape: 'reject' });
  if (boot.kind === 'rejected') throw boot.fault;
  if (boot.kind === 'absent') return undefined;
  if (boot.entry.kind !== 'directory') return listIn(tree, bootDirectory ?? '', { escape: 'reject' });
  return listIn(tree, below.join('/'), { escape: 'reject', within: boot.path });
}

function readCommandLine(entry: TreeEntry, file: string): string | undefined {
  if (entry.kind === 'withheld') throw entry.fault;
  if (entry.kind !== 'file') throw broken(file, 'it is not a regular file');
  const read = (offset: number, length: number) => readAt(entry, offset, length);
  try {
    const section = peSections(read).find(({ name }) => name === '.cmdline');
    return section && new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(sectionBytes(read, section));
  } catch (cause) {
    throw broken(file, cause instanceof Fault ? cause.message : 'its command line is not UTF-8', cause);
  }
}

function broken(file: string, why: string, cause?: unknown): Fault {
  return new Fault('inspect/unified-kernel', `cannot read the unified kernel /${file}: ${why}`, {
    at: { document: 'container', file },
    hint: 'make it again with ukify as you build the container',
    cause,
  });
}
