import { stepByStep } from '@bootwright/archive';
import { type ErofsVersion, erofsDigest, PolicyCache, RootDigests, type VerityAlgorithm } from '@bootwright/composefs';
import type { CommandContext } from '../command.ts';
import type { SealedRoot } from './read-root.ts';

/** A digest and what it depends on. */
export interface FormatDigest {
  readonly erofs: ErofsVersion;
  readonly hash: VerityAlgorithm;
  readonly xattrs: 'capabilities' | 'user';
  readonly digest: string;
}

export const erofsVersions: readonly ErofsVersion[] = [0, 1, 2];

/** The digests of a root, whose files were read with this hash, in each format. */
export async function allDigests(
  sealed: SealedRoot,
  hash: VerityAlgorithm,
  context: CommandContext,
): Promise<readonly FormatDigest[]> {
  const rows: FormatDigest[] = [];
  for (const xattrs of sealed.isPrepared ? (['capabilities'] as const) : (['capabilities', 'user'] as const)) {
    for (const erofs of erofsVersions) {
      const format = { erofs, hash, xattrs };
      rows.push({ ...format, digest: await digestOf(sealed, format, context) });
    }
  }
  return rows;
}

export async function digestOf(
  { root, isPrepared, budget }: SealedRoot,
  { erofs, hash, xattrs }: Omit<FormatDigest, 'digest'>,
  { host }: CommandContext,
): Promise<string> {
  if (isPrepared) return host.computing(() => erofsDigest(root, erofs, hash, budget));
  const digests = new RootDigests(root, { algorithm: hash, policies: new PolicyCache(budget) });
  const kept = xattrs === 'user' ? 'and those of users' : xattrs;
  return host.computing(() => stepByStep(digests.digest({ version: erofs, xattrs: kept }), budget));
}
