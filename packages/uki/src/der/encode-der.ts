/**
 * A value of ASN.1 in DER: its identifier byte, its length, and its content. Signing needs three structures; libraries for
 * them (pkijs, node-forge) bring all of X.509 along, or do not promise the same bytes twice.
 */
export function encodeDer(tag: number, ...content: readonly Uint8Array[]): Uint8Array {
  const length = content.reduce((total, part) => total + part.length, 0);
  return Buffer.concat([Uint8Array.of(tag), encodedLength(length), ...content]);
}

/** An object identifier by its content in hexadecimal. */
export function encodeOid(hex: string): Uint8Array {
  return encodeDer(0x06, Buffer.from(hex, 'hex'));
}

function encodedLength(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  const digits = length.toString(16);
  const bytes = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex');
  return Buffer.concat([Uint8Array.of(0x80 + bytes.length), bytes]);
}
