import type { Steps } from '@bootwright/archive';
import type { DigestFormat, Directory, EmptiedFractions, RootFractions } from '@bootwright/composefs';
import { nodesOf } from '@bootwright/composefs';

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
/** Pairs of times that are tried at most: each costs a digest of the whole root, to say why a seal is wrong. */
const mostTries = 16;
/** Entries of a root, times the pairs that are tried; a distribution's root has some 100,000. */
const mostTriedEntries = 400_000;

/** Computes a digest of a root, by default with its own times. */
export type DigestOf = (format: DigestFormat, fractions?: RootFractions) => Steps<string>;

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
export function digestMatcher(digested: DigestedRoot, digestOf: DigestOf): (digest: string) => Steps<DigestMatch> {
  const known = new Map<string, DigestMatch>([[digested.digest, { kind: 'same' }]]);
  const waiting = [...otherWays(digested, digestOf)];
  return function* (digest) {
    const wanted = digest.toLowerCase();
    const bits = wanted.length * 4;
    if (bits !== digestBits) return { kind: 'other-hash', bits };
    for (let found = known.get(wanted); ; found = known.get(wanted)) {
      if (found !== undefined) return found;
      const way = waiting.shift();
      if (way === undefined) return { kind: 'differs' };
      const computed = yield* way.digest();
      if (!known.has(computed)) known.set(computed, way.match);
    }
  };
}

/** Another way to a digest, and what it says of a seal that names that one. */
interface OtherWay {
  readonly match: DigestMatch;
  readonly digest: () => Steps<string>;
}

function otherWays({ root, fractions }: DigestedRoot, digestOf: DigestOf): readonly OtherWay[] {
  // Layers may give a directory any number of times.
  const most = Math.max(1, Math.min(mostTries, Math.floor(mostTriedEntries / countOf(root))));
  const few = (all: ReadonlySet<number>) => [...all].slice(0, mostTries);
  const pairs = few(fractions.boot).flatMap((boot) => few(fractions.sysroot).map((sysroot) => ({ boot, sysroot })));
  return [
    ...otherFormats.map(
      (format): OtherWay => ({ match: { kind: 'other-format', format }, digest: () => digestOf(format) }),
    ),
    ...pairs.slice(0, most).map(
      (pair): OtherWay => ({
        match: { kind: 'times', of: '/boot and /sysroot' },
        digest: () => digestOf(usualFormat, pair),
      }),
    ),
    {
      match: { kind: 'times', of: 'all files' },
      digest: () => digestOf(usualFormat, 'none'),
    },
  ];
}

function countOf(root: Directory): number {
  let count = 0;
  for (const _ of nodesOf(root)) count += 1;
  return count;
}
