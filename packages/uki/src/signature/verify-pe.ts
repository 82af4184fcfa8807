import { createHash, X509Certificate } from 'node:crypto';
import type { ReadBytes } from '@bootwright/archive';
import { Fault, memoized } from '@bootwright/core';
import { type DerValue, derChildren, derTag, hexOf } from '../der/der.ts';
import { objectIds } from '../der/object-ids.ts';
import { authenticodeLayout } from '../pe/pe-sections.ts';
import { type AuthenticodeHash, authenticodeDigest, authenticodeHashes } from './authenticode-digest.ts';
import { certificateLimits } from './certificate-limits.ts';
import { isWhole, signaturesIn, unreadableTable } from './certificate-table.ts';
import { isDigestRevoked, isFileRevoked, type Revocations } from './revocations.ts';
import { checkSignatureForm } from './signature-form.ts';
import { brokenSignature, parseSignedData, type SignedData, signerOf } from './signed-data.ts';
import { type Signer, signersOf } from './signers.ts';
import { isVerified, publicKeyOf } from './signing-keys.ts';

/** What firmware with certain keys makes of one signature of a file. */
export interface CheckedSignature {
  readonly signer: Signer;
  /** The signed digest's kind, as far as it is known. */
  readonly hash?: AuthenticodeHash;
  /** Whether the signature is that of the file, made with the key of its certificate. */
  readonly valid: boolean;
  /** Whether that key is one of the given, or is vouched for by one of them. */
  readonly trusted: boolean;
  /** Whether the dbx has the file, or a certificate of the signature. */
  readonly revoked?: true;
  /** Why it is not valid or not trusted; it continues a sentence about the signature. */
  readonly why?: string;
}

/**
 * A valid signature by a trusted key: firmware takes a file that has one, and none that is revoked (UEFI, "Secure Boot and
 * Driver Signing").
 */
export function isTrusted(signatures: readonly CheckedSignature[]): boolean {
  return signatures.some(({ valid, trusted }) => valid && trusted) && !signatures.some(({ revoked }) => revoked);
}

/** The databases of firmware. */
export interface SignatureDatabases {
  /** Certificates of db. */
  readonly trusted: readonly X509Certificate[];
  /** dbx; by default empty. */
  readonly revoked?: Revocations;
}

/** Of one signature; real ones have two or three. */
const mostCertificates = 16;

/**
 * Each signature of a PE file of `size` bytes, in their order; none for an unsigned file. As in firmware, the times of
 * certificates do not count, and a trusted certificate need not be a root. Faults: `inspect/pe`, `uki/signature` for
 * signatures that cannot be found; one that cannot be read is not valid.
 */
export function verifyPe(read: ReadBytes, size: number, databases: SignatureDatabases): readonly CheckedSignature[] {
  const { certificates } = authenticodeLayout(read);
  if (certificates === undefined) return [];
  const table = read(certificates.offset, certificates.size);
  if (table.length < certificates.size) throw unreadableTable('the file ends before its signature does');
  if (!isWhole(table))
    throw unreadableTable('firmware rejects the file: the last signature does not end with its table');
  const digestOf = memoized((hash: AuthenticodeHash) => hexOf(authenticodeDigest(read, size, hash)));
  return signaturesIn(table).map((bytes) => checkSignature(bytes, digestOf, databases));
}

function checkSignature(
  bytes: Uint8Array,
  digestOf: (hash: AuthenticodeHash) => string,
  { trusted, revoked }: SignatureDatabases,
): CheckedSignature {
  try {
    const data = parseSignedData(bytes);
    const [signer = {}] = signersOf(data);
    const found = signedDigest(data);
    const certificate = signingCertificate(data);
    const { hash } = found;
    checkSignatureForm(bytes, hash);
    if (found.digest !== digestOf(hash)) {
      return { signer, hash, valid: false, trusted: false, why: 'it is that of another file, or the file was changed' };
    }
    const why = objection(data, certificate);
    if (why !== undefined) return { signer, hash, valid: false, trusted: false, why };
    const embedded = certificatesOf(data);
    const forbidden = revoked === undefined ? undefined : revocationOf(revoked, { digestOf, certificate, embedded });
    if (forbidden !== undefined) {
      return { signer, hash, valid: true, trusted: false, revoked: true, why: forbidden };
    }
    const isTrustedKey = isVouchedFor(certificate, embedded, trusted);
    return {
      signer,
      hash,
      valid: true,
      trusted: isTrustedKey,
      ...(isTrustedKey ? {} : { why: 'no trusted certificate vouches for its key' }),
    };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { signer: {}, valid: false, trusted: false, why: `it cannot be read: ${error.message}` };
  }
}

interface RevocableSignature {
  readonly digestOf: (hash: AuthenticodeHash) => string;
  readonly certificate: X509Certificate;
  readonly embedded: readonly X509Certificate[];
}

/** Why firmware rejects the file for its dbx, whichever other signatures it has. */
function revocationOf(
  revoked: Revocations,
  { digestOf, certificate, embedded }: RevocableSignature,
): string | undefined {
  if (isFileRevoked(revoked, digestOf)) return 'the dbx has the digest of the file';
  const isRevoked =
    isVouchedFor(certificate, embedded, revoked.certificates) || embedded.some((one) => isDigestRevoked(revoked, one));
  return isRevoked ? 'the dbx has a certificate that vouches for its key' : undefined;
}

/** SpcIndirectDataContent: what it says of the file's digest. */
function signedDigest({ contentType, content }: SignedData): {
  readonly hash: AuthenticodeHash;
  readonly digest: string;
} {
  if (contentType !== objectIds.spcIndirectData) throw brokenSignature('it is not a signature of a PE file');
  const [, info] = derChildren(content, derTag.sequence);
  const [algorithm, digest] = derChildren(info, derTag.sequence);
  if (digest === undefined) throw brokenSignature('it has no digest');
  return { hash: hashOf(algorithm), digest: hexOf(digest.content) };
}

function hashOf(algorithm: DerValue | undefined): AuthenticodeHash {
  const [oid] = derChildren(algorithm, derTag.sequence);
  const found = authenticodeHashes.find((hash) => oid !== undefined && objectIds[hash] === hexOf(oid.content));
  if (found === undefined) throw brokenSignature('its digest is of a kind that is unknown or not secure');
  return found;
}

function signingCertificate(data: SignedData): X509Certificate {
  const [info = [], ...more] = data.signers;
  if (more.length > 0) throw brokenSignature('it has several signers');
  const { certificate } = signerOf(info, data.certificates);
  if (certificate === undefined) throw brokenSignature('the certificate of its signer is not in it');
  return certificateOf(certificate.encoded);
}

function certificatesOf({ certificates }: SignedData): readonly X509Certificate[] {
  if (certificates.length > mostCertificates)
    throw brokenSignature(`it has more than ${mostCertificates} certificates`);
  return certificates.map(({ encoded }) => certificateOf(encoded));
}

function certificateOf(encoded: Uint8Array): X509Certificate {
  try {
    return new X509Certificate(encoded);
  } catch (cause) {
    throw brokenSignature('a certificate in it cannot be read', cause);
  }
}

/** Why the key of the certificate did not make this signature of the content; absent where it did. */
function objection({ content, signers: [info = []] }: SignedData, certificate: X509Certificate): string | undefined {
  const hash = hashOf(info[2]);
  const attributes = info[3]?.tag === derTag.context(0) ? info[3] : undefined;
  const signature = info[attributes === undefined ? 4 : 5];
  if (signature === undefined || content === undefined) return 'it ends too early';
  const key = publicKeyOf(certificate);
  if (key?.asymmetricKeyType !== 'rsa')
    return `its key is of the kind ${key?.asymmetricKeyType ?? 'unknown'}, and firmware verifies RSA`;
  const signed = attributes === undefined ? content.content : signedAttributes(attributes);
  if (attributes !== undefined) {
    const digest = createHash(hash).update(content.content).digest('hex');
    if (attributeValue(attributes, objectIds.messageDigest) !== digest) return 'its digest is not that of its content';
  }
  const isMade = isVerified(hash, signed, { key, signature: signature.content });
  return isMade ? undefined : 'it was not made with the key of its certificate';
}

/** What is signed has the tag of a set instead of its own (RFC 2315, section 9.3). */
function signedAttributes({ encoded }: DerValue): Uint8Array {
  const copy = Uint8Array.from(encoded);
  copy[0] = derTag.set;
  return copy;
}

function attributeValue(attributes: DerValue, wanted: string): string | undefined {
  for (const attribute of derChildren(attributes, derTag.context(0))) {
    const [type, values] = derChildren(attribute, derTag.sequence);
    if (type === undefined || hexOf(type.content) !== wanted) continue;
    const [value] = derChildren(values, derTag.set);
    return value === undefined ? undefined : hexOf(value.content);
  }
  return undefined;
}

/** Whether the certificate is trusted, or a chain of CA certificates leads from it to a trusted one. */
function isVouchedFor(
  certificate: X509Certificate,
  embedded: readonly X509Certificate[],
  trusted: readonly X509Certificate[],
): boolean {
  // What is added meanwhile is iterated over as well, each certificate once, with the CA certificates before it.
  const chain = new Map([[certificate, 0]]);
  for (const [one, before] of chain) {
    if (certificateLimits(one).isClosed) continue;
    const isIssuer = (other: X509Certificate) => other.ca && one.checkIssued(other) && isSignedBy(one, other);
    const vouches = (other: X509Certificate) => {
      const limits = certificateLimits(other);
      return isIssuer(other) && !limits.isClosed && (limits.pathLength ?? before) >= before;
    };
    if (trusted.some((other) => Buffer.compare(other.raw, one.raw) === 0 || vouches(other))) return true;
    for (const other of embedded) if (!chain.has(other) && vouches(other)) chain.set(other, before + 1);
  }
  return false;
}

function isSignedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.verify(issuer.publicKey);
  } catch {
    return false;
  }
}
