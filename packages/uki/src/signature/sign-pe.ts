import { createHash, type KeyObject, sign, verify, type X509Certificate } from 'node:crypto';
import { Fault } from '@bootwright/core';
import { derTag, firstDerValue } from '../der/der.ts';
import { encodeDer, encodeOid } from '../der/encode-der.ts';
import { objectIds } from '../der/object-ids.ts';
import { authenticodeLayout } from '../pe/pe-sections.ts';
import { authenticodeDigest } from './authenticode-digest.ts';
import { certificateEntry } from './certificate-table.ts';
import { certificateNames } from './signed-data.ts';
import { checkSigningCertificate } from './signing-keys.ts';

/** A signature that is complete but for what the private key makes of it. */
export interface PreparedSignature {
  /** The bytes whose SHA-256 the key signs, by RSASSA-PKCS1-v1_5. */
  readonly toSign: Uint8Array;
  /** The signed file. Fault: `uki/signer` for a signature that the certificate does not verify. */
  finish(signature: Uint8Array): Uint8Array;
}

const integer = (value: number) => encodeDer(derTag.integer, Uint8Array.of(value));
const nothing = encodeDer(0x05);
const octets = (bytes: Uint8Array) => encodeDer(0x04, bytes);
const sequence = (...parts: readonly Uint8Array[]) => encodeDer(derTag.sequence, ...parts);
const set = (...parts: readonly Uint8Array[]) => encodeDer(derTag.set, ...parts);
const algorithm = (oid: string) => sequence(encodeOid(oid), nothing);

/**
 * A signature of a PE file by Authenticode with SHA-256, next to those that it has. The first certificate is that of the
 * key; others are put into the signature as well. There is no time in it, so that the same input gives the same bytes.
 * Faults: those of `authenticodeDigest`, and `uki/certificate`.
 */
export function prepareSignature(file: Uint8Array, certificates: readonly X509Certificate[]): PreparedSignature {
  const [certificate] = certificates;
  if (certificate === undefined) throw new Fault('uki/certificate', 'no certificate is given');
  checkSigningCertificate(certificate);
  const whole = withPadding(file);
  const content = indirectData(authenticodeDigest(readerOf(whole), whole.length));
  const attributes = [
    attribute(objectIds.contentType, encodeOid(objectIds.spcIndirectData)),
    // What is hashed is the content of the value, without its identifier and length (RFC 2315, section 9.3).
    attribute(objectIds.messageDigest, octets(sha256(firstDerValue(content).content))),
  ];
  const toSign = set(...attributes);
  return {
    toSign,
    finish: (signature) => {
      if (!verify('sha256', toSign, certificate.publicKey, signature)) {
        throw new Fault('uki/signer', 'the signature does not fit the certificate', {
          hint: 'give the certificate of the key; a signer writes an RSA signature with SHA-256 (PKCS #1 v1.5)',
        });
      }
      return appended(whole, signedData(certificates, content, attributes, signature));
    },
  };
}

/** A PE file signed with a key. Faults: those of `prepareSignature`. */
export function signPe(file: Uint8Array, key: KeyObject, certificates: readonly X509Certificate[]): Uint8Array {
  const prepared = prepareSignature(file, certificates);
  return prepared.finish(new Uint8Array(sign('sha256', prepared.toSign, key)));
}

/** SpcIndirectDataContent: that the digest is one of a PE file, and the digest. */
function indirectData(digest: Uint8Array): Uint8Array {
  // SpcPeImageData without flags, with the name of a file that is empty.
  const image = Buffer.from('3009030100a004a2028000', 'hex');
  return sequence(
    sequence(encodeOid(objectIds.spcPeImageData), image),
    sequence(algorithm(objectIds.sha256), octets(digest)),
  );
}

function attribute(type: string, value: Uint8Array): Uint8Array {
  return sequence(encodeOid(type), set(value));
}

function signedData(
  certificates: readonly X509Certificate[],
  content: Uint8Array,
  attributes: readonly Uint8Array[],
  signature: Uint8Array,
): Uint8Array {
  const encoded = certificates.map(({ raw }) => raw);
  const { issuer, serial } = certificateNames(firstDerValue(encoded[0] ?? new Uint8Array()));
  const signer = sequence(
    integer(1),
    sequence(issuer.encoded, serial.encoded),
    algorithm(objectIds.sha256),
    encodeDer(derTag.context(0), ...attributes),
    algorithm(objectIds.rsaEncryption),
    octets(signature),
  );
  const data = sequence(
    integer(1),
    set(algorithm(objectIds.sha256)),
    sequence(encodeOid(objectIds.spcIndirectData), encodeDer(derTag.context(0), content)),
    encodeDer(derTag.context(0), ...encoded),
    set(signer),
  );
  return sequence(encodeOid(objectIds.signedData), encodeDer(derTag.context(0), data));
}

/** Signatures begin at a multiple of 8; the padding before them is signed. */
function withPadding(file: Uint8Array): Uint8Array {
  return authenticodeLayout(readerOf(file)).certificates === undefined && file.length % 8 > 0
    ? Buffer.concat([file, Buffer.alloc(8 - (file.length % 8))])
    : file;
}

function appended(file: Uint8Array, signature: Uint8Array): Uint8Array {
  const { certificates, certificateEntry: at } = authenticodeLayout(readerOf(file));
  if (at === undefined) {
    throw new Fault('inspect/pe', 'its headers have no place for a signature', {
      hint: 'build the file again with current tools',
    });
  }
  const entry = certificateEntry(signature);
  const signed = Buffer.concat([file, entry]);
  signed.writeUInt32LE(certificates?.offset ?? file.length, at);
  signed.writeUInt32LE((certificates?.size ?? 0) + entry.length, at + 4);
  return new Uint8Array(signed);
}

function readerOf(file: Uint8Array) {
  return (offset: number, length: number) => file.subarray(offset, offset + length);
}

function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}
