import { type DerValue, derChildren, derTag, firstDerValue, hexOf } from '../der/der.ts';
import { objectIds } from '../der/object-ids.ts';
import type { AuthenticodeHash } from './authenticode-digest.ts';
import { brokenSignature } from './signed-data.ts';

const set = derTag.set;
const octets = 0x04;
/** Of values within values; a signature with certificates has some 15. */
const mostDepth = 32;
const constructed = 0x20;

/**
 * Checks that a signature has the form by which firmware parses it (RFC 2315, section 9; EDK II, `DxeImageVerificationLib`),
 * also in parts of which nothing is read here: what another parser rejects must not be valid. Fault: `der/broken`.
 */
export function checkSignatureForm(bytes: Uint8Array, hash: AuthenticodeHash): void {
  const outer = firstDerValue(bytes);
  checkNested(outer, mostDepth);
  const [type, wrapped, ...more] = derChildren(outer, derTag.sequence);
  const [data, ...others] = derChildren(wrapped, derTag.context(0));
  if (more.length + others.length > 0) throw brokenSignature('it has further values');
  checkOid(type, [objectIds.signedData]);
  checkSignedData(derChildren(data, derTag.sequence), hash);
}

function checkSignedData(parts: readonly DerValue[], hash: AuthenticodeHash): void {
  const [version, algorithms, content, ...rest] = parts;
  checkVersion(version);
  const [algorithm, ...more] = derChildren(algorithms, set);
  // Firmware computes the digest of the file that this names, and reads no other.
  checkAlgorithm(algorithm, [objectIds[hash]]);
  if (more.length > 0) throw brokenSignature('it has several digest algorithms');
  const [contentType, wrapped, ...further] = derChildren(content, derTag.sequence);
  checkOid(contentType, [objectIds.spcIndirectData]);
  checkContent(derChildren(wrapped, derTag.context(0)), hash);
  const order = [derTag.context(0), derTag.context(1), set];
  const places = rest.map(({ tag }) => order.indexOf(tag));
  const isOrdered = places.every((place, index) => place > (places[index - 1] ?? -1));
  const signers = rest.at(-1);
  if (further.length > 0 || !isOrdered || signers?.tag !== set) throw brokenSignature('its parts are in another order');
  const [signer, ...others] = derChildren(signers, set);
  if (others.length > 0) throw brokenSignature('it has several signers');
  checkSigner(derChildren(signer, derTag.sequence), hash);
}

/** SpcIndirectDataContent. */
function checkContent([value, ...more]: readonly DerValue[], hash: AuthenticodeHash): void {
  const [image, info, ...further] = derChildren(value, derTag.sequence);
  const [type] = derChildren(image, derTag.sequence);
  checkOid(type, [objectIds.spcPeImageData]);
  const [algorithm, digest, ...others] = derChildren(info, derTag.sequence);
  checkAlgorithm(algorithm, [objectIds[hash]]);
  if (digest?.tag !== octets || more.length + further.length + others.length > 0)
    throw brokenSignature('its digest has another form');
}

/** SignerInfo. */
function checkSigner(parts: readonly DerValue[], hash: AuthenticodeHash): void {
  const [version, by, algorithm, ...rest] = parts;
  checkVersion(version);
  const [issuer, serial, ...more] = derChildren(by, derTag.sequence);
  if (issuer?.tag !== derTag.sequence || serial?.tag !== derTag.integer || more.length > 0)
    throw brokenSignature('its signer is named in another form');
  checkAlgorithm(algorithm, [objectIds[hash]]);
  const hasAttributes = rest[0]?.tag === derTag.context(0);
  if (hasAttributes) checkAttributes(derChildren(rest[0], derTag.context(0)));
  const [encryption, signature, unsigned, ...further] = hasAttributes ? rest.slice(1) : rest;
  checkAlgorithm(encryption, [objectIds.rsaEncryption, objectIds.rsaWith[hash]]);
  const isLast = unsigned === undefined || (unsigned.tag === derTag.context(1) && further.length === 0);
  if (signature?.tag !== octets || !isLast) throw brokenSignature('its signature has another form');
}

function checkAttributes(attributes: readonly DerValue[]): void {
  const seen = new Set<string>();
  for (const attribute of attributes) {
    const [type, values, ...more] = derChildren(attribute, derTag.sequence);
    const name = checkOid(type);
    const [value, ...further] = derChildren(values, set);
    if (more.length + further.length > 0 || value === undefined || seen.has(name))
      throw brokenSignature('an attribute has another form');
    seen.add(name);
    if (name === objectIds.contentType) checkOid(value, [objectIds.spcIndirectData]);
    if (name === objectIds.messageDigest && value.tag !== octets)
      throw brokenSignature('an attribute has another form');
  }
  for (const name of [objectIds.contentType, objectIds.messageDigest]) {
    if (!seen.has(name)) throw brokenSignature('an attribute is missing');
  }
}

function checkVersion(version: DerValue | undefined): void {
  if (version?.tag !== derTag.integer || hexOf(version.content) !== '01')
    throw brokenSignature('it has another version');
}

/** AlgorithmIdentifier, with the parameters NULL or none. */
function checkAlgorithm(value: DerValue | undefined, wanted: readonly string[]): void {
  const [oid, parameters, ...more] = derChildren(value, derTag.sequence);
  checkOid(oid, wanted);
  if (more.length > 0 || (parameters !== undefined && hexOf(parameters.encoded) !== '0500'))
    throw brokenSignature('an algorithm has other parameters');
}

/** The object identifier in hexadecimal. */
function checkOid(value: DerValue | undefined, wanted?: readonly string[]): string {
  const found = value?.tag === derTag.oid ? hexOf(value.content) : undefined;
  if (found !== undefined && (wanted === undefined || wanted.includes(found))) return found;
  throw brokenSignature('it names another algorithm or type');
}

function checkNested(value: DerValue, depth: number): void {
  // What is not signed, such as the time by another signer, may be in another encoding.
  if ((value.tag & constructed) === 0 || value.tag === derTag.context(1)) return;
  if (depth === 0) throw brokenSignature('its values are nested too deeply');
  for (const child of derChildren(value, value.tag)) checkNested(child, depth - 1);
}
