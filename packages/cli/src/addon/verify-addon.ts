import { shownLine, withSnakeCaseKeys } from '@bootwright/core';
import { type CheckedSignature, isTrusted, parseCertificates, parseRevocations, verifyPe } from '@bootwright/uki';
import { optionsFault } from '../arguments/options-fault.ts';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { encodeJson } from '../files/encode-json.ts';
import { readBytes } from '../files/read-text.ts';
import type { AddonGiven } from './addon-options.ts';
import { readerOf, readPe } from './show-addon.ts';

/** Checks the signatures of a file, as firmware with these certificates in its db and these entries in its dbx does. */
export async function verifyAddon(
  file: string,
  { db, dbx }: AddonGiven,
  { host, json }: CommandContext,
): Promise<ExitStatus> {
  if (db.length === 0) {
    const hint = 'give a certificate of the signature database (db), or of the machine owner keys (MOK)';
    throw optionsFault('"addon verify" needs --db: the certificates that the machine trusts', hint);
  }
  // Read side by side, and parsed in the order of the command line: the fault of the first is reported.
  const read = async <T>(files: readonly string[], parse: (bytes: Uint8Array) => T): Promise<readonly T[]> => {
    const contents = await Promise.all(files.map((one) => readBytes(one, host)));
    return contents.map((bytes, index) => readPe(files[index] ?? '', () => parse(bytes)));
  };
  const trusted = (await read(db, parseCertificates)).flat();
  const lists = await read(dbx, parseRevocations);
  const revoked = {
    digests: lists.flatMap(({ digests }) => digests),
    certificates: lists.flatMap(({ certificates }) => certificates),
  };
  const bytes = await readBytes(file, host);
  const signatures = await host.computing(() =>
    readPe(file, () => verifyPe(readerOf(bytes), bytes.length, { trusted, revoked })),
  );
  const holds = isTrusted(signatures);
  await host.stdout.write(json ? encodeJson(withSnakeCaseKeys({ trusted: holds, signatures })) : textOf(signatures));
  return holds ? exitStatus.done : exitStatus.differences;
}

function textOf(signatures: readonly CheckedSignature[]): string {
  if (signatures.length === 0) return 'not signed: machines with Secure Boot ignore it\n';
  return signatures
    .map(({ signer: { subject, issuer, serial }, valid, trusted, revoked, why }) => {
      const name = shownLine(subject ?? issuer ?? serial ?? 'an unknown signer');
      const rejected = revoked ? 'revoked' : valid ? 'not trusted' : 'not valid';
      const verdict = valid && trusted ? 'valid and trusted' : `${rejected}: ${shownLine(why ?? '')}`;
      return `${name}: ${verdict}\n`;
    })
    .join('');
}
