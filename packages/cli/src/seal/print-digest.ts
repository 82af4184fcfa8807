import { stepByStep } from '@bootwright/archive';
import { type ErofsVersion, erofsDigest, PolicyCache, RootDigests, type VerityAlgorithm } from '@bootwright/composefs';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { encodeJson } from '../files/encode-json.ts';
import { renderTable } from '../terminal/table.ts';
import { readRoot, type SealedRoot } from './read-root.ts';
import type { SealGiven } from './seal-options.ts';

/** A digest and what it depends on. */
interface FormatDigest {
  readonly erofs: ErofsVersion;
  readonly hash: VerityAlgorithm;
  readonly xattrs: 'capabilities' | 'user';
  readonly digest: string;
}

const versions: readonly ErofsVersion[] = [0, 1, 2];

/** Prints the digest of a root alone, or in all formats. */
export async function printDigest(
  operand: string | undefined,
  given: SealGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const { host, json } = context;
  if (given.all) {
    const rows = [
      ...(await allDigests(operand, 'sha512', given, context)),
      ...(await allDigests(operand, 'sha256', given, context)),
    ];
    const cells = rows.map(({ erofs, hash, xattrs, digest }) => [`EROFS ${erofs}`, hash, xattrs, digest]);
    await host.stdout.write(json ? encodeJson({ digests: rows }) : renderTable(cells));
    return exitStatus.done;
  }
  const hash = given.hash ?? 'sha512';
  const erofs = versions[Number(given.erofs ?? '1')] ?? 1;
  const sealed = await readRoot(operand, hash, given, context);
  const digest = await digestOf(sealed, { erofs, hash, xattrs: 'capabilities' }, context);
  await host.stdout.write(json ? encodeJson({ digest, erofs, hash }) : `${digest}\n`);
  return exitStatus.done;
}

async function allDigests(
  operand: string | undefined,
  hash: VerityAlgorithm,
  given: SealGiven,
  context: CommandContext,
): Promise<readonly FormatDigest[]> {
  const sealed = await readRoot(operand, hash, given, context);
  const rows: FormatDigest[] = [];
  for (const xattrs of sealed.isPrepared ? (['capabilities'] as const) : (['capabilities', 'user'] as const)) {
    for (const erofs of versions) {
      const format = { erofs, hash, xattrs };
      rows.push({ ...format, digest: await digestOf(sealed, format, context) });
    }
  }
  return rows;
}

async function digestOf(
  { root, isPrepared, budget }: SealedRoot,
  { erofs, hash, xattrs }: Omit<FormatDigest, 'digest'>,
  { host }: CommandContext,
): Promise<string> {
  if (isPrepared) return host.computing(() => erofsDigest(root, erofs, hash));
  const digests = new RootDigests(root, { algorithm: hash, policies: new PolicyCache(budget) });
  const kept = xattrs === 'user' ? 'and those of users' : xattrs;
  return host.computing(() => stepByStep(digests.digest({ version: erofs, xattrs: kept }), budget));
}
