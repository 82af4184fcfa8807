import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { peFile } from '../../testing/portable-executable.ts';
import { type SigningPair, signingPair } from '../../testing/signing-certificate.ts';
import { writeAddon } from '../addon/write-addon.ts';
import { prepareSignature, signPe } from './sign-pe.ts';
import { parseCertificates, parsePrivateKey } from './signing-keys.ts';
import { isTrusted, verifyPe } from './verify-pe.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 300);
vi.setConfig({ testTimeout: 600_000 });

const addon = writeAddon({ architecture: 'x86_64', kernelArguments: 'rw' });
const own = signingPair('Harbour');
const other = signingPair('Other');
const certificateOf = ({ certificate }: SigningPair) => new X509Certificate(certificate);
const check = (file: Uint8Array, ...trusted: readonly SigningPair[]) =>
  verifyPe((offset, length) => file.subarray(offset, offset + length), file.length, {
    trusted: trusted.map(certificateOf),
  });
const signed = signPe(addon, own.key, [certificateOf(own)]);
const signer = { subject: 'Harbour', issuer: 'Harbour', serial: '07' };

describe('a signature', () => {
  test('is the same bytes each time, behind the file', () => {
    expect(signPe(addon, own.key, [certificateOf(own)])).toEqual(signed);
    expect(signed.length % 8).toBe(0);
  });

  test('is valid, and trusted by its own certificate alone', () => {
    expect(check(signed, other, own)).toEqual([{ signer, hash: 'sha256', valid: true, trusted: true }]);
    const why = 'no trusted certificate vouches for its key';
    expect(check(signed, other)).toEqual([{ signer, hash: 'sha256', valid: true, trusted: false, why }]);
  });

  test('comes next to another', () => {
    const twice = signPe(signed, other.key, [certificateOf(other)]);
    expect(check(twice, other).map(({ signer: { subject }, trusted }) => [subject, trusted])).toEqual([
      ['Harbour', false],
      ['Other', true],
    ]);
    expect(isTrusted(check(twice, own))).toBe(true);
  });

  test('of a file whose length is not a multiple of eight covers its padding', () => {
    const file = peFile([{ name: '.cmdline', content: 'abc' }]);
    expect(file.length % 8).toBe(3);
    expect(isTrusted(check(signPe(file, own.key, [certificateOf(own)]), own))).toBe(true);
  });

  test('can be made by somebody else who has the key', () => {
    const { toSign, finish } = prepareSignature(addon, [certificateOf(own)]);
    expect(outcomeOf(() => finish(new Uint8Array(256)))).toEqual({
      fault: 'uki/signer',
      message: 'the signature does not fit the certificate',
    });
    expect(verify('sha256', toSign, createPublicKey(own.key), Buffer.alloc(256))).toBe(false);
  });
});

describe('chains of certificates', () => {
  const root = signingPair('Root');
  const middle = signingPair('Middle', { issuer: root });
  const leaf = signingPair('Leaf', { issuer: middle, isCa: false });
  const short = signingPair('Short', { pathLength: 0 });
  const belowShort = signingPair('Below short', { issuer: short });
  const twoBelowShort = signingPair('Two below short', { issuer: belowShort, isCa: false });
  const unknown = signingPair('Unknown', { issuer: root, isCa: false, extension: '2a0304' });
  const names = signingPair('Names', { extension: '551d1e' });
  const belowNames = signingPair('Below names', { issuer: names, isCa: false });
  const fromLeaf = signingPair('Below the leaf', { issuer: leaf });
  const trustedBy = (chain: readonly SigningPair[], trusted: SigningPair) => {
    const [first = own] = chain;
    return isTrusted(check(signPe(addon, first.key, chain.map(certificateOf)), trusted));
  };

  test.each<[string, readonly SigningPair[], SigningPair, boolean]>([
    ['ends at a root', [leaf, middle], root, true],
    ['ends at a certificate that is not a root', [leaf], middle, true],
    ['ends at the signer itself', [leaf], leaf, true],
    ['lacks one between', [leaf], root, false],
    ['leads over a certificate that is not of a CA', [fromLeaf, leaf, middle], root, false],
    ['leads elsewhere', [leaf, middle], other, false],
    ['has the length that its root allows', [belowShort], short, true],
    ['is longer than its root allows', [twoBelowShort, belowShort], short, false],
    ['begins below what its root limits', [twoBelowShort, belowShort], belowShort, true],
    ['begins with a certificate that has an unknown critical extension', [unknown], root, false],
    ['is that certificate, which is trusted itself', [unknown], unknown, false],
    ['leads over a certificate that limits names', [belowNames], names, false],
  ])('a chain that %s', (_, chain, trusted, expected) => {
    expect(trustedBy(chain, trusted)).toBe(expected);
  });
});

describe('a changed file', () => {
  // The checksum is not signed, nor how much of the signature is its padding, and its algorithm has two names.
  const algorithm = Buffer.from(signed).lastIndexOf(Buffer.from('2a864886f70d010101', 'hex')) + 8;
  const begin = addon.length + 4;
  const end = addon.length + Buffer.from(signed).readUInt32LE(addon.length);
  const isUnsigned = (index: number) =>
    (index >= 0x98 && index < 0x9c) || (index >= addon.length && index < begin) || index === algorithm || index >= end;

  test('is not signed, whatever byte of its signature changed', () => {
    const accepted: number[] = [];
    for (let index = begin; index < end; index++) {
      const changed = signed.slice();
      changed[index] = (changed[index] ?? 0) ^ 1;
      const outcome = outcomeOf(() => isTrusted(check(changed, own)));
      if (!('fault' in outcome) && outcome.value) accepted.push(index - addon.length);
    }
    expect(accepted).toEqual([]);
  });

  test('is not signed, whatever byte of it changed', () => {
    fc.assert(
      fc.property(fc.nat(signed.length - 1), fc.integer({ min: 1, max: 255 }), (index, change) => {
        const changed = signed.slice();
        changed[index] = (changed[index] ?? 0) ^ change;
        const outcome = outcomeOf(() => check(changed, own));
        if ('value' in outcome && !isUnsigned(index)) expect(isTrusted(outcome.value)).toBe(false);
        if ('fault' in outcome) expect(['inspect/pe', 'uki/signature']).toContain(outcome.fault);
      }),
      { numRuns },
    );
  });

  test.each<[string, (bytes: Buffer) => Buffer, boolean | string]>([
    ['with bytes behind its signatures', (bytes) => Buffer.concat([bytes, Buffer.alloc(8)]), false],
    ['whose table of signatures has other bytes at its end', (bytes) => grown(bytes, 4), 'uki/signature'],
    ['whose last signature lacks its padding', (bytes) => grown(bytes.subarray(0, -1), -1), 'uki/signature'],
  ])('%s is not signed', (_, change, expected) => {
    const outcome = outcomeOf(() => isTrusted(check(new Uint8Array(change(Buffer.from(signed))), own)));
    expect('fault' in outcome ? outcome.fault : outcome.value).toBe(expected);
  });

  /** The file with a table of signatures that is longer. */
  function grown(bytes: Buffer, by: number): Buffer {
    const longer = Buffer.concat([bytes, Buffer.alloc(Math.max(0, by))]);
    longer.writeUInt32LE(longer.readUInt32LE(0xec) + by, 0xec);
    return longer;
  }

  test('has the signature of another', () => {
    const larger = writeAddon({ architecture: 'x86_64', kernelArguments: 'ro' });
    const moved = new Uint8Array(Buffer.concat([larger, signed.subarray(addon.length)]));
    moved.set(signed.subarray(0xe8, 0xf0), 0xe8);
    expect(check(moved, own)).toEqual([
      {
        signer,
        hash: 'sha256',
        valid: false,
        trusted: false,
        why: 'it is that of another file, or the file was changed',
      },
    ]);
  });

  test('in the digest of a signature is not that of its signer', () => {
    const changed = signed.slice();
    // The last byte of the RSA signature, before the padding.
    const end = changed.findLastIndex((byte) => byte !== 0);
    changed[end] = (changed[end] ?? 0) ^ 1;
    expect(check(changed, own)).toMatchObject([
      { valid: false, trusted: false, why: 'it was not made with the key of its certificate' },
    ]);
  });
});

describe('keys and certificates', () => {
  const pem = (pair: SigningPair) => Buffer.from(pair.key.export({ type: 'pkcs8', format: 'pem' }));
  const encrypted = Buffer.from(
    own.key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' }),
  );
  const short = signingPair('Short', { bits: 1024 });

  test.each<[string, Uint8Array, string | undefined]>([
    ['PEM', pem(own), undefined],
    ['encrypted PEM', encrypted, 'secret'],
    ['DER of PKCS #8', own.key.export({ type: 'pkcs8', format: 'der' }), undefined],
    ['DER of PKCS #1', own.key.export({ type: 'pkcs1', format: 'der' }), undefined],
  ])('a key in %s', (_, bytes, passphrase) => {
    expect(parsePrivateKey(bytes, passphrase).equals(own.key)).toBe(true);
  });

  test.each<[string, Uint8Array, string | undefined, string]>([
    ['without its passphrase', encrypted, undefined, 'the private key is encrypted, and no passphrase is given'],
    ['with another passphrase', encrypted, 'wrong', 'the private key cannot be decrypted'],
    ['that is something else', Buffer.from('key'), undefined, 'the file has no private key in PEM or DER'],
    ['that is too short', pem(short), undefined, 'expected a key of RSA with 2048 to 4096 bits, got RSA of 1024 bits'],
  ])('a key %s is a fault', (_, bytes, passphrase, message) => {
    expect(outcomeOf(() => parsePrivateKey(bytes, passphrase))).toEqual({ fault: 'uki/key', message });
  });

  test('several certificates of a file are read in their order', () => {
    const text = `comment\n${own.certificate}${other.certificate}`;
    expect(parseCertificates(Buffer.from(text)).map(({ raw }) => raw)).toEqual(
      [own, other].map((pair) => certificateOf(pair).raw),
    );
    expect(parseCertificates(certificateOf(own).raw)).toHaveLength(1);
  });

  test('a file without a certificate, and one with a key that is too short', () => {
    expect(outcomeOf(() => parseCertificates(Buffer.from('none')))).toMatchObject({ fault: 'uki/certificate' });
    expect(outcomeOf(() => signPe(addon, short.key, [certificateOf(short)]))).toEqual({
      fault: 'uki/certificate',
      message: 'expected a certificate of RSA with 2048 to 4096 bits, got RSA of 1024 bits',
    });
  });
});
