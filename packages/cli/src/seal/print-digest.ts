import { pushAll } from '@bootwright/core';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { encodeJson } from '../files/encode-json.ts';
import { renderTable } from '../terminal/table.ts';
import { allDigests, digestOf, erofsVersions, type FormatDigest } from './all-digests.ts';
import { readRoot } from './read-root.ts';
import type { SealGiven } from './seal-options.ts';

/** Prints the digest of a root alone, or in all formats. */
export async function printDigest(
  operand: string | undefined,
  given: SealGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const { host, json } = context;
  if (given.all) {
    const rows: FormatDigest[] = [];
    for (const hash of ['sha512', 'sha256'] as const) {
      pushAll(rows, await allDigests(await readRoot(operand, hash, given, context), hash, context));
    }
    const cells = rows.map(({ erofs, hash, xattrs, digest }) => [`EROFS ${erofs}`, hash, xattrs, digest]);
    await host.stdout.write(json ? encodeJson({ digests: rows }) : renderTable(cells));
    return exitStatus.done;
  }
  const hash = given.hash ?? 'sha512';
  const erofs = erofsVersions[Number(given.erofs ?? '1')] ?? 1;
  const sealed = await readRoot(operand, hash, given, context);
  const digest = await digestOf(sealed, { erofs, hash, xattrs: 'capabilities' }, context);
  await host.stdout.write(json ? encodeJson({ digest, erofs, hash }) : `${digest}\n`);
  return exitStatus.done;
}
