import { describe, expect, test } from 'vitest';
import { gzip, memoryStore, sha256 } from '../../testing/image.ts';
import type { WrittenEntry } from '../../testing/tar.ts';
import { paxHeader, writeTar } from '../../testing/tar.ts';
import type { UnifiedKernelInfo } from '../uki/unified-kernel-info.ts';
import type { SealVerdict } from './check-seals.ts';
import { checkSeals } from './check-seals.ts';
import { readComposefs } from './read-composefs.ts';
import { sealNotices } from './seal-notices.ts';

const directory = (name: string, mtime = '1700000000'): readonly WrittenEntry[] => [
  paxHeader({ mtime }),
  { name, type: '5', patch: (block) => block.write('0000755\0', 100, 'latin1') },
];
const root = [...directory('boot'), ...directory('sysroot'), ...directory('usr')];

// What bootc 1.16.9 computes of these three directories, what it did in its former format, and what it computes where
// /boot has half a second more.
const digest =
  'd9223d5ee30eee88de60d5844a202e261f2b2b1c0a3b0a00f1c02eae90ed6214f7cc9b1181ec241c279bd5e0fe4d11d3f6b7b1e5c7481b8336af624ca21f985f';
const formerDigest =
  '5929982659bab2fca09fa7a3ea10df2f78b22900e9600a8fe497e496aa7bab52f920b1464632b4121fd28ba6b53078764c42212a45748213b66e4101a8efa27b';
const halfSecondDigest =
  '1e6ffb58ec106caadb62d08213811e04e45b3ce0689af5accfee40808149ceeb82a5bb7a2ec5c2107efb8d09eaa569d8e0e4940d5a0800f453f2b040f22d3590';

const kernel = (seal: string): UnifiedKernelInfo => ({
  file: 'boot/EFI/Linux/a.efi',
  sections: [],
  addons: [],
  signature: { kind: 'none' },
  seal: { parameter: 'composefs', digest: seal, optional: false },
});

async function checked(layers: readonly (readonly WrittenEntry[])[], seal: string) {
  const blobs = layers.map((entries) => {
    const bytes = gzip(writeTar(entries));
    return { digest: sha256(bytes), bytes };
  });
  const described = blobs.map(({ digest: name, bytes }) => ({
    blob: { digest: name, size: bytes.length },
    digestOf: 'stored' as const,
  }));
  return checkSeals(await readComposefs(memoryStore(blobs), described, {}), [kernel(seal)]);
}

const uki: readonly WrittenEntry[] = [
  ...directory('boot'),
  ...directory('boot/EFI'),
  ...directory('boot/EFI/Linux'),
  { name: 'boot/EFI/Linux/a.efi', content: 'x'.repeat(500) },
];
const halfSecond = [...directory('boot', '1700000000.5'), ...root.slice(2)];

describe('a seal', () => {
  test.each<readonly [string, readonly (readonly WrittenEntry[])[], string, SealVerdict]>([
    ['holds', [root], digest, { kind: 'holds' }],
    ['holds, in capitals', [root], digest.toUpperCase(), { kind: 'holds' }],
    ['holds, with its own image in a layer above', [root, uki], digest, { kind: 'holds' }],
    [
      'is of the bootc of another time',
      [root, uki],
      formerDigest,
      { kind: 'other-format', format: { version: 2, xattrs: 'capabilities' } },
    ],
    [
      'was made before the image was copied in, which changed the time of /boot',
      [halfSecond, uki],
      halfSecondDigest,
      { kind: 'times', of: '/boot and /sysroot' },
    ],
    [
      'was made of whole seconds, and the layers have parts of them',
      [[...root.slice(0, 4), ...directory('usr', '1700000000.25')]],
      digest,
      { kind: 'times', of: 'all files' },
    ],
    ['is of another hash', [root], 'a'.repeat(64), { kind: 'other-hash', bits: 256 }],
    ['is of another root', [root, [{ name: 'usr/a', content: 'b' }]], digest, { kind: 'differs' }],
  ])('%s', async (_, layers, seal, verdict) => {
    const check = await checked(layers, seal);
    expect(check).toMatchObject({ kind: 'checked', seals: [{ file: 'boot/EFI/Linux/a.efi', verdict }] });
    const notices = sealNotices(check);
    expect(notices).toHaveLength(verdict.kind === 'holds' ? 0 : 1);
    for (const { message, hint } of notices) {
      expect(message).toMatch(/^the unified kernel image \/boot\/EFI\/Linux\/a\.efi is sealed with [0-9a-f]{16}…/);
      expect(hint).toMatch(/seal/);
    }
  });

  test.each<readonly [string, readonly (readonly WrittenEntry[])[], string]>([
    ['a root without /sysroot', [[...directory('boot'), ...directory('usr')]], 'there is no /sysroot'],
    [
      'a file in a directory that no layer has',
      [[...root, { name: 'opt/a', content: 'b' }]],
      'a layer has "opt/a", and no directory for it in the layers up to there',
    ],
    [
      'a time before 1970',
      [[...root, ...directory('opt', '-1')]],
      '"opt" was changed before 1970, which composefs does not read in a layer',
    ],
    [
      'a sparse file',
      [[...root, paxHeader({ 'GNU.sparse.size': '9', 'GNU.sparse.map': '0,1' }), { name: 'usr/a', content: 'b' }]],
      '"usr/a" is stored as a sparse file',
    ],
  ])('cannot be checked of %s', async (_, layers, why) => {
    const check = await checked(layers, digest);
    expect(check).toMatchObject({ kind: 'refused', fault: { code: 'composefs/refused' } });
    expect(sealNotices(check)).toMatchObject([
      { code: 'composefs/refused', message: `the seal cannot be checked: it has no composefs digest: ${why}` },
    ]);
  });
});
