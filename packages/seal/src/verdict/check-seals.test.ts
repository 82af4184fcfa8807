import { atOnce } from '@bootwright/archive';
import { describe, expect, test } from 'vitest';
import type { WrittenEntry } from '../../../archive/testing/tar.ts';
import { paxHeader, writeTar } from '../../../archive/testing/tar.ts';
import { directory, smallestRoot } from '../../../composefs/testing/bootc-root.ts';
import { formerDigest, kernelImage, smallestDigest, verified, withDirectories } from '../../testing/sealed-image.ts';
import { sealNotices } from '../notices/seal-notices.ts';
import type { DigestMatch } from './explain-digest.ts';
import { digestMatcher } from './explain-digest.ts';

// What bootc 1.16.9 computes where /boot has half a second more.
const halfSecondDigest =
  '1e6ffb58ec106caadb62d08213811e04e45b3ce0689af5accfee40808149ceeb82a5bb7a2ec5c2107efb8d09eaa569d8e0e4940d5a0800f453f2b040f22d3590';

const file = 'boot/EFI/Linux/a.efi';
const sealedWith = (digest: string) => withDirectories({ [file]: kernelImage(`rw composefs=${digest}`) });
const halfSecond = [...directory('boot', '1700000000.5'), ...smallestRoot.slice(2)];

describe('a seal', () => {
  test.each<readonly [string, readonly (readonly WrittenEntry[])[], string, DigestMatch]>([
    ['matches, with its image in the same layer', [smallestRoot], smallestDigest, { kind: 'same' }],
    ['matches, in capitals', [smallestRoot], smallestDigest.toUpperCase(), { kind: 'same' }],
    [
      'is of the bootc of another time',
      [smallestRoot],
      formerDigest,
      { kind: 'other-format', format: { version: 2, xattrs: 'capabilities' } },
    ],
    [
      'was made before the image was copied in, which changed the time of /boot',
      [halfSecond],
      halfSecondDigest,
      { kind: 'times', of: '/boot and /sysroot' },
    ],
    [
      'was made of whole seconds, and the layers have parts of them',
      [[...smallestRoot.slice(0, 4), ...directory('usr', '1700000000.25')]],
      smallestDigest,
      { kind: 'times', of: 'all files' },
    ],
    ['is of another hash', [smallestRoot], 'a'.repeat(64), { kind: 'other-hash', bits: 256 }],
    ['is of another root', [smallestRoot, [{ name: 'usr/a', content: 'b' }]], smallestDigest, { kind: 'differs' }],
  ])('%s', async (_, layers, seal, match) => {
    const check = await verified({ layers: [...layers, sealedWith(seal)] });
    const verdict = match.kind === 'same' ? { kind: 'holds', file } : { kind: 'broken', obstacles: [] };
    expect(check).toMatchObject({ verdict, seals: [{ file, digest: seal, match }] });
    const notices = sealNotices(check);
    expect(notices).toHaveLength(match.kind === 'same' ? 0 : 1);
    for (const { message, hint } of notices) {
      expect(message).toMatch(/^the unified kernel image \/boot\/EFI\/Linux\/a\.efi is sealed with [0-9a-f]{16}…/);
      expect(hint).toMatch(/seal/);
    }
  });

  const missing = 'it has no composefs digest: ';
  const unclear = 'bootc reads a layer otherwise than container runtimes do: ';
  test.each<readonly [string, readonly (readonly WrittenEntry[] | Uint8Array)[], string]>([
    ['a root without /sysroot', [[...directory('boot'), ...directory('usr')]], `${missing}there is no /sysroot`],
    [
      'a file in a directory that no layer has',
      [[...smallestRoot, { name: 'opt/a', content: 'b' }]],
      `${missing}a layer has "opt/a", and no directory for it in the layers up to there`,
    ],
    [
      'a time before 1970',
      [[...smallestRoot, ...directory('opt', '-1')]],
      `${missing}"opt" has a time with a minus, which composefs does not read in a layer`,
    ],
    [
      'a sparse file',
      [
        [
          ...smallestRoot,
          paxHeader({ 'GNU.sparse.size': '9', 'GNU.sparse.map': '0,1' }),
          { name: 'usr/a', content: 'b' },
        ],
      ],
      `${missing}"usr/a" is stored as a sparse file`,
    ],
    [
      'a link with content, which bootc skips and runtimes read as entries',
      [[...smallestRoot, { name: 'usr/a', type: '2', target: 'b', content: writeTar([{ name: 'usr/c' }], false) }]],
      `${unclear}"usr/a" is not a file and has content`,
    ],
    [
      'a layer that ends with one block of zeros',
      [Buffer.concat([writeTar(smallestRoot, false), Buffer.alloc(512)])],
      `${unclear}layer 1 of 2 (sha256:…) does not end with two blocks of zeros`,
    ],
  ])('cannot be checked of %s', async (_, layers, why) => {
    const check = await verified({ layers: [...layers, sealedWith(smallestDigest)] });
    expect(check.verdict).toMatchObject({ kind: 'not-verified', obstacles: [{ kind: 'no-digest' }] });
    const [notice, ...more] = sealNotices(check);
    expect(more).toEqual([]);
    expect(notice?.code).toBe('seal/no-digest');
    expect(notice?.message.replace(/sha256:\w+…/, 'sha256:…')).toBe(`the seal cannot be checked: ${why}`);
  });
});

const stat = { mode: 0, uid: 0, gid: 0, seconds: 0, nanoseconds: 0, xattrs: new Map() };

/** What is said of seals of a root with so many entries, and a function that counts digests. */
function matcherOf(entries: number) {
  let computed = 0;
  const leaf = () => ({ stat, content: { kind: 'inline', bytes: new Uint8Array() } as const });
  const root = { stat, entries: new Map(Array.from({ length: entries }, (_, place) => [`${place}`, leaf()])) };
  const fractions = { boot: new Set(Array.from({ length: 20 }, (_, place) => place)), sysroot: new Set([0]) };
  const matcher = digestMatcher({ root, fractions, digest: 'a'.repeat(128) }, function* () {
    computed += 1;
    yield;
    return `${computed}`.padStart(128, '0');
  });
  return { match: (digest: string) => atOnce(matcher(digest)), computed: () => computed };
}

test('the digest of a root is computed once for each way to it, however many seals are wrong', () => {
  const { match, computed } = matcherOf(0);
  const wrong = Array.from({ length: 64 }, (_, place) => `f${place}`.padEnd(128, 'f'));
  expect(wrong.map((digest) => match(digest).kind)).toEqual(wrong.map(() => 'differs'));
  // Three other formats, sixteen pairs of times, and all times cut.
  expect(computed()).toBe(20);
  expect(match('0'.repeat(127) + 2)).toEqual({
    kind: 'other-format',
    format: { version: 1, xattrs: 'and those of users' },
  });
  expect(match('a'.repeat(128))).toEqual({ kind: 'same' });
  expect(computed()).toBe(20);
});

test.each([
  [20_000, 16],
  [100_000, 3],
  [199_000, 2],
  [500_000, 1],
])('of a root with %i entries, %i pairs of times are tried', (entries, pairs) => {
  const { match, computed } = matcherOf(entries);
  expect(match('f'.repeat(128))).toEqual({ kind: 'differs' });
  expect(computed()).toBe(3 + pairs + 1);
});
