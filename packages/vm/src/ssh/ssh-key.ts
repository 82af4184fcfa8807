import { generateKeyPairSync, type KeyObject } from 'node:crypto';

/** A key pair of one machine: what `ssh -i` reads, and a line of authorized_keys. */
export interface SshKey {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** A new ECDSA key: ssh(1) of any version reads it in PEM, and it is allowed where only FIPS algorithms are. */
export function makeSshKey(): SshKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return {
    privateKey: privateKey.export({ type: 'sec1', format: 'pem' }).toString(),
    publicKey: publicLine(publicKey),
  };
}

/** RFC 5656, 3.1: the name, the curve, and the uncompressed point. */
function publicLine(key: KeyObject): string {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  const blob = [Buffer.from('ecdsa-sha2-nistp256'), Buffer.from('nistp256'), point].flatMap((field) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(field.length);
    return [length, field];
  });
  return `ecdsa-sha2-nistp256 ${Buffer.concat(blob).toString('base64')} bootwright`;
}
