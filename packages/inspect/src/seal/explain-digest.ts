import type { DigestFormat } from '../composefs/composefs-digest.ts';
import type { Directory } from '../composefs/composefs-tree.ts';
import { copyTree, nodesOf } from '../composefs/composefs-tree.ts';
import type { EmptiedFractions } from '../composefs/layer-tree.ts';

/** How a root comes to the digest of a seal. */
export type DigestMatch =
  | { readonly kind: 'same' }
  /** In a format that another bootc counts in. */
  | { readonly kind: 'other-format'; readonly format: DigestFormat }
  /** With other parts of seconds in some times: those of an earlier layer, or none. */
  | { readonly kind: 'times'; readonly of: '/boot and /sysroot' | 'all files' }
  /** The digest is of another length than bootc's. */
  | { readonly kind: 'other-hash'; readonly bits: number }
  | { readonly kind: 'differs' };

/** What bootc counts by since 1.16.4. */
export const usualFormat: DigestFormat = { version: 1, xattrs: 'capabilities' };
const otherFormats: readonly DigestFormat[] = [
  { version: 2, xattrs: 'capabilities' },
  { version: 1, xattrs: 'and those of users' },
  { version: 2, xattrs: 'and those of users' },
];
const digestBits = 512;
/** Pairs of times that are tried at most. */
const mostTries = 16;

export type DigestOf = (root: Directory, format: DigestFormat) => string;

/** A root and its digest in the usual format. */
export interface DigestedRoot {
  readonly root: Directory;
  readonly fractions: EmptiedFractions;
  readonly digest: string;
}

/**
 * A function that says how a root comes to a digest. Each other way is computed when the first digest needs it and then kept,
 * so that many wrong seals cost no more than one.
 */
export function digestMatcher(digested: DigestedRoot, digestOf: DigestOf): (digest: string) => DigestMatch {
  const known = new Map<string, DigestMatch>([[digested.digest, { kind: 'same' }]]);
  const waiting = otherWays(digested, digestOf);
  return (digest) => {
    const wanted = digest.toLowerCase();
    const bits = wanted.length * 4;
    if (bits !== digestBits) return { kind: 'other-hash', bits };
    for (let found = known.get(wanted); ; found = known.get(wanted)) {
      if (found !== undefined) return found;
      const next = waiting.next();
      if (next.done === true) return { kind: 'differs' };
      const [computed, match] = next.value;
      if (!known.has(computed)) known.set(computed, match);
    }
  };
}

function* otherWays(
  { root, fractions }: DigestedRoot,
  digestOf: DigestOf,
): Generator<readonly [string, DigestMatch], void, void> {
  for (const format of otherFormats) yield [digestOf(root, format), { kind: 'other-format', format }];
  const pairs = [...fractions.boot].flatMap((boot) => [...fractions.sysroot].map((sysroot) => ({ boot, sysroot })));
  for (const pair of pairs.slice(0, mostTries))
    yield [digestOf(withFractions(root, pair), usualFormat), { kind: 'times', of: '/boot and /sysroot' }];
  const cut = copyTree(root);
  for (const node of nodesOf(cut)) node.stat = { ...node.stat, nanoseconds: 0 };
  yield [digestOf(cut, usualFormat), { kind: 'times', of: 'all files' }];
}

function withFractions(root: Directory, fractions: Readonly<Record<'boot' | 'sysroot', number>>): Directory {
  const copy = copyTree(root);
  for (const name of ['boot', 'sysroot'] as const) {
    const node = copy.entries.get(name);
    if (node !== undefined) node.stat = { ...node.stat, nanoseconds: fractions[name] };
  }
  return copy;
}
