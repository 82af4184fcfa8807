import { Fault } from '@bootwright/core';

/** WIN_CERTIFICATE of the PE format: length, revision, type, then the certificate; each begins at a multiple of 8. */
const headerSize = 8;
const revision = 0x200;
/** WIN_CERT_TYPE_PKCS_SIGNED_DATA. */
const signedData = 2;
const mostSignatures = 16;

/**
 * The PKCS #7 signatures in the attribute certificates of a PE file ("The Attribute Certificate Table"). Fault:
 * `uki/signature` for a table that cannot be divided, or has more than 16 signatures.
 */
export function signaturesIn(table: Uint8Array): readonly Uint8Array[] {
  const found: Uint8Array[] = [];
  let count = 0;
  for (let at = 0; at + headerSize <= table.length; count++) {
    if (count >= mostSignatures) throw unreadableTable(`it has more than ${mostSignatures} signatures`);
    const view = new DataView(table.buffer, table.byteOffset + at, headerSize);
    const length = view.getUint32(0, true);
    if (length < headerSize || at + length > table.length)
      throw unreadableTable('a signature ends outside of its table');
    const isKnown = view.getUint16(4, true) === revision && view.getUint16(6, true) === signedData;
    if (isKnown) found.push(table.subarray(at + headerSize, at + length));
    at += padded(length);
  }
  return found;
}

/**
 * Whether the entries of a table, each with its padding, end where it does. Firmware rejects a file otherwise (EDK II,
 * `DxeImageVerificationLib`), whatever its signatures are.
 */
export function isWhole(table: Uint8Array): boolean {
  const view = new DataView(table.buffer, table.byteOffset, table.length);
  let at = 0;
  while (at + headerSize <= table.length) {
    const length = view.getUint32(at, true);
    if (length < headerSize) return false;
    at += padded(length);
  }
  return at === table.length;
}

/** The entry of a table for a PKCS #7 signature. */
export function certificateEntry(signature: Uint8Array): Uint8Array {
  const length = headerSize + signature.length;
  const entry = Buffer.alloc(padded(length));
  entry.writeUInt32LE(length, 0);
  entry.writeUInt16LE(revision, 4);
  entry.writeUInt16LE(signedData, 6);
  entry.set(signature, headerSize);
  return entry;
}

function padded(length: number): number {
  return Math.ceil(length / 8) * 8;
}

/** The fault of signatures that cannot be found, or that no firmware takes. */
export function unreadableTable(why: string): Fault {
  return new Fault('uki/signature', why, { hint: 'sign the file again' });
}
