import { defined, Fault, pushAll } from '@bootwright/core';
import { type DerValue, derChildren, derTag, firstDerValue, hexOf } from './der.ts';
import { commonName } from './distinguished-name.ts';

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

/** WIN_CERTIFICATE of the PE format: length, revision, type, then the certificate; each begins at a multiple of 8. */
const certificateHeader = 8;
const pkcsSignedData = 2;
const mostCertificates = 16;
/** 1.2.840.113549.1.7.2 */
const signedDataType = '2a864886f70d010702';

/** Reads the attribute certificates of a PE file ("Attribute Certificate Table"). Never throws. */
export function readSignature(table: Uint8Array): Signature {
  try {
    const signers: Signer[] = [];
    let count = 0;
    for (let at = 0; at + certificateHeader <= table.length; count++) {
      if (count >= mostCertificates)
        return { kind: 'unreadable', why: `it has more than ${mostCertificates} signatures` };
      const view = new DataView(table.buffer, table.byteOffset + at, certificateHeader);
      const length = view.getUint32(0, true);
      if (length < certificateHeader || at + length > table.length) {
        return { kind: 'unreadable', why: 'a signature ends outside of its table' };
      }
      if (view.getUint16(6, true) === pkcsSignedData) {
        pushAll(signers, signersOf(table.subarray(at + certificateHeader, at + length)));
      }
      at += Math.ceil(length / 8) * 8;
    }
    return signers.length === 0 ? { kind: 'unreadable', why: 'it names no signer' } : { kind: 'signed', signers };
  } catch (error) {
    if (error instanceof Fault) return { kind: 'unreadable', why: error.message };
    throw error;
  }
}

/** The signers in a PKCS #7 SignedData (RFC 2315, section 9). Fault: `der/broken`. */
export function signersOf(bytes: Uint8Array): readonly Signer[] {
  const [type, wrapped] = derChildren(firstDerValue(bytes), derTag.sequence);
  if (type === undefined || hexOf(type.content) !== signedDataType) {
    throw new Fault('der/broken', 'it is not PKCS #7 SignedData', { hint: 'sign the file again' });
  }
  const [content] = derChildren(wrapped, derTag.context(0));
  const parts = derChildren(content, derTag.sequence);
  const certificates = parts
    .filter(({ tag }) => tag === derTag.context(0))
    .flatMap((list) => derChildren(list, derTag.context(0)))
    .flatMap((certificate) => (certificate.tag === derTag.sequence ? [readCertificate(certificate)] : []));
  // Of several of one name the first counts.
  const byName = new Map(certificates.toReversed().map((certificate) => [nameOf(certificate), certificate]));
  return derChildren(parts.at(-1), derTag.set).map((info) => signerOf(info, byName));
}

interface Certificate {
  readonly issuer: DerValue;
  readonly serial: DerValue;
  readonly subject: DerValue | undefined;
}

/** RFC 5280, section 4.1: TBSCertificate begins with a version that can be left out. */
function readCertificate(certificate: DerValue): Certificate {
  const [signed] = derChildren(certificate, derTag.sequence);
  const fields = derChildren(signed, derTag.sequence);
  const [serial, , issuer, , subject] = fields[0]?.tag === derTag.context(0) ? fields.slice(1) : fields;
  if (serial !== undefined && issuer !== undefined) return { serial, issuer, subject };
  throw new Fault('der/broken', 'a certificate in it ends too early', { hint: 'sign the file again' });
}

/** By what a SignerInfo names a certificate. */
function nameOf({ issuer, serial }: Pick<Certificate, 'issuer' | 'serial'>): string {
  return `${Buffer.from(issuer.encoded).toString('latin1')}/${Buffer.from(serial.encoded).toString('latin1')}`;
}

/** SignerInfo names the certificate by issuer and serial number. */
function signerOf(info: DerValue, certificates: ReadonlyMap<string, Certificate>): Signer {
  const [, by] = derChildren(info, derTag.sequence);
  const [issuer, serial] = by?.tag === derTag.sequence ? derChildren(by, derTag.sequence) : [];
  if (issuer === undefined || serial === undefined) return {};
  const own = certificates.get(nameOf({ issuer, serial }));
  const subject = own === undefined ? undefined : commonName(own.subject);
  const issuerName = commonName(issuer);
  return {
    ...defined({ subject, issuer: issuerName }),
    serial: hexOf(serial.content),
  };
}
