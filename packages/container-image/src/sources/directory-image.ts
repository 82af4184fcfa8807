import { directorySizeStepByStep, readTreeStepByStep } from '@bootwright/file-tree';
import type { ReadImage, ReadOptions } from '../image-reader.ts';
import { budgetOf } from '../image-reader.ts';
import type { ImageReference } from '../image-reference.ts';
import { renderImageReference } from '../image-reference.ts';

type DirectoryReference = Extract<ImageReference, { readonly transport: 'dir' }>;

/** A directory with a container's root, of which only files and size are known. Faults: as `readTree`. */
export async function readDirectoryImage(reference: DirectoryReference, options: ReadOptions): Promise<ReadImage> {
  options.signal?.throwIfAborted();
  const budget = budgetOf(options);
  const tree = await readTreeStepByStep(reference.path, options.files, budget);
  const size = await directorySizeStepByStep(reference.path, budget);
  const facts = { name: renderImageReference(reference), size, labels: new Map() };
  return { tree, facts, notices: [] };
}
