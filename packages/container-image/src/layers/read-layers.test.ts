import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Packing } from '../../../archive/testing/packings.ts';
import { gzip, plain, zstdStored } from '../../../archive/testing/packings.ts';
import type { WrittenEntry } from '../../../archive/testing/tar.ts';
import { paxHeader, writeTar } from '../../../archive/testing/tar.ts';
import { memoryScratch } from '../../../file-tree/testing/memory-scratch.ts';
import type { MadeImage } from '../../testing/image.ts';
import { memoryStore, sha256 } from '../../testing/image.ts';
import { osRelease, outcome, readBlobs, release, releaseFiles, stored, textOf } from '../../testing/read-blobs.ts';
import type { BlobDescriptor, BlobStore } from '../blob-store.ts';
import { readLayers } from './read-layers.ts';

vi.setConfig({ testTimeout: 300_000 });
const numRuns = Number(process.env.FUZZ_RUNS ?? 300);

describe('files that links lead to', () => {
  const content = 'ID=acme\nNAME=Acme\n';
  test.each<readonly [string, readonly (readonly WrittenEntry[])[], number]>([
    [
      'a file where it is expected: every layer is read once',
      [[{ name: osRelease, content }], [{ name: 'a', content: 'b' }]],
      2,
    ],
    [
      'a link to where nobody looks: its layer is read again',
      [[{ name: 'opt/x', content }], [{ name: osRelease, type: '2', target: '/opt/x' }]],
      3,
    ],
    [
      'a hard link to an object of ostree',
      [
        [
          { name: 'sysroot/ostree/o.file', content },
          { name: osRelease, type: '1', target: 'sysroot/ostree/o.file' },
        ],
        [{ name: 'a' }],
      ],
      3,
    ],
    [
      'a directory that is a link',
      [[{ name: 'opt/lib/os-release', content }], [{ name: 'usr/lib', type: '2', target: '../opt/lib' }]],
      3,
    ],
    [
      'a link that is not followed, since its place was taken',
      [
        [
          { name: 'opt/x', content: 'no' },
          { name: osRelease, type: '2', target: '/opt/x' },
        ],
        [{ name: osRelease, content }],
      ],
      2,
    ],
  ])('%s', async (_, entries, times) => {
    const { store, layers, opened } = stored(...entries.map((layer) => writeTar(layer)));
    const found = await readLayers(store, layers, { scratch: memoryScratch(), files: releaseFiles });
    expect(textOf(found)).toBe(content);
    expect(opened).toHaveLength(times);
  });
});

test('progress reports every byte', async () => {
  const told: unknown[] = [];
  const blob = gzip(writeTar([release]));
  await readBlobs([blob], { onProgress: (progress) => told.push(progress) });
  expect(told.at(-1)).toEqual({ what: 'layer 1 of 1', doneBytes: blob.length, totalBytes: blob.length });
});

describe('blobs that are not what they should be', () => {
  const sound = gzip(writeTar([release]));
  const check = (change: (layer: BlobDescriptor) => BlobDescriptor, bytes: Uint8Array = sound) => {
    const blob = change({ digest: sha256(sound), size: sound.length });
    const store: BlobStore = { open: () => memoryStore([{ digest: blob.digest, bytes }]).open(blob) };
    return outcome(
      readLayers(store, [{ blob, digestOf: 'stored' }], { scratch: memoryScratch(), files: releaseFiles }),
    );
  };

  test.each<readonly [string, ReturnType<typeof check>, string, string]>([
    [
      'another digest',
      check((blob) => ({ ...blob, digest: `sha256:${'0'.repeat(64)}` })),
      'image/digest',
      'layer 1 of 1 (sha256:…) is damaged: its digest is sha256:…, not sha256:…',
    ],
    [
      'more bytes',
      check((blob) => ({ ...blob, size: blob.size - 1 })),
      'image/size',
      `layer 1 of 1 (sha256:…) has more than the ${sound.length - 1} bytes that the image says`,
    ],
    [
      'fewer bytes',
      check((blob) => ({ ...blob, size: blob.size + 1 })),
      'image/size',
      `layer 1 of 1 (sha256:…) has ${sound.length} bytes, not the ${sound.length + 1} that the image says`,
    ],
  ])('%s', async (_, answer, fault, message) => {
    expect(await answer).toEqual({ fault, message });
  });

  test('a SHA-512 digest is checked too', async () => {
    expect(await check((blob) => ({ ...blob, digest: `sha512:${'0'.repeat(128)}` }))).toMatchObject({
      fault: 'image/digest',
    });
  });

  test('a tar archive that is known by its own digest is checked', async () => {
    const blob = { digest: sha256(Buffer.from('other')), size: sound.length };
    const store: BlobStore = { open: () => memoryStore([{ digest: blob.digest, bytes: sound }]).open(blob) };
    expect(
      await outcome(
        readLayers(store, [{ blob, digestOf: 'unpacked' }], { scratch: memoryScratch(), files: releaseFiles }),
      ),
    ).toMatchObject({
      fault: 'image/digest',
    });
  });
});

describe('compression that is damaged', () => {
  const tar = writeTar([{ name: 'a', content: Buffer.from('a few words '.repeat(5000)) }]);
  test.each<readonly [string, Uint8Array, RegExp]>([
    ['gzip, cut', gzip(tar).subarray(0, 100), /gzip data cannot be unpacked \(unexpected end of file\)/],
    [
      'gzip, a byte changed',
      Buffer.concat([gzip(tar).subarray(0, 60), Buffer.from([0xff, 0xff, 0xff]), gzip(tar).subarray(63)]),
      /gzip data cannot be unpacked/,
    ],
    [
      'gzip, something after its end',
      Buffer.concat([gzip(tar), Buffer.from('garbage')]),
      /gzip data cannot be unpacked|something follows the end/,
    ],
    ['gzip, nothing but its first bytes', Buffer.from([0x1f, 0x8b]), /gzip data cannot be unpacked/],
    ['zstd, cut', zstdStored(tar).subarray(0, 1000), /zstd data is damaged \(it ends too early\)/],
    [
      'zstd, something after its end',
      Buffer.concat([zstdStored(tar), Buffer.from('garbage')]),
      /something else stands where a frame should/,
    ],
    ['xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 0]), /it is xz, which is not used for layers/],
  ])('%s', async (_, blob, message) => {
    expect(await outcome(readBlobs([blob]))).toEqual({
      fault: 'image/compression',
      message: expect.stringMatching(message),
    });
  });
});

test('a reading that is ended ends, and gives back what it opened', async () => {
  const abort = new AbortController();
  let given = 0;
  let closed = 0;
  const store: BlobStore = {
    open: async function* () {
      try {
        for (;;) {
          given += 1;
          if (given === 100) abort.abort(new Error('enough'));
          yield writeTar([{ name: 'a' }], false);
        }
      } finally {
        closed += 1;
      }
    },
  };
  const blob = { digest: sha256(Buffer.alloc(0)), size: 2 ** 40 };
  const layers = [0, 1, 2].map(() => ({ blob, digestOf: 'stored' as const }));
  await expect(
    readLayers(store, layers, { scratch: memoryScratch(), files: releaseFiles, signal: abort.signal }),
  ).rejects.toThrow('enough');
  expect(closed).toBe(2);
});

describe('whatever is changed, it is read or a fault', () => {
  const made: MadeImage = {
    layers: [
      [
        release,
        { name: 'etc/os-release', type: '2', target: '../usr/lib/os-release' },
        { name: 'usr/lib/bootc/kargs.d/a.toml', content: 'kargs = []' },
      ],
      [
        { name: 'usr/lib/.wh.os-release' },
        paxHeader({ path: 'usr/lib/modules/6.1/vmlinuz' }),
        { name: 'v', content: 'k'.repeat(3000) },
        { name: 'opt/h', type: '1', target: 'etc/os-release' },
      ],
    ],
  };
  const tars = made.layers.map((layer) => writeTar(Buffer.isBuffer(layer) ? [] : layer));
  const packings: readonly (readonly [string, Packing])[] = [
    ['plain', plain],
    ['gzip', gzip],
    ['zstd', zstdStored],
  ];
  const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 });

  test.each(packings)('%s', async (_, packing) => {
    await fc.assert(
      fc.asyncProperty(changes, changes, fc.nat(), async (inTar, inBlob, cut) => {
        const blobs = tars.map((tar) => {
          const blob = changed(packing(changed(tar, inTar, true)), inBlob.slice(3), false);
          return cut % 5 === 0 ? blob.subarray(0, cut % blob.length) : blob;
        });
        await expect(outcome(readBlobs(blobs))).resolves.toBeDefined();
      }),
      { numRuns },
    );
  });
});

/** Some bytes changed; of a tar archive the checksums are made right again, so that more than they are tried. */
function changed(bytes: Uint8Array, list: readonly (readonly [number, number])[], isTar: boolean): Buffer {
  const copy = Buffer.from(bytes);
  for (const [place, value] of list) copy[place % copy.length] = value;
  if (!isTar) return copy;
  for (let at = 0; at + 512 <= copy.length; at += 512) {
    const block = copy.subarray(at, at + 512);
    if (block.toString('latin1', 257, 262) === 'ustar') checksummed(block);
  }
  return copy;
}

function checksummed(block: Buffer): void {
  block.write('        ', 148, 'latin1');
  let sum = 0;
  for (const byte of block) sum += byte;
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
}
