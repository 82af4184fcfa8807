import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** `createHash` of `node:crypto`, as far as digests of images need it. The Web Crypto API hashes nothing piece by piece. */
export function createHash(algorithm: 'sha256' | 'sha512') {
  const hash = algorithm === 'sha512' ? sha512.create() : sha256.create();
  const port = {
    update: (bytes: Uint8Array) => {
      hash.update(bytes);
      return port;
    },
    digest: (_encoding: 'hex') => bytesToHex(hash.digest()),
  };
  return port;
}
