import { createHash, X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { type SigningPair, signingPair } from '../../testing/signing-certificate.ts';
import { writeAddon } from '../addon/write-addon.ts';
import { derChildren, derTag, firstDerValue } from '../der/der.ts';
import { authenticodeDigest } from './authenticode-digest.ts';
import { parseRevocations } from './revocations.ts';
import { signPe } from './sign-pe.ts';
import { isTrusted, verifyPe } from './verify-pe.ts';

const certificateOf = ({ certificate }: SigningPair) => new X509Certificate(certificate);
const root = signingPair('Root');
const leaf = signingPair('Leaf', { issuer: root, isCa: false });
const other = signingPair('Other');
const addon = writeAddon({ architecture: 'x86_64', kernelArguments: 'rw' });
const signed = signPe(addon, leaf.key, [certificateOf(leaf)]);
const twice = signPe(signed, other.key, [certificateOf(other)]);
const readerOf = (file: Uint8Array) => (offset: number, length: number) => file.subarray(offset, offset + length);

/** GUIDs of the UEFI specification, "EFI_SIGNATURE_DATA", as they are written there. */
const guids = {
  sha256: 'c1c41626-504c-4092-aca9-41f936934328',
  sha384: 'ff3e5307-9fd0-48c9-85f1-8ad56c701e01',
  sha512: '093e0fae-a6c4-4f50-9f1b-d41e2b89c19a',
  x509: 'a5c059a1-94e4-4aa7-87b5-ab155c2bf072',
  x509Sha256: '3bd2a492-96c0-4079-b420-fcf98ef103ed',
  pkcs7: '4aafd29d-68df-49ee-8aa9-347d375665a7',
} as const;

function guid(name: keyof typeof guids): Buffer {
  const [a = '', b = '', c = '', ...rest] = guids[name].split('-');
  const swapped = [a, b, c].map((part) => Buffer.from(part, 'hex').reverse());
  return Buffer.concat([...swapped, Buffer.from(rest.join(''), 'hex')]);
}

/** EFI_SIGNATURE_LIST. */
function list(name: keyof typeof guids, ...entries: readonly Uint8Array[]): Buffer {
  const size = 16 + (entries[0]?.length ?? 0);
  const numbers = Buffer.alloc(12);
  numbers.writeUInt32LE(28 + size * entries.length, 0);
  numbers.writeUInt32LE(size, 8);
  return Buffer.concat([guid(name), numbers, ...entries.flatMap((entry) => [Buffer.alloc(16, 1), entry])]);
}

/** EFI_VARIABLE_AUTHENTICATION_2 before the lists of an update. */
function update(lists: Uint8Array): Buffer {
  const head = Buffer.alloc(24);
  head.writeUInt32LE(24 + 5, 16);
  head.writeUInt16LE(0x200, 20);
  head.writeUInt16LE(0xef1, 22);
  return Buffer.concat([head, guid('pkcs7'), Buffer.from('chain'), lists]);
}

const digestOf = (hash: 'sha256' | 'sha384' | 'sha512') => authenticodeDigest(readerOf(signed), signed.length, hash);
const signedPart = derChildren(firstDerValue(certificateOf(leaf).raw), derTag.sequence)[0]?.encoded ?? new Uint8Array();
const signedDigest = createHash('sha256').update(signedPart).digest();
const nothing = Buffer.alloc(32, 7);

describe('a file with a trusted signature', () => {
  const outcome = (file: Uint8Array, dbx: Uint8Array) => {
    const databases = { trusted: [certificateOf(root)], revoked: parseRevocations(dbx) };
    const signatures = verifyPe(readerOf(file), file.length, databases);
    return { isTrusted: isTrusted(signatures), why: signatures.flatMap(({ revoked, why }) => (revoked ? [why] : [])) };
  };
  const byFile = 'the dbx has the digest of the file';
  const byCertificate = 'the dbx has a certificate that vouches for its key';

  test.each<[string, Uint8Array, readonly string[]]>([
    ['and an empty dbx is trusted', Buffer.alloc(0), []],
    ['and a dbx of others is trusted', list('sha256', nothing), []],
    ['is revoked by its SHA-256', list('sha256', nothing, digestOf('sha256')), [byFile]],
    ['is revoked by its SHA-384', list('sha384', digestOf('sha384')), [byFile]],
    [
      'is revoked by its SHA-512',
      Buffer.concat([list('sha256', nothing), list('sha512', digestOf('sha512'))]),
      [byFile],
    ],
    ['is revoked by its certificate', list('x509', certificateOf(leaf).raw), [byCertificate]],
    ['is revoked by an issuer that is not in it', list('x509', certificateOf(root).raw), [byCertificate]],
    [
      'is revoked by a digest of its certificate, with a time',
      list('x509Sha256', Buffer.concat([signedDigest, Buffer.alloc(16)])),
      [byCertificate],
    ],
    ['is revoked by an update', update(list('sha256', digestOf('sha256'))), [byFile]],
  ])('%s', (_, dbx, why) => {
    expect(outcome(signed, dbx)).toEqual({ isTrusted: why.length === 0, why });
  });

  test('is revoked by the certificate of another signature', () => {
    expect(outcome(twice, list('x509', certificateOf(other).raw))).toEqual({ isTrusted: false, why: [byCertificate] });
  });
});

test.each<[string, Uint8Array, string]>([
  ['text', Buffer.from('-----BEGIN CERTIFICATE-----'), 'it ends within a list'],
  ['another list', Buffer.alloc(64), 'it is not a list of signatures, or has entries of an unknown kind'],
  ['a list that is cut', list('sha256', nothing).subarray(0, -1), 'a list cannot be divided into its entries'],
  ['a short digest', list('sha256', Buffer.alloc(31)), 'an entry is shorter than its digest'],
  ['a broken certificate', list('x509', Buffer.alloc(40)), 'a certificate in it cannot be read'],
])('%s is a fault', (_, bytes, why) => {
  expect(outcomeOf(() => parseRevocations(bytes))).toEqual({
    fault: 'uki/revocations',
    message: `invalid dbx: ${why}`,
  });
});

test('whatever bytes come, there are entries or a fault', () => {
  const whole = update(Buffer.concat([list('sha256', nothing), list('x509', certificateOf(leaf).raw)]));
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }), (index, byte) => {
      const changed = Buffer.from(whole);
      changed[index] = byte;
      const outcome = outcomeOf(() => parseRevocations(changed));
      if ('fault' in outcome) expect(outcome.fault).toBe('uki/revocations');
    }),
  );
});
