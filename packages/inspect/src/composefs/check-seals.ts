import { Fault } from '@bootwright/core';
import type { UnifiedKernelInfo } from '../uki/unified-kernel-info.ts';
import type { DigestFormat } from './composefs-digest.ts';
import type { ComposefsRoot } from './composefs-root.ts';
import type { Directory } from './composefs-tree.ts';
import { copyTree, nodesOf } from './composefs-tree.ts';
import type { EmptiedFractions } from './layer-tree.ts';

/** Under what changes a root has the digest that a unified kernel is sealed with. */
export type SealVerdict =
  | { readonly kind: 'holds' }
  /** In a format that another bootc counts in. */
  | { readonly kind: 'other-format'; readonly format: DigestFormat }
  /** With other parts of seconds in some times: those of an earlier layer, or none. */
  | { readonly kind: 'times'; readonly of: '/boot and /sysroot' | 'all files' }
  /** The digest is of another length than bootc's. */
  | { readonly kind: 'other-hash'; readonly bits: number }
  | { readonly kind: 'differs' };

export interface CheckedSeal {
  /** Of the unified kernel image. */
  readonly file: string;
  readonly digest: string;
  readonly verdict: SealVerdict;
}

/** What the layers say of the seals of an image. */
export type SealCheck =
  | { readonly kind: 'checked'; readonly digest: string; readonly seals: readonly CheckedSeal[] }
  /** bootc would compute no digest of this root. */
  | { readonly kind: 'refused'; readonly fault: Fault };

/** What bootc counts by since 1.16.4. */
const usual: DigestFormat = { version: 1, xattrs: 'capabilities' };
const others: readonly DigestFormat[] = [
  { version: 2, xattrs: 'capabilities' },
  { version: 1, xattrs: 'and those of users' },
  { version: 2, xattrs: 'and those of users' },
];
const digestBits = 512;

/** Computes the digest of the root and holds each seal against it; where one differs, looks for what explains it. */
export async function checkSeals(composefs: ComposefsRoot, kernels: readonly UnifiedKernelInfo[]): Promise<SealCheck> {
  if (composefs.kind === 'refused') return composefs;
  // Loaded when needed: what matches SELinux' rules is large.
  const { composefsDigest } = await import('./composefs-digest.ts');
  const digestOf: DigestOf = (root, format) => composefsDigest(root, format, 'sha512');
  try {
    const { root, fractions } = composefs;
    const digest = digestOf(root, usual);
    const seals = kernels.flatMap(({ file, seal }): readonly CheckedSeal[] => {
      if (seal === undefined) return [];
      const verdict: SealVerdict =
        seal.digest.toLowerCase() === digest
          ? { kind: 'holds' }
          : explain({ root, fractions }, seal.digest.toLowerCase(), digestOf);
      return [{ file, digest: seal.digest, verdict }];
    });
    return { kind: 'checked', digest, seals };
  } catch (error) {
    if (error instanceof Fault) return { kind: 'refused', fault: error };
    throw error;
  }
}

type DigestOf = (root: Directory, format: DigestFormat) => string;

interface Sealed {
  readonly root: Directory;
  readonly fractions: EmptiedFractions;
}

/** Pairs of times that are tried at most. */
const mostTries = 16;

function explain({ root, fractions }: Sealed, wanted: string, digestOf: DigestOf): SealVerdict {
  const bits = wanted.length * 4;
  if (bits !== digestBits) return { kind: 'other-hash', bits };
  const format = others.find((candidate) => digestOf(root, candidate) === wanted);
  if (format !== undefined) return { kind: 'other-format', format };
  const pairs = [...fractions.boot].flatMap((boot) => [...fractions.sysroot].map((sysroot) => ({ boot, sysroot })));
  if (pairs.slice(0, mostTries).some((pair) => digestOf(withFractions(root, pair), usual) === wanted))
    return { kind: 'times', of: '/boot and /sysroot' };
  const cut = copyTree(root);
  for (const node of nodesOf(cut)) node.stat = { ...node.stat, nanoseconds: 0 };
  return digestOf(cut, usual) === wanted ? { kind: 'times', of: 'all files' } : { kind: 'differs' };
}

function withFractions(root: Directory, fractions: Readonly<Record<'boot' | 'sysroot', number>>): Directory {
  const copy = copyTree(root);
  for (const name of ['boot', 'sysroot'] as const) {
    const node = copy.entries.get(name);
    if (node !== undefined) node.stat = { ...node.stat, nanoseconds: fractions[name] };
  }
  return copy;
}
