import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { signedTable } from '../../../archive/testing/packed-archives.ts';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { certificate, der, distinguishedName, signedData, winCertificate } from '../../testing/der.ts';
import { derValues } from '../der/der.ts';
import { readSignature } from './signers.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 300);
vi.setConfig({ testTimeout: 600_000 });

const commonName = '550403';
const organization = '55040a';
const utf8 = 0x0c;
const issuer = distinguishedName([organization, utf8, 'Acme'], [commonName, 0x13, 'Acme CA']);
const serial = der(0x02, Uint8Array.from([0x12, 0x34]));

test('what osslsigncode signed', () => {
  expect(readSignature(signedTable)).toEqual({
    kind: 'signed',
    signers: [{ subject: 'Harbour Secure Boot', issuer: 'Harbour CA', serial: '1234' }],
  });
});

describe('signers', () => {
  const subject = (name: Uint8Array) =>
    readSignature(winCertificate(signedData(issuer, serial, [certificate(issuer, serial, name)])));
  test.each<[string, Uint8Array, string | undefined]>([
    ['a common name in UTF-8', distinguishedName([commonName, utf8, 'Küste']), 'Küste'],
    ['in UTF-16', distinguishedName([commonName, 0x1e, Uint8Array.from([0, 0x41, 0x26, 0x03])]), 'A☃'],
    ['in Latin-1', distinguishedName([commonName, 0x14, Uint8Array.from([0xe9])]), 'é'],
    ['an organization, where it has no other name', distinguishedName([organization, utf8, 'Acme']), 'Acme'],
    ['no name at all', distinguishedName(), undefined],
  ])('%s', (_, name, text) => {
    expect(subject(name)).toEqual({
      kind: 'signed',
      signers: [{ ...(text === undefined ? {} : { subject: text }), issuer: 'Acme CA', serial: '1234' }],
    });
  });

  test('a missing certificate is known by its issuer', () => {
    const other = certificate(issuer, der(0x02, '\u0007'), distinguishedName([commonName, utf8, 'Other']));
    expect(readSignature(winCertificate(signedData(issuer, serial, [other])))).toEqual({
      kind: 'signed',
      signers: [{ issuer: 'Acme CA', serial: '1234' }],
    });
  });

  test('two signatures', () => {
    const one = winCertificate(signedData(issuer, serial));
    expect(readSignature(new Uint8Array(Buffer.concat([one, signedTable])))).toMatchObject({
      signers: [{ issuer: 'Acme CA' }, { issuer: 'Harbour CA' }],
    });
  });
});

describe('what cannot be read is not known', () => {
  test.each<[string, Uint8Array, string]>([
    ['a signature of another kind', winCertificate(der(0x30), 1), 'it names no signer'],
    [
      'one that is longer than its table',
      winCertificate(der(0x30)).fill(0xff, 0, 4),
      'a signature ends outside of its table',
    ],
    ['a length of nothing', new Uint8Array(64), 'a signature ends outside of its table'],
    ['PKCS #7 of another kind', winCertificate(der(0x30, der(0x06, '*'))), 'it is not PKCS #7 SignedData'],
    [
      'a length that is left open',
      winCertificate(Uint8Array.from([0x30, 0x80, 0, 0])),
      'invalid DER: it has a length that DER does not allow',
    ],
    [
      'a value that ends outside',
      winCertificate(Uint8Array.from([0x30, 0x7f])),
      'invalid DER: a value ends outside of the value that contains it',
    ],
    [
      'a thousand signatures',
      new Uint8Array(Buffer.concat(Array(1000).fill(winCertificate(der(0x30), 1)))),
      'it has more than 16 signatures',
    ],
  ])('%s', (_, table, why) => {
    expect(readSignature(table)).toEqual({ kind: 'unreadable', why });
  });

  test('a list of very many values', () => {
    expect(outcomeOf(() => derValues(new Uint8Array(50_000)))).toMatchObject({ fault: 'der/broken' });
  });

  test('any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        for (const table of [bytes, winCertificate(bytes)]) expect(() => readSignature(table)).not.toThrow();
      }),
      { numRuns },
    );
  });

  test('a sound signature with a few changed bytes, and cut', () => {
    const changes = fc.array(fc.tuple(fc.nat(signedTable.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(changes, fc.nat(signedTable.length), (list, length) => {
        const changed = signedTable.slice();
        for (const [index, value] of list) changed[index] = value;
        for (const table of [changed, changed.subarray(0, length)]) expect(() => readSignature(table)).not.toThrow();
      }),
      { numRuns },
    );
  });
});
