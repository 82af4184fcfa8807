import { readSync } from 'node:fs';
import { atOnce, type Steps, stepByStep, TarReader, WorkBudget } from '@bootwright/archive';
import type { OpenFile } from '@bootwright/file-tree';
import { ArchiveIndex } from '../documents/archive-index.ts';

/** Headers are read in such pieces; what stands between them is passed over. */
const pieceLength = 16 * 1024;

/** Which files a tar archive holds and where, read by its headers alone. Faults: `image/tar`, `image/too-large`. */
export function indexArchive(file: OpenFile, subject: string): ArchiveIndex {
  return atOnce(indexing(file, subject, new WorkBudget()));
}

/** As `indexArchive`; what it costs is charged to `budget`, and signals have their turn meanwhile. */
export function indexArchivePatiently(file: OpenFile, subject: string, budget: WorkBudget): Promise<ArchiveIndex> {
  return stepByStep(indexing(file, subject, budget), budget);
}

function* indexing({ descriptor, size }: OpenFile, subject: string, budget: WorkBudget): Steps<ArchiveIndex> {
  const index = new ArchiveIndex(subject);
  let position = 0;
  // An entry begins where the header block ends that told of it.
  let contentAt = 0;
  const listener = {
    entry: (entry: Parameters<ArchiveIndex['add']>[0]) => {
      index.add(entry, contentAt);
      return false;
    },
    content: () => {},
    end: () => {},
  };
  const reader = new TarReader(listener, subject, budget);
  const buffer = new Uint8Array(pieceLength);
  while (position < size) {
    yield;
    const count = readSync(descriptor, buffer, 0, Math.min(pieceLength, size - position), position);
    if (count === 0) break;
    let offset = 0;
    while (offset < count && reader.skippable === 0) {
      const next = Math.min(offset + 512, count);
      contentAt = position + next;
      reader.push(buffer.subarray(offset, next));
      offset = next;
    }
    position += offset;
    // Of a cut archive the end is left for the reader to find.
    const skipped = Math.min(reader.skippable, size - position);
    reader.skip(skipped);
    position += skipped;
  }
  reader.finish();
  return index;
}
