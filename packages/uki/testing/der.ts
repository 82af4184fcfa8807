/** A value in DER: its identifier byte and its content. */
export function der(tag: number, ...content: readonly (Uint8Array | string)[]): Uint8Array {
  const bytes = Buffer.concat(content.map((part) => Buffer.from(part)));
  const long = bytes.length < 0x100 ? [0x81, bytes.length] : [0x82, bytes.length >> 8, bytes.length & 0xff];
  const length = bytes.length < 0x80 ? [bytes.length] : long;
  return new Uint8Array(Buffer.concat([Buffer.from([tag, ...length]), bytes]));
}

const sequence = 0x30;
const set = 0x31;

/** A distinguished name of attributes: the object identifier's bytes in hexadecimal, the string's tag, its bytes. */
export function distinguishedName(...attributes: readonly (readonly [string, number, string | Uint8Array])[]) {
  return der(
    sequence,
    ...attributes.map(([oid, tag, text]) =>
      der(set, der(sequence, der(0x06, Buffer.from(oid, 'hex')), der(tag, text))),
    ),
  );
}

/** PKCS #7 SignedData with one signer. */
export function signedData(
  issuer: Uint8Array,
  serial: Uint8Array,
  certificates: readonly Uint8Array[] = [],
): Uint8Array {
  const list = certificates.length === 0 ? [] : [der(0xa0, ...certificates)];
  const signer = der(sequence, der(0x02, '\u0001'), der(sequence, issuer, serial));
  const content = der(sequence, der(0x02, '\u0001'), der(set), der(sequence), ...list, der(set, signer));
  return der(sequence, der(0x06, Buffer.from('2a864886f70d010702', 'hex')), der(0xa0, content));
}

/** A certificate as far as names and number go. */
export function certificate(issuer: Uint8Array, serial: Uint8Array, subject: Uint8Array): Uint8Array {
  const version = der(0xa0, der(0x02, '\u0002'));
  return der(sequence, der(sequence, version, serial, der(sequence), issuer, der(sequence), subject));
}

/** WIN_CERTIFICATE around it. */
export function winCertificate(bytes: Uint8Array, type = 2): Uint8Array {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(8 + bytes.length, 0);
  head.writeUInt16LE(0x200, 4);
  head.writeUInt16LE(type, 6);
  return new Uint8Array(Buffer.concat([head, bytes, Buffer.alloc((8 - (bytes.length % 8)) % 8)]));
}
