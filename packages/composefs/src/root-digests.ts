import type { Steps } from '@bootwright/archive';
import { atOnce, paused } from '@bootwright/archive';
import { erofsDigestSteps } from './erofs/erofs-digest.ts';
import type { ErofsVersion } from './erofs/erofs-format.ts';
import type { VerityAlgorithm } from './fs-verity.ts';
import { transformForBoot } from './root/boot-transform.ts';
import type { Directory } from './root/composefs-tree.ts';
import { copyTree, isDirectory, nodesOf } from './root/composefs-tree.ts';
import type { KeptXattrs } from './root/oci-transform.ts';
import { transformForOci } from './root/oci-transform.ts';
import { PolicyCache } from './root/selinux-labels.ts';

export interface DigestFormat {
  readonly version: ErofsVersion;
  readonly xattrs: KeptXattrs;
}

export interface DigestOptions {
  readonly algorithm: VerityAlgorithm;
  /** With the budget to which the work is charged; by default nothing was spent yet. */
  readonly policies?: PolicyCache;
}

/** The parts of seconds in the times of a root of which a digest is computed. */
export type RootFractions =
  | 'as they are'
  /** Of /boot and /sysroot, in nanoseconds. */
  | { readonly boot: number; readonly sysroot: number }
  | 'none';

/**
 * The digests of one root in several formats and with other times. What they have in common is done once: the tree is
 * copied, emptied and labelled once for each kind of attributes that it has, and what leads to the same image is computed
 * once.
 */
export class RootDigests {
  private readonly root: Directory;
  private readonly algorithm: VerityAlgorithm;
  private readonly policies: PolicyCache;
  private readonly prepared = new Map<KeptXattrs, Directory>();
  private readonly known = new Map<string, string>();
  private hasUserXattrs: boolean | undefined;
  private hasFractions: boolean | undefined;

  /** `root` is not changed, and has to stay as it is. */
  constructor(root: Directory, { algorithm, policies = new PolicyCache() }: DigestOptions) {
    this.root = root;
    this.algorithm = algorithm;
    this.policies = policies;
  }

  /** As `composefsDigest`, with pauses. Faults: `composefs/refused`, and those of the budget. */
  *digest({ version, xattrs }: DigestFormat, fractions: RootFractions = 'as they are'): Steps<string> {
    const kept = yield* this.keptAs(xattrs);
    const tree = yield* this.bootTree(kept);
    const meant = yield* this.fractionsAs(tree, fractions);
    const key = JSON.stringify([version, kept, meant]);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const { budget } = this.policies;
    const written = yield* withFractions(tree, meant);
    const digest = yield* erofsDigestSteps(written, { version, algorithm: this.algorithm, budget });
    this.known.set(key, digest);
    return digest;
  }

  /** The tree of which the digest is computed: without what bootc leaves out, with labels. Faults: as `digest`. */
  *bootTree(kept: KeptXattrs): Steps<Directory> {
    const known = this.prepared.get(kept);
    if (known !== undefined) return known;
    const copy = yield* copyTree(this.root);
    yield* transformForOci(copy, kept);
    yield* transformForBoot(copy, this.policies);
    this.prepared.set(kept, copy);
    return copy;
  }

  /** Without attributes of users, both kinds are the same. */
  private *keptAs(kept: KeptXattrs): Steps<KeptXattrs> {
    if (kept === 'capabilities') return kept;
    this.hasUserXattrs ??= yield* someNode(this.root, ({ xattrs }) => [...xattrs.keys()].some(isOfUser));
    return this.hasUserXattrs ? kept : 'capabilities';
  }

  /** `as they are` for whatever changes no time. */
  private *fractionsAs(tree: Directory, fractions: RootFractions): Steps<RootFractions> {
    if (fractions === 'as they are') return fractions;
    if (fractions !== 'none') {
      const isOwn = emptied.every((name) => tree.entries.get(name)?.stat.nanoseconds === fractions[name]);
      return isOwn ? 'as they are' : fractions;
    }
    this.hasFractions ??= yield* someNode(tree, ({ nanoseconds }) => nanoseconds !== 0);
    return this.hasFractions ? fractions : 'as they are';
  }
}

/** The composefs digest of a container's root as bootc counts it, in lower-case hexadecimal. Faults: `composefs/refused`. */
export function composefsDigest(root: Directory, format: DigestFormat, algorithm: VerityAlgorithm): string {
  return atOnce(new RootDigests(root, { algorithm }).digest(format));
}

const emptied = ['boot', 'sysroot'] as const;
const isOfUser = (name: string): boolean => name.startsWith('user.');

function* someNode(root: Directory, test: (stat: Directory['stat']) => boolean): Steps<boolean> {
  let found = false;
  yield* paused(nodesOf(root), ({ stat }) => {
    found ||= test(stat);
  });
  return found;
}

/** What is not changed is not copied. */
function* withFractions(root: Directory, fractions: RootFractions): Steps<Directory> {
  if (fractions === 'as they are') return root;
  if (fractions === 'none') {
    const copy = yield* copyTree(root);
    yield* paused(nodesOf(copy), (node) => {
      if (node.stat.nanoseconds !== 0) node.stat = { ...node.stat, nanoseconds: 0 };
    });
    return copy;
  }
  const entries = new Map(root.entries);
  for (const name of emptied) {
    const node = entries.get(name);
    const stat = { nanoseconds: fractions[name] };
    if (node !== undefined && isDirectory(node))
      entries.set(name, { stat: { ...node.stat, ...stat }, entries: node.entries });
  }
  return { stat: root.stat, entries };
}
