import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { der } from './der.ts';

const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const nameOf = (commonName: string) =>
  der(0x30, der(0x31, der(0x30, oid('550403'), der(0x0c, Buffer.from(commonName)))));
/** sha256WithRSAEncryption. */
const algorithm = der(0x30, oid('2a864886f70d01010b'), der(0x05));

/** A key and a certificate for it in PEM. */
export interface SigningPair {
  readonly name: string;
  readonly key: KeyObject;
  readonly certificate: string;
}

export interface PairOptions {
  readonly bits?: number;
  readonly issuer?: SigningPair;
  readonly isCa?: boolean;
  readonly pathLength?: number;
  /** Of one byte below 128; 7 by default. */
  readonly serial?: number;
  /** A critical extension: the bytes of its object identifier in hexadecimal. */
  readonly extension?: string;
}

/** A fresh RSA key with a certificate, by its own key or that of an issuer, which a CA may be (RFC 5280). */
export function signingPair(
  name: string,
  { bits = 2048, issuer, isCa = true, pathLength, serial = 7, extension }: PairOptions = {},
): SigningPair {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  const length = pathLength === undefined ? [] : [der(0x02, Uint8Array.of(pathLength))];
  const constraints = der(0x30, ...(isCa ? [der(0x01, '\u007f')] : []), ...length);
  const basicConstraints = der(0x30, oid('551d13'), der(0x04, constraints));
  const more =
    extension === undefined ? [] : [der(0x30, oid(extension), der(0x01, Uint8Array.of(0xff)), der(0x04, 'x'))];
  const body = der(
    0x30,
    der(0xa0, der(0x02, '\u0002')),
    der(0x02, Uint8Array.of(serial)),
    algorithm,
    nameOf(issuer?.name ?? name),
    der(0x30, der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from('491231235959Z'))),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(0x30, basicConstraints, ...more)),
  );
  const signature = sign('sha256', body, issuer?.key ?? privateKey);
  const lines = Buffer.from(der(0x30, body, algorithm, der(0x03, '\0', signature)))
    .toString('base64')
    .replaceAll(/.{1,64}/g, '$&\n');
  return { name, key: privateKey, certificate: `-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n` };
}
