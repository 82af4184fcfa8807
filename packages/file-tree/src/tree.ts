import type { Piece } from '@bootwright/archive';
import { compareNames } from '@bootwright/archive';
import type { Fault } from '@bootwright/core';

/** The entry at one path of a container's root. Links are recorded, never followed. */
export type TreeEntry =
  /** Of a file only the selected bytes are kept: all of a short text, some sections of a kernel image, or nothing. */
  | { readonly kind: 'file'; readonly size: number; readonly pieces: readonly Piece[] }
  | { readonly kind: 'link'; readonly target: string }
  | { readonly kind: 'directory' }
  /** A device node, FIFO or socket, which nobody opens. */
  | { readonly kind: 'special'; readonly what: string }
  /** It is there and could not be read, or is more than inspection takes; whoever needs it throws the fault. */
  | { readonly kind: 'withheld'; readonly fault: Fault };

/**
 * A picture of the files of a container's root that inspection reads. Paths have no slash at their ends and no `.` or
 * `..`; the root is `''`. Every reader (directory, layers, archive) makes one, and everything else reads it alone.
 */
export interface Tree {
  readonly entries: ReadonlyMap<string, TreeEntry>;
  /** The names in the directories that inspection lists, in byte order. */
  readonly listings: ReadonlyMap<string, readonly string[]>;
}

/** How a file is written in a picture made by hand: its text or bytes, a link, or a directory. */
export type NewEntry = string | Uint8Array | { readonly link: string } | { readonly dir: true };

/** A whole tree drawn by hand: path → file, link or directory; the directories between are implied. */
export function createTree(files: Readonly<Record<string, NewEntry>>): Tree {
  const entries = new Map<string, TreeEntry>([['', { kind: 'directory' }]]);
  const listings = new Map<string, Set<string>>([['', new Set()]]);
  for (const [path, drawn] of Object.entries(files)) {
    const names = path.split('/');
    names.forEach((name, depth) => {
      const parent = names.slice(0, depth).join('/');
      const here = depth === 0 ? name : `${parent}/${name}`;
      if (depth > 0 && !entries.has(parent)) entries.set(parent, { kind: 'directory' });
      const listing = listings.get(parent) ?? new Set();
      listings.set(parent, listing.add(name));
      if (here === path) entries.set(path, entryOf(drawn));
    });
  }
  const sorted = [...listings].map(([path, names]) => [path, [...names].sort(compareNames)] as const);
  for (const [path, entry] of entries) if (entry.kind === 'directory' && !listings.has(path)) sorted.push([path, []]);
  return { entries, listings: new Map(sorted) };
}

function entryOf(drawn: NewEntry): TreeEntry {
  if (typeof drawn === 'string') return wholeFile(new TextEncoder().encode(drawn));
  if (drawn instanceof Uint8Array) return wholeFile(drawn);
  return 'link' in drawn ? { kind: 'link', target: drawn.link } : { kind: 'directory' };
}

function wholeFile(bytes: Uint8Array): TreeEntry {
  return { kind: 'file', size: bytes.length, pieces: [{ offset: 0, bytes }] };
}

/** `parent/name`, where the root is `''`. */
export function join(parent: string, name: string): string {
  return parent === '' ? name : `${parent}/${name}`;
}
