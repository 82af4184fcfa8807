import { encodeName } from '@bootwright/archive';
import { Fault, pushAll } from '@bootwright/core';
import { join, type TreeEntry } from './tree.ts';

/** Links followed on the way to one file, as Linux counts (MAXSYMLINKS). */
const mostLinks = 40;

/** The entry at a real path: one whose parents are directories, not links. */
export type Look = (path: string) => TreeEntry | undefined;

/**
 * How links are read. `clamp`: as in a container that runs, absolute targets and `..` stay in the root. `refuse`: as
 * bootc reads a root through a directory handle, an absolute target or a `..` above `within` is an error.
 */
export type Escape = 'clamp' | 'reject';

export interface ResolveRules {
  readonly escape: Escape;
  /** The real directory where relative paths start; the root by default. */
  readonly from?: string;
  /** The real directory that a path may not leave where `escape` is `reject`; the root by default. */
  readonly within?: string;
  /** Whether a link at the end is followed; it is by default. */
  readonly followLast?: boolean;
}

/** Where a path leads: to an entry at its real path, to nothing, or nowhere for a reason. */
export type Resolution =
  | { readonly kind: 'found'; readonly path: string; readonly entry: TreeEntry }
  | { readonly kind: 'absent' }
  | { readonly kind: 'rejected'; readonly fault: Fault };

/** Bytes of one name (NAME_MAX). */
const longestName = 255;

const root: TreeEntry = { kind: 'directory' };
const absent: Resolution = { kind: 'absent' };

/** Follows `path` through directories and links; nothing outside the tree is ever named. */
export function resolvePath(look: Look, path: string, rules: ResolveRules): Resolution {
  const within = rules.within ?? '';
  const steps = path.split('/').reverse();
  let here = rules.from ?? within;
  let entry: TreeEntry = root;
  let links = 0;
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    if (step === '' || step === '.') {
      // A slash or a dot behind a file asks for a directory.
      if (entry.kind === 'file' || entry.kind === 'special') {
        return rejected('not-a-directory', path, `"${here}" is not a directory`);
      }
      continue;
    }
    if (isTooLong(step)) return rejected('name-too-long', path, 'a link on the way has a name of more than 255 bytes');
    if (entry.kind === 'withheld') return rejected('unreadable', path, entry.fault.message, entry.fault);
    if (entry.kind !== 'directory') return rejected('not-a-directory', path, `"${here}" is not a directory`);
    if (step === '..') {
      if (here === within && rules.escape === 'reject') return outside(path, within);
      here = parentOf(here);
      continue;
    }
    const next = join(here, step);
    const found = look(next);
    if (found === undefined) return absent;
    if (found.kind !== 'link' || endsAtLink(steps, rules)) {
      here = next;
      entry = found;
      continue;
    }
    links += 1;
    if (links > mostLinks) return rejected('link-loop', path, `more than ${mostLinks} links follow one another`);
    if (found.target.startsWith('/')) {
      if (rules.escape === 'reject') return outside(path, within);
      here = '';
    }
    pushAll(steps, found.target.split('/').reverse());
  }
  return { kind: 'found', path: here, entry };
}

function isTooLong(step: string): boolean {
  // A UTF-16 unit is three bytes at most.
  return step.length * 3 > longestName && encodeName(step).length > longestName;
}

function endsAtLink(rest: readonly string[], rules: ResolveRules): boolean {
  return rules.followLast === false && rest.every((step) => step === '' || step === '.');
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function outside(path: string, within: string): Resolution {
  const fence = within === '' ? "the container's root" : `/${within}`;
  return rejected('outside', path, `a link on the way leads out of ${fence}, which bootc rejects`);
}

function rejected(problem: string, path: string, why: string, cause?: Fault): Resolution {
  const details = { at: { document: 'container', file: path }, hint: cause?.hint ?? hints[problem] ?? '', cause };
  return { kind: 'rejected', fault: new Fault(`inspect/${problem}`, `cannot read /${path}: ${why}`, details) };
}

const hints: Readonly<Record<string, string>> = {
  'not-a-directory': 'fix the path in the container image',
  'link-loop': 'fix the links in the container image',
  'name-too-long': 'fix the link in the container image',
  outside: 'make the link relative and let it stay inside',
};
