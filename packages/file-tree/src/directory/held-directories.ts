import { encodeName } from '@bootwright/archive';
import { Fault } from '@bootwright/core';
import type { FolderHandle } from '@bootwright/process/files';

/** Directories on the way to one file; deeper ones are in no container, and each level takes a descriptor. */
export const deepest = 500;

interface Held {
  readonly name: string;
  readonly handle: FolderHandle;
}

/**
 * The directories that lead from a root to the one that was asked for last, each opened relative to the handle of the
 * one before it and through no link. The next path usually shares most of them.
 */
export class HeldDirectories {
  readonly #root: FolderHandle;
  readonly #held: Held[] = [];

  /** Owns `root`: it is closed with the others. */
  constructor(root: FolderHandle) {
    this.#root = root;
  }

  /**
   * The directory of these names, which stays open until another is asked for. Throws what the system says, such as
   * `ELOOP` for a link. Faults: `inspect/too-deep`.
   */
  at(names: readonly string[]): FolderHandle {
    if (names.length > deepest) throw tooDeep(names);
    let shared = 0;
    while (shared < this.#held.length && this.#held[shared]?.name === names[shared]) shared += 1;
    this.#closeFrom(shared);
    let handle = this.#held.at(-1)?.handle ?? this.#root;
    for (const name of names.slice(shared)) {
      handle = handle.folder(encodeName(name));
      this.#held.push({ name, handle });
    }
    return handle;
  }

  close(): void {
    this.#closeFrom(0);
    this.#root.close();
  }

  #closeFrom(depth: number): void {
    for (const { handle } of this.#held.splice(depth)) handle.close();
  }
}

export function tooDeep(names: readonly string[]): Fault {
  const file = names.slice(0, 3).join('/');
  return new Fault('inspect/too-deep', `more than ${deepest} directories are inside one another below /${file}`, {
    at: { document: 'container', file },
    hint: 'remove these directories as you build the container',
  });
}
