import { createPrivateKey, type KeyObject, verify, X509Certificate } from 'node:crypto';
import { Fault } from '@bootwright/core';

const [shortestKey, longestKey] = [2048, 4096];
const mostCertificates = 16;

/**
 * A private key of RSA in PEM or DER, encrypted or not. Faults: `uki/key` for another file, for another kind or length of
 * key (firmware verifies RSA, of 2048 to 4096 bits), and for a passphrase that is missing or wrong.
 */
export function parsePrivateKey(bytes: Uint8Array, passphrase?: string): KeyObject {
  const key = keyIn(bytes, passphrase);
  checkRsa(key, 'key');
  return key;
}

function keyIn(bytes: Uint8Array, passphrase: string | undefined): KeyObject {
  const text = Buffer.from(bytes);
  const isPem = text.includes('-----BEGIN ');
  const isEncrypted = text.includes('ENCRYPTED');
  if (isPem && isEncrypted && passphrase === undefined) {
    throw new Fault('uki/key', 'the private key is encrypted, and no passphrase is given', {
      hint: 'give the passphrase in a file (--passphrase-file, or --addon-passphrase-file for an image)',
    });
  }
  const secret = passphrase === undefined ? {} : { passphrase };
  const forms = isPem
    ? [{ key: text, format: 'pem' as const }]
    : (['pkcs8', 'pkcs1'] as const).map((type) => ({ key: text, format: 'der' as const, type }));
  for (const form of forms) {
    try {
      return createPrivateKey({ ...form, ...secret });
    } catch {
      // The next form may fit.
    }
  }
  throw isPem && isEncrypted
    ? new Fault('uki/key', 'the private key cannot be decrypted', { hint: 'check the passphrase' })
    : new Fault('uki/key', 'the file has no private key in PEM or DER', {
        hint: 'give a private key, such as "openssl genpkey" writes it',
      });
}

/**
 * The certificates of a file in PEM or DER, in their order. Faults: `uki/certificate` for a file without one, and for more
 * than 16.
 */
export function parseCertificates(bytes: Uint8Array): readonly X509Certificate[] {
  const text = Buffer.from(bytes).toString('latin1');
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length > mostCertificates) {
    throw new Fault(
      'uki/certificate',
      `the file has ${blocks.length} certificates, more than the ${mostCertificates} that are read`,
    );
  }
  try {
    const found: readonly (string | Uint8Array)[] = blocks.length === 0 ? [bytes] : blocks;
    return found.map((one) => new X509Certificate(one));
  } catch (cause) {
    throw new Fault('uki/certificate', 'the file has no X.509 certificate in PEM or DER', {
      hint: 'give the certificate of the key, in PEM or DER',
      cause,
    });
  }
}

/** Faults: `uki/certificate` where firmware could not verify what the key of a certificate signs. */
export function checkSigningCertificate(certificate: X509Certificate): void {
  checkRsa(publicKeyOf(certificate), 'certificate');
}

/** The key of a certificate; absent for one that OpenSSL does not know or that is damaged. */
export function publicKeyOf(certificate: X509Certificate): KeyObject | undefined {
  try {
    return certificate.publicKey;
  } catch {
    return undefined;
  }
}

/** Whether a key made a signature of these bytes; a key of a kind that does not sign did not. */
export function isVerified(
  hash: string,
  bytes: Uint8Array,
  { key, signature }: { readonly key: KeyObject; readonly signature: Uint8Array },
): boolean {
  try {
    return verify(hash, bytes, key, signature);
  } catch {
    return false;
  }
}

function checkRsa(key: KeyObject | undefined, name: 'key' | 'certificate'): void {
  const { asymmetricKeyType: kind = 'an unknown kind', asymmetricKeyDetails } = key ?? {};
  const bits = asymmetricKeyDetails?.modulusLength ?? 0;
  if (kind === 'rsa' && bits >= shortestKey && bits <= longestKey) return;
  const found = kind === 'rsa' ? `RSA of ${bits} bits` : kind;
  throw new Fault(`uki/${name}`, `expected a ${name} of RSA with ${shortestKey} to ${longestKey} bits, got ${found}`, {
    hint: 'make a key that firmware can verify, such as with "openssl req -x509 -newkey rsa:2048"',
  });
}
