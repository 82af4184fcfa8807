import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { NewEntry } from '../src/tree.ts';

/** Writes a drawn tree into a new temporary directory, gives its path to `use`, and removes it. */
export function withWrittenTree<T>(files: Readonly<Record<string, NewEntry>>, use: (root: string) => T): T {
  const root = mkdtempSync(join(tmpdir(), 'bootwright-tree-'));
  try {
    for (const [path, entry] of Object.entries(files)) {
      const target = join(root, path);
      mkdirSync(dirname(target), { recursive: true });
      if (typeof entry === 'string' || entry instanceof Uint8Array) writeFileSync(target, entry);
      else if ('link' in entry) symlinkSync(entry.link, target);
      else mkdirSync(target, { recursive: true });
    }
    return use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
