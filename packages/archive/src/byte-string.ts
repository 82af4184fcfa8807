import { isUtf8 } from 'node:buffer';

// A byte string is a text of which each character is a byte: names and values whose bytes need not be UTF-8 are compared and
// kept as such.

export function byteString(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

/** The bytes of a text in UTF-8. */
export function utf8ByteString(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

export function isUtf8ByteString(bytes: string): boolean {
  return isUtf8(Buffer.from(bytes, 'latin1'));
}
