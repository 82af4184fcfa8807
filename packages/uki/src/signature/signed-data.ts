import { defined, Fault } from '@bootwright/core';
import { type DerValue, derChildren, derTag, firstDerValue, hexOf } from '../der/der.ts';
import { objectIds } from '../der/object-ids.ts';

/** A certificate as far as signers are known by it (RFC 5280, section 4.1). */
export interface CertificateNames {
  readonly issuer: DerValue;
  readonly serial: DerValue;
  readonly subject: DerValue | undefined;
}

export interface EmbeddedCertificate extends CertificateNames {
  readonly encoded: Uint8Array;
}

/** PKCS #7 SignedData (RFC 2315, section 9). */
export interface SignedData {
  /** The type of what is signed, in hexadecimal, and what is signed: the content of its value. */
  readonly contentType: string;
  readonly content: DerValue | undefined;
  readonly certificates: readonly EmbeddedCertificate[];
  /** Each SignerInfo's values. */
  readonly signers: readonly (readonly DerValue[])[];
}

/** Faults: `der/broken` for what is not SignedData. */
export function parseSignedData(bytes: Uint8Array): SignedData {
  const [type, wrapped] = derChildren(firstDerValue(bytes), derTag.sequence);
  if (type === undefined || hexOf(type.content) !== objectIds.signedData) {
    throw brokenSignature('it is not PKCS #7 SignedData');
  }
  const [data] = derChildren(wrapped, derTag.context(0));
  const parts = derChildren(data, derTag.sequence);
  const [, , signed] = parts;
  const [contentType, content] = signed?.tag === derTag.sequence ? derChildren(signed, derTag.sequence) : [];
  const certificates = parts
    .filter(({ tag }) => tag === derTag.context(0))
    .flatMap((list) => derChildren(list, derTag.context(0)))
    .flatMap((value) =>
      value.tag === derTag.sequence ? [{ encoded: value.encoded, ...certificateNames(value) }] : [],
    );
  return {
    contentType: contentType === undefined ? '' : hexOf(contentType.content),
    content: content?.tag === derTag.context(0) ? derChildren(content, derTag.context(0))[0] : undefined,
    certificates,
    signers: derChildren(parts.at(-1), derTag.set).map((info) => derChildren(info, derTag.sequence)),
  };
}

/** TBSCertificate begins with a version that can be left out. Fault: `der/broken`. */
export function certificateNames(certificate: DerValue): CertificateNames {
  const [signed] = derChildren(certificate, derTag.sequence);
  const fields = derChildren(signed, derTag.sequence);
  const [serial, , issuer, , subject] = fields[0]?.tag === derTag.context(0) ? fields.slice(1) : fields;
  if (serial !== undefined && issuer !== undefined) return { serial, issuer, subject };
  throw brokenSignature('a certificate in it ends too early');
}

/** The certificate by whose issuer and serial number a SignerInfo names its signer, and these; of several the first. */
export function signerOf(
  [, by]: readonly DerValue[],
  certificates: readonly EmbeddedCertificate[],
): { readonly issuer?: DerValue; readonly serial?: DerValue; readonly certificate?: EmbeddedCertificate } {
  const [issuer, serial] = by?.tag === derTag.sequence ? derChildren(by, derTag.sequence) : [];
  if (issuer === undefined || serial === undefined) return {};
  const isOwn = (one: EmbeddedCertificate) => isSame(one.issuer, issuer) && isSame(one.serial, serial);
  const certificate = certificates.find(isOwn);
  return { issuer, serial, ...defined({ certificate }) };
}

/** The fault of a signature that is not of the form that is read here; `why` continues a sentence about it. */
export function brokenSignature(why: string, cause?: unknown): Fault {
  return new Fault('der/broken', why, { hint: 'sign the file again', cause });
}

function isSame(one: DerValue, other: DerValue): boolean {
  return Buffer.compare(one.encoded, other.encoded) === 0;
}
