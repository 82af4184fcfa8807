import { WorkBudget } from '@bootwright/archive';
import { changedFile } from './directory.ts';
import { type WalkedEntry, walkDirectory } from './walk-directory.ts';

/**
 * A directory of the host as it was at one time: which names it has at any depth, and when each changed last. What is read
 * in between is of one state where the directory is the same afterwards. Faults: those of the walk.
 */
export class DirectoryState {
  readonly root: string;
  readonly #stamps = new Map<string, string>();

  constructor(root: string) {
    this.root = root;
    for (const entry of entriesOf(root)) this.#stamps.set(entry.path, stampOf(entry));
  }

  /** Fault: `inspect/changed` where an entry is another one, or has changed. */
  check(entry: WalkedEntry): void {
    const stamp = this.#stamps.get(entry.path);
    if (stamp === undefined) throw changedFile(entry.path, 'added');
    if (stamp !== stampOf(entry)) throw changedFile(entry.path, 'changed');
  }

  /** Entries, each of which is checked as it comes. */
  *watched(entries: Iterable<WalkedEntry>): Generator<WalkedEntry> {
    for (const entry of entries) {
      this.check(entry);
      yield entry;
    }
  }

  /** Fault: `inspect/changed` where anything below the directory is not as it was. */
  checkAll(): void {
    let count = 0;
    for (const entry of entriesOf(this.root)) {
      this.check(entry);
      count += 1;
    }
    // Where a name is missing its directory has changed, unless it is on another file system that was taken away.
    if (count !== this.#stamps.size) throw changedFile(this.root, 'changed');
  }
}

/** Counted apart from what is read: they say nothing about its size. */
function entriesOf(root: string) {
  return walkDirectory(root, new WorkBudget());
}

/** The time of the change alone has steps of some milliseconds. */
function stampOf({ identity, changedAt, seconds, nanoseconds, size, mode }: WalkedEntry): string {
  return [identity, changedAt, seconds, nanoseconds, size, mode].join(':');
}
