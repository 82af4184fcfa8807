import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Fault } from '@bootwright/core';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { MadeImage, Packing } from '../../testing/image.ts';
import { gzip, memoryStore, plain, sha256, zstdStored } from '../../testing/image.ts';
import { memoryScratch } from '../../testing/memory-scratch.ts';
import type { WrittenEntry } from '../../testing/tar.ts';
import { paxHeader, writeTar } from '../../testing/tar.ts';
import type { BlobDescriptor, BlobStore } from '../blob-store.ts';
import { readTextIn } from '../read-from-tree.ts';
import type { ImageLayer } from './image-layer.ts';
import type { ReadLayers, ReadLayersOptions } from './read-layers.ts';
import { readLayers } from './read-layers.ts';

vi.setConfig({ testTimeout: 300_000 });
const numRuns = Number(process.env.FUZZ_RUNS ?? 300);

const osRelease = 'usr/lib/os-release';
const release: WrittenEntry = { name: osRelease, content: 'ID=acme\nNAME=Acme\n' };

function stored(...blobs: readonly Uint8Array[]): {
  store: BlobStore;
  layers: readonly ImageLayer[];
  opened: string[];
} {
  const opened: string[] = [];
  const memory = memoryStore(blobs.map((bytes) => ({ digest: sha256(bytes), bytes })));
  const store: BlobStore = {
    open: (blob) => {
      opened.push(blob.digest);
      return memory.open(blob);
    },
  };
  const layers = blobs.map((bytes) => ({
    blob: { digest: sha256(bytes), size: bytes.length },
    digestOf: 'stored' as const,
  }));
  return { store, layers, opened };
}

async function read(blobs: readonly Uint8Array[], more: Partial<ReadLayersOptions> = {}): Promise<ReadLayers> {
  const { store, layers } = stored(...blobs);
  return readLayers(store, layers, { scratch: memoryScratch(), ...more });
}

const outcome = async (reading: Promise<ReadLayers>) => {
  try {
    return { value: await reading };
  } catch (error) {
    if (error instanceof Fault)
      return { fault: error.code, message: error.message.replace(/sha256:[0-9a-f]+…?/g, 'sha256:…') };
    throw error;
  }
};

const textOf = ({ tree }: ReadLayers, path = osRelease) => readTextIn(tree, path)?.text;

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
    const found = await readLayers(store, layers, { scratch: memoryScratch() });
    expect(textOf(found)).toBe(content);
    expect(opened).toHaveLength(times);
  });
});

describe('sparse files', () => {
  const content = `ID=acme\nNAME=Acme\n${'\0'.repeat(4096)}VERSION_ID=1\n`;
  const [first, last] = ['ID=acme\nNAME=Acme\n', 'VERSION_ID=1\n'];
  const size = String(content.length);
  const where = String(content.length - last.length);
  const octal = (number: number) => `${number.toString(8).padStart(11, '0')}\0`;

  test.each<readonly [string, readonly WrittenEntry[]]>([
    [
      'of GNU tar',
      [
        {
          name: osRelease,
          type: 'S',
          content: first + last,
          patch: (block) => {
            block.write('ustar  \0', 257, 'latin1');
            block.write(octal(0) + octal(first.length) + octal(Number(where)) + octal(last.length), 386, 'latin1');
            block.write(octal(content.length), 483, 'latin1');
          },
        },
      ],
    ],
    [
      'of pax 0.1',
      [
        paxHeader({
          'GNU.sparse.size': size,
          'GNU.sparse.numblocks': '2',
          'GNU.sparse.name': osRelease,
          'GNU.sparse.map': `0,${first.length},${where},${last.length}`,
        }),
        { name: 'x', content: first + last },
      ],
    ],
    [
      'of pax 1.0',
      [
        paxHeader({
          'GNU.sparse.major': '1',
          'GNU.sparse.minor': '0',
          'GNU.sparse.name': osRelease,
          'GNU.sparse.realsize': size,
        }),
        {
          name: 'x',
          content: `${`2\n0\n${first.length}\n${where}\n${last.length}\n`.padEnd(512, '\0')}${first}${last}`,
        },
      ],
    ],
  ])('%s', async (_, entries) => {
    const found = await read([writeTar(entries)]);
    expect(textOf(found)).toBe(content);
    expect(found.size).toBe(content.length);
  });

  test.each<readonly [string, string, string]>([
    ['a map that is none', 'x\n', 'a sparse file is a broken tar archive: the map before its content cannot be read'],
    [
      'parts that overlap',
      '2\n5\n5\n3\n2\n',
      'a sparse file is a broken tar archive: the parts of a sparse file overlap or lie beyond all measure',
    ],
    ['a million parts', '1000000\n', 'a sparse file is a broken tar archive: it has more than 65536 parts'],
  ])('with %s are a fault', async (_, map, message) => {
    const found = await read([
      writeTar([
        paxHeader({ 'GNU.sparse.major': '1', 'GNU.sparse.realsize': '20', 'GNU.sparse.name': osRelease }),
        { name: 'x', content: map.padEnd(512, '\0') },
      ]),
    ]);
    expect(() => textOf(found)).toThrow(message);
  });

  const hasTar = spawnSync('tar', ['--version'], { encoding: 'utf8' }).stdout?.includes('GNU tar') === true;
  test
    .skipIf(!hasTar)
    .each(['gnu', 'posix --sparse-version=0.0', 'posix --sparse-version=0.1', 'posix --sparse-version=1.0'])(
    'as GNU tar writes them: --format=%s',
    async (format) => {
      const folder = mkdtempSync(join(tmpdir(), 'bootwright-sparse-'));
      try {
        mkdirSync(join(folder, 'usr/lib'), { recursive: true });
        const file = openSync(join(folder, osRelease), 'w');
        // More parts than a header has room for.
        for (let part = 0; part < 60; part++) writeSync(file, `P${part}=${part}\n`, part * 16_384);
        closeSync(file);
        const { stdout } = spawnSync(
          'tar',
          ['-c', '--sparse', ...`--format=${format}`.split(' '), '-C', folder, 'usr'],
          {
            maxBuffer: 2 ** 26,
          },
        );
        expect(textOf(await read([stdout]))).toBe(readFileSync(join(folder, osRelease), 'utf8'));
        expect(stdout.length).toBeLessThan(600_000);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );
});

test('progress tells of every byte', async () => {
  const told: unknown[] = [];
  const blob = gzip(writeTar([release]));
  await read([blob], { onProgress: (progress) => told.push(progress) });
  expect(told.at(-1)).toEqual({ what: 'layer 1 of 1', doneBytes: blob.length, totalBytes: blob.length });
});

describe('blobs that are not what they should be', () => {
  const sound = gzip(writeTar([release]));
  const check = (change: (layer: BlobDescriptor) => BlobDescriptor, bytes: Uint8Array = sound) => {
    const blob = change({ digest: sha256(sound), size: sound.length });
    const store: BlobStore = { open: () => memoryStore([{ digest: blob.digest, bytes }]).open(blob) };
    return outcome(readLayers(store, [{ blob, digestOf: 'stored' }], { scratch: memoryScratch() }));
  };

  test.each<readonly [string, ReturnType<typeof check>, string, string]>([
    [
      'another digest',
      check((blob) => ({ ...blob, digest: `sha256:${'0'.repeat(64)}` })),
      'image/digest',
      'layer 1 of 1 (sha256:…) is damaged: its digest is sha256:… and not sha256:…',
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
      `layer 1 of 1 (sha256:…) has ${sound.length} bytes and not the ${sound.length + 1} that the image says`,
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
      await outcome(readLayers(store, [{ blob, digestOf: 'unpacked' }], { scratch: memoryScratch() })),
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
    ['xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 0]), /it is xz, which layers do not use/],
  ])('%s', async (_, blob, message) => {
    expect(await outcome(read([blob]))).toEqual({
      fault: 'image/compression',
      message: expect.stringMatching(message),
    });
  });
});

describe('hostile layers', () => {
  const zeros = (gigabytes: number) => {
    // Gzip of a 16 MiB member again and again, below a header that tells of one huge file.
    const header = writeTar(
      [{ name: 'zeros', size: 0, sizeField: Buffer.from(`${(gigabytes * 2 ** 30).toString(8).padStart(11, '0')}\0`) }],
      false,
    );
    const member = gzipSync(Buffer.alloc(2 ** 24), { level: 9 });
    return Buffer.concat([gzipSync(header), ...Array.from({ length: gigabytes * 64 }, () => member)]);
  };

  test('a few MB that unpack to 8 GiB and more end after the first', async () => {
    const start = performance.now();
    expect(await outcome(read([zeros(7)]))).toEqual({
      fault: 'image/bomb',
      message: 'layer 1 of 1 (sha256:…) unpacks to more than 200 times what is stored',
    });
    expect(performance.now() - start).toBeLessThan(30_000);
  });

  test('the same in zstd', async () => {
    const header = writeTar([{ name: 'zeros', size: 2 ** 32 }], false);
    const block = Buffer.from([0x02, 0x00, 0x10, 0x00]);
    const blob = Buffer.concat([
      zstdStored(header),
      Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x38]),
      ...Array.from({ length: 20_000 }, () => block),
    ]);
    expect(await outcome(read([blob]))).toMatchObject({ fault: 'image/bomb' });
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
    const start = performance.now();
    const found = await read([...blobs, writeTar([release])]);
    expect(textOf(found)).toBe(release.content);
    expect(performance.now() - start).toBeLessThan(30_000);
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
        paxHeader({ 'GNU.sparse.major': '1', 'GNU.sparse.realsize': String(2 ** 53 - 1), 'GNU.sparse.name': name }),
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
    expect(await outcome(read([writeTar(entries)]))).toMatchObject(answer);
  });

  test('more layers than any image has', async () => {
    const blob = writeTar([{ name: 'a' }]);
    expect(await outcome(read(Array.from({ length: 1001 }, () => blob)))).toEqual({
      fault: 'image/too-large',
      message: 'the image has 1001 layers, more than 1000',
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
  await expect(readLayers(store, layers, { scratch: memoryScratch(), signal: abort.signal })).rejects.toThrow('enough');
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
        await outcome(read(blobs));
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

function inDirectory(block: Buffer): void {
  block.write('\x01', 345, 'latin1');
}

/** Puts a header of `inDirectory` into the next directory. */
function countUp(archive: Buffer, at: number): void {
  archive.writeUInt8(archive.readUInt8(at + 345) + 1, at + 345);
  const sum = Number.parseInt(archive.toString('latin1', at + 148, at + 154), 8) + 1;
  archive.write(sum.toString(8).padStart(6, '0'), at + 148, 'latin1');
}

function checksummed(block: Buffer): void {
  block.write('        ', 148, 'latin1');
  let sum = 0;
  for (const byte of block) sum += byte;
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
}
