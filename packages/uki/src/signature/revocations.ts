import { createHash, X509Certificate } from 'node:crypto';
import { Fault } from '@bootwright/core';
import { derChildren, derTag, firstDerValue, hexOf } from '../der/der.ts';
import type { AuthenticodeHash } from './authenticode-digest.ts';

/** The forbidden signature database (dbx): what firmware rejects, whoever has signed it. */
export interface Revocations {
  readonly digests: readonly RevokedDigest[];
  /** Those that vouch for no signature, nor do others that they have issued. */
  readonly certificates: readonly X509Certificate[];
}

/** A file by its Authenticode digest, or a certificate by the digest of what is signed of it; in hexadecimal. */
export interface RevokedDigest {
  readonly of: 'file' | 'certificate';
  readonly hash: AuthenticodeHash;
  readonly digest: string;
}

const owner = 16;
const listHeader = 28;
const mostEntries = 100_000;

type Kind = Pick<RevokedDigest, 'of' | 'hash'> | { readonly of: 'whole certificate' };

/** EFI_SIGNATURE_LIST.SignatureType as it is stored ("Secure Boot and Driver Signing" of the UEFI specification). */
const kinds: Readonly<Record<string, Kind>> = {
  '2616c4c14c509240aca941f936934328': { of: 'file', hash: 'sha256' },
  '07533effd09fc94885f18ad56c701e01': { of: 'file', hash: 'sha384' },
  ae0f3e09c4a6504f9f1bd41e2b89c19a: { of: 'file', hash: 'sha512' },
  a159c0a5e494a74a87b5ab155c2bf072: { of: 'whole certificate' },
  '92a4d23bc0967940b420fcf98ef103ed': { of: 'certificate', hash: 'sha256' },
  '6e877670c280e64eaad228b349a6865b': { of: 'certificate', hash: 'sha384' },
  '63bf6d440225da4cbcfa2465d2b0fe9d': { of: 'certificate', hash: 'sha512' },
};

const digestBytes: Readonly<Record<AuthenticodeHash, number>> = { sha256: 32, sha384: 48, sha512: 64 };

/**
 * The entries of signature lists as a dbx has them (`.esl`), also with the header of an update (`.auth`, `dbxupdate.bin`).
 * The time from which a certificate is revoked does not count: signatures here have none. Fault: `uki/revocations` for
 * another file, for a kind of entry that is unknown, and for more than 100,000.
 */
export function parseRevocations(bytes: Uint8Array): Revocations {
  const digests: RevokedDigest[] = [];
  const certificates: X509Certificate[] = [];
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = updateHeader(file); at < file.length; ) {
    if (at + listHeader > file.length) throw invalid('it ends within a list');
    const kind = kinds[file.toString('hex', at, at + owner)];
    const [size, header, entry] = [16, 20, 24].map((offset) => file.readUInt32LE(at + offset));
    if (kind === undefined) throw invalid('it is not a list of signatures, or has entries of an unknown kind');
    if (size === undefined || header === undefined || entry === undefined) throw invalid('it ends within a list');
    const entries = size - listHeader - header;
    const isDivided = entries >= 0 && entry > owner && entries % entry === 0 && at + size <= file.length;
    if (!isDivided) throw invalid('a list cannot be divided into its entries');
    for (let from = at + listHeader + header; from < at + size; from += entry) {
      if (digests.length + certificates.length >= mostEntries) throw invalid(`it has more than ${mostEntries} entries`);
      const data = file.subarray(from + owner, from + entry);
      if (kind.of === 'whole certificate') certificates.push(certificateIn(data));
      else digests.push({ ...kind, digest: digestIn(kind, data) });
    }
    at += size;
  }
  return { digests, certificates };
}

/** EFI_VARIABLE_AUTHENTICATION_2: a time, and a certificate of the kind EFI_CERT_TYPE_PKCS7_GUID. */
function updateHeader(file: Buffer): number {
  const isUpdate = file.length >= 40 && file.toString('hex', 24, 40) === '9dd2af4adf68ee498aa9347d375665a7';
  return isUpdate ? 16 + file.readUInt32LE(16) : 0;
}

function digestIn({ hash }: Pick<RevokedDigest, 'hash'>, data: Uint8Array): string {
  if (data.length < digestBytes[hash]) throw invalid('an entry is shorter than its digest');
  return hexOf(data.subarray(0, digestBytes[hash]));
}

function certificateIn(data: Uint8Array): X509Certificate {
  try {
    return new X509Certificate(data);
  } catch {
    throw invalid('a certificate in it cannot be read');
  }
}

/** Whether a digest is that of the file, by a function that gives its digests. */
export function isFileRevoked({ digests }: Revocations, digestOf: (hash: AuthenticodeHash) => string): boolean {
  return digests.some(({ of, hash, digest }) => of === 'file' && digestOf(hash) === digest);
}

/** Whether a digest is that of the certificate. Fault: `der/broken`. */
export function isDigestRevoked({ digests }: Revocations, { raw }: X509Certificate): boolean {
  const [signed] = derChildren(firstDerValue(raw), derTag.sequence);
  const bytes = signed?.encoded ?? raw;
  return digests.some(
    ({ of, hash, digest }) => of === 'certificate' && createHash(hash).update(bytes).digest('hex') === digest,
  );
}

function invalid(why: string): Fault {
  return new Fault('uki/revocations', `invalid dbx: ${why}`, {
    hint: 'give the signature lists of dbx (.esl), or an update of it, such as dbxupdate_x64.bin',
  });
}
