import { readSync } from 'node:fs';
import { atOnce, type Steps, stepByStep, TarReader, WorkBudget } from '@bootwright/archive';
import type { OpenFile } from '@bootwright/file-tree';
import { ArchiveIndex } from '../documents/archive-index.ts';

/** Headers are read in such pieces; content between them is skipped. */
const pieceLength = 16 * 1024;

/** The files of a tar archive, by its headers alone. Faults: `image/tar`, `image/too-large`. */
export function indexArchive(file: OpenFile, subject: string): ArchiveIndex {
  return atOnce(indexing(file, subject, new WorkBudget()));
}

/** As `indexArchive`, charged to `budget`, and with pauses for signals. */
export function indexArchivePatiently(file: OpenFile, subject: string, budget: WorkBudget): Promise<ArchiveIndex> {
  return stepByStep(indexing(file, subject, budget), budget);
}

function* indexing({ descriptor, size }: OpenFile, subject: string, budget: WorkBudget): Steps<ArchiveIndex> {
  const index = new ArchiveIndex(subject);
  let position = 0;
  // Content begins where the header block of its entry ends.
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
    // The reader reports an archive that is cut short.
    const skipped = Math.min(reader.skippable, size - position);
    reader.skip(skipped);
    position += skipped;
  }
  reader.finish();
  return index;
}
