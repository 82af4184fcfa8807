import { caughtFault, defined, Fault } from '@bootwright/core';
import { hexOf } from '../der/der.ts';
import { commonName } from '../der/distinguished-name.ts';
import { signaturesIn } from './certificate-table.ts';
import { parseSignedData, type SignedData, signerOf } from './signed-data.ts';

/** Whose key signed, as the signature says. Nothing is verified: whoever can change the file can write any name here. */
export interface Signer {
  /** Common name of the certificate's owner; absent where the certificate is not in the signature. */
  readonly subject?: string;
  /** Common name of who issued the certificate. */
  readonly issuer?: string;
  /** The certificate's serial number, hexadecimal. */
  readonly serial?: string;
}

/** What a file says about its signature. */
export type Signature =
  | { readonly kind: 'none' }
  | { readonly kind: 'signed'; readonly signers: readonly Signer[] }
  /** There is something that says it is one. */
  | { readonly kind: 'unreadable'; readonly why: string };

/** Reads the attribute certificates of a PE file ("Attribute Certificate Table"). Never throws. */
export function readSignature(table: Uint8Array): Signature {
  const signers = caughtFault(() => signaturesIn(table).flatMap((one) => signersOf(parseSignedData(one))));
  if (signers instanceof Fault) return { kind: 'unreadable', why: signers.message };
  return signers.length === 0 ? { kind: 'unreadable', why: 'it names no signer' } : { kind: 'signed', signers };
}

/** The signers of PKCS #7 SignedData by name. Fault: `der/broken`. */
export function signersOf({ signers, certificates }: SignedData): readonly Signer[] {
  return signers.map((info) => {
    const { issuer, serial, certificate } = signerOf(info, certificates);
    if (issuer === undefined || serial === undefined) return {};
    const subject = certificate === undefined ? undefined : commonName(certificate.subject);
    return { ...defined({ subject, issuer: commonName(issuer) }), serial: hexOf(serial.content) };
  });
}
