import { Fault, shownLine, withSnakeCaseKeys } from '@bootwright/core';
import { type CheckedSignature, isTrusted, parseCertificates, verifyPe } from '@bootwright/uki';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { encodeJson } from '../files/encode-json.ts';
import { readBytes } from '../files/read-text.ts';
import type { AddonGiven } from './addon-options.ts';
import { readerOf, readPe } from './show-addon.ts';

/** Checks the signatures of a file against certificates, as firmware with these in its db does. */
export async function verifyAddon(
  file: string,
  { db }: AddonGiven,
  { host, json }: CommandContext,
): Promise<ExitStatus> {
  if (db.length === 0) {
    throw new Fault('usage/options', '"addon verify" needs --db: the certificates that the machine trusts', {
      hint: 'give a certificate of the signature database (db), or of the machine owner keys (MOK)',
    });
  }
  const trusted = (await Promise.all(db.map((one) => readBytes(one, host)))).flatMap((bytes, index) =>
    readPe(db[index] ?? '', () => parseCertificates(bytes)),
  );
  const bytes = await readBytes(file, host);
  const signatures = await host.computing(() => readPe(file, () => verifyPe(readerOf(bytes), bytes.length, trusted)));
  const holds = isTrusted(signatures);
  await host.stdout.write(json ? encodeJson(withSnakeCaseKeys({ trusted: holds, signatures })) : textOf(signatures));
  return holds ? exitStatus.done : exitStatus.differences;
}

function textOf(signatures: readonly CheckedSignature[]): string {
  if (signatures.length === 0) return 'not signed: machines with Secure Boot ignore it\n';
  return signatures
    .map(({ signer: { subject, issuer, serial }, valid, trusted, why }) => {
      const name = shownLine(subject ?? issuer ?? serial ?? 'an unknown signer');
      const verdict =
        valid && trusted ? 'valid and trusted' : `${valid ? 'not trusted' : 'not valid'}: ${shownLine(why ?? '')}`;
      return `${name}: ${verdict}\n`;
    })
    .join('');
}
