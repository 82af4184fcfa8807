import { gzipSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import { zstdStored } from '../../../archive/testing/packings.ts';
import type { WrittenEntry } from '../../../archive/testing/tar.ts';
import { paxHeader, writeTar } from '../../../archive/testing/tar.ts';
import { osRelease, outcome, readBlobs, release, textOf } from '../../testing/read-blobs.ts';

vi.setConfig({ testTimeout: 300_000 });

describe('hostile layers', () => {
  const zeros = (gigabytes: number) => {
    // Gzip of a 16 MiB member again and again, below a header of one huge file.
    const header = writeTar(
      [{ name: 'zeros', size: 0, sizeField: Buffer.from(`${(gigabytes * 2 ** 30).toString(8).padStart(11, '0')}\0`) }],
      false,
    );
    const member = gzipSync(Buffer.alloc(2 ** 24), { level: 9 });
    return Buffer.concat([gzipSync(header), ...Array.from({ length: gigabytes * 64 }, () => member)]);
  };

  test('a few MB that unpack to 8 GiB and more end after the first', async () => {
    expect(await outcome(readBlobs([zeros(7)]))).toEqual({
      fault: 'image/bomb',
      message: expect.stringMatching(/^the image unpacks to more than \d+ bytes, too much for what it stores$/),
    });
  });

  test('the same in zstd', async () => {
    const header = writeTar([{ name: 'zeros', size: 2 ** 32 }], false);
    const block = Buffer.from([0x02, 0x00, 0x10, 0x00]);
    const blob = Buffer.concat([
      zstdStored(header),
      Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x38]),
      ...Array.from({ length: 20_000 }, () => block),
    ]);
    expect(await outcome(readBlobs([blob]))).toMatchObject({ fault: 'image/bomb' });
  });

  test('a million files', async () => {
    const layer = writeTar(
      Array.from({ length: 10_000 }, (_, index) => ({ name: `${index}/x`, patch: inDirectory })),
      false,
    );
    const blobs = Array.from({ length: 100 }, (_, index) => {
      // One letter of the directory's name, and the checksum with it.
      for (let at = 0; index > 0 && at < layer.length; at += 512) countUp(layer, at);
      return gzipSync(layer, { level: 1 });
    });
    const found = await readBlobs([...blobs, writeTar([release])]);
    expect(textOf(found)).toBe(release.content);
  });

  test.each<readonly [string, readonly WrittenEntry[], object]>([
    ['a name that leaves the root', [release, { name: '../../etc/shadow', content: 'x' }], { fault: 'image/name' }],
    [
      'an os-release of 1 MiB and a byte',
      [{ name: osRelease, content: 'x'.repeat(2 ** 20 + 1) }],
      { value: { size: 2 ** 20 + 1 } },
    ],
    [
      'a sparse os-release of 8 PiB',
      [
        paxHeader({
          'GNU.sparse.major': '1',
          'GNU.sparse.minor': '0',
          'GNU.sparse.realsize': String(2 ** 53 - 1),
          'GNU.sparse.name': osRelease,
        }),
        { name: 'x', content: 'a' },
      ],
      { value: { size: 2 ** 53 - 1 } },
    ],
    [
      'sparse files of more than any disk',
      ['a', 'b'].flatMap((name) => [
        paxHeader({
          'GNU.sparse.major': '1',
          'GNU.sparse.minor': '0',
          'GNU.sparse.realsize': String(2 ** 53 - 1),
          'GNU.sparse.name': name,
        }),
        { name: 'x', content: 'a' },
      ]),
      { fault: 'image/too-large' },
    ],
    ['a device as os-release', [{ name: osRelease, type: '3' }], { value: {} }],
    [
      'links that lead in a circle',
      [
        { name: osRelease, type: '2', target: '../../etc/os-release' },
        { name: 'etc/os-release', type: '2', target: '../usr/lib/os-release' },
      ],
      { value: {} },
    ],
    [
      'a link out of the root',
      [{ name: osRelease, type: '2', target: '../../../../../../../etc/hostname' }],
      { value: {} },
    ],
  ])('%s', async (_, entries, answer) => {
    expect(await outcome(readBlobs([writeTar(entries)]))).toMatchObject(answer);
  });

  test('more layers than any image has', async () => {
    const blob = writeTar([{ name: 'a' }]);
    expect(await outcome(readBlobs(Array.from({ length: 1001 }, () => blob)))).toEqual({
      fault: 'image/too-large',
      message: 'the image has 1001 layers, more than 1000',
    });
  });
});

function inDirectory(block: Buffer): void {
  block.write('\x01', 345, 'latin1');
}

/** Puts a header of `inDirectory` into the next directory. */
function countUp(archive: Buffer, at: number): void {
  archive.writeUInt8(archive.readUInt8(at + 345) + 1, at + 345);
  const sum = Number.parseInt(archive.toString('latin1', at + 148, at + 154), 8) + 1;
  archive.write(sum.toString(8).padStart(6, '0'), at + 148, 'latin1');
}
