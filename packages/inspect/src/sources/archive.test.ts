import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Fault } from '@bootwright/core';
import { scriptedRunner } from '@bootwright/process';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MadeImage, Packing } from '../../testing/image.ts';
import {
  archiveOf,
  blobPath,
  dockerLayout,
  gzip,
  ociBlobs,
  ociLayout,
  plain,
  sha256,
  writeFiles,
  zstdStored,
} from '../../testing/image.ts';
import type { WrittenEntry } from '../../testing/tar.ts';
import { writeTar } from '../../testing/tar.ts';
import { withWrittenTree } from '../../testing/write-tree.ts';
import type { ReadImage, ReadOptions } from '../image-reader.ts';
import { parseImageReference } from '../image-reference.ts';
import { inspectTree } from '../inspect-tree.ts';
import { readImage } from '../read-image.ts';
import type { DrawnEntry } from '../tree.ts';
import { readTree } from './directory.ts';
import { directorySize } from './directory-size.ts';

let base = '';
let count = 0;
const scratch = () => join(base, 'scratch');
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'bootwright-archive-'));
  writeFiles(base, new Map([['scratch/.keep', new Uint8Array()]]));
});
afterAll(() => {
  const left = readdirSync(scratch());
  rmSync(base, { recursive: true });
  expect(left).toEqual(['.keep']);
});

const options = (more: Partial<ReadOptions> = {}): ReadOptions => ({
  runner: scriptedRunner([]),
  environment: { TMPDIR: scratch() },
  ...more,
});
const read = (text: string, more?: Partial<ReadOptions>) => readImage(parseImageReference(text), options(more));
/** The code of the fault and its message. */
const failure = async (reading: Promise<unknown>) => {
  try {
    return { value: await reading };
  } catch (error) {
    if (error instanceof Fault) return { code: error.code, message: error.message };
    throw error;
  }
};

const files: Readonly<Record<string, DrawnEntry>> = {
  'usr/lib/os-release': 'ID=acme\nNAME="Acme OS"\nVERSION_ID=1\n',
  'etc/os-release': { link: '../usr/lib/os-release' },
  'usr/lib/bootc/install/a.toml': '[install.filesystem.root]\ntype = "xfs"\n',
  'usr/lib/bootc/kargs.d/a.toml': 'kargs = ["quiet"]\n',
  'usr/lib/modules/6.1/vmlinuz': 'k',
  'usr/share/doc': { dir: true },
};
const entries: readonly WrittenEntry[] = Object.entries(files).map(([name, entry]) => {
  if (typeof entry === 'string' || entry instanceof Uint8Array) return { name: `./${name}`, content: entry };
  return 'link' in entry ? { name, type: '2', target: entry.link } : { name: `${name}/`, type: '5' };
});
const image: MadeImage = {
  layers: [
    entries.slice(0, 3),
    [{ name: 'usr/lib/gone', content: 'x' }],
    [...entries.slice(3), { name: 'usr/lib/.wh.gone' }],
  ],
  tag: 'one',
};

function archived(content: ReadonlyMap<string, Uint8Array>, pack: Packing = plain): string {
  count += 1;
  const path = join(base, `${count}.tar`);
  writeFileSync(path, pack(archiveOf(content)));
  return path;
}

const factsOf = ({ tree, facts }: ReadImage) => ({
  ...inspectTree(tree, { imgref: 'x', architecture: 'x86_64' }),
  size: facts.size,
});

describe('the same tree gives the same facts', () => {
  const expected = withWrittenTree(files, (root) => ({
    ...inspectTree(readTree(root), { imgref: 'x', architecture: 'x86_64' }),
    size: directorySize(root),
  }));

  const packings: readonly (readonly [string, Packing])[] = [
    ['plain', plain],
    ['gzip', gzip],
    ['zstd', zstdStored],
    ['gzip of several members', (tar) => Buffer.concat([gzipSync(tar.subarray(0, 700)), gzipSync(tar.subarray(700))])],
  ];
  test.each(packings)('with layers in %s', async (_, packing) => {
    const made = { ...image, packing };
    const layout = ociLayout(made);
    const { manifest, imageId } = ociBlobs(made);
    const sources = [
      `oci:${writeFiles(join(base, `layout-${count++}`), layout)}`,
      `oci-archive:${archived(layout)}`,
      `oci-archive:${archived(layout, gzip)}:one`,
      `docker-archive:${archived(dockerLayout(made))}`,
    ];
    for (const source of sources) {
      const found = await read(source);
      expect(factsOf(found)).toEqual(expected);
      expect(found).toMatchObject({
        facts: {
          name: source,
          imageId,
          ...(source.startsWith('oci') ? { digest: manifest.digest } : {}),
          architecture: 'x86_64',
          created: '2026-01-02T03:04:05Z',
          labels: new Map([['containers.bootc', '1']]),
          layers: 3,
        },
        notices: [],
      });
    }
  });
});

describe('which image', () => {
  const other: MadeImage = {
    ...image,
    layers: [[{ name: 'usr/lib/os-release', content: 'ID=other\nNAME=Other\n' }]],
    tag: 'two',
  };
  const arm: MadeImage = { ...other, architecture: 'arm64' };
  const two = () => archived(ociLayout(image, other));

  test('by its tag', async () => {
    expect((await read(`oci-archive:${two()}:two`)).facts).toMatchObject({
      layers: 1,
      imageId: ociBlobs(other).imageId,
    });
    expect((await read(`oci-archive:${two()}:one`)).facts).toMatchObject({
      layers: 3,
      imageId: ociBlobs(image).imageId,
    });
  });

  test('a tag that is not there, and none where there are several', async () => {
    expect(await failure(read(`oci-archive:${two()}:three`))).toEqual({
      code: 'image/tag',
      message: 'the layout holds no image "three", but "one", "two"',
    });
    expect(await failure(read(`oci-archive:${two()}`))).toEqual({
      code: 'image/tag',
      message: 'the layout holds several images: "one", "two"',
    });
  });

  test.each([['app:1'], ['docker.io/library/app:1']])('of a docker-archive by the name %s', async (name) => {
    const path = archived(dockerLayout({ ...image, tag: 'app:1' }));
    expect((await read(`docker-archive:${path}:${name}`)).facts).toMatchObject({ layers: 3 });
    expect(await failure(read(`docker-archive:${path}:app`))).toEqual({
      code: 'image/tag',
      message: 'the archive holds no image "app": "app:1"',
    });
  });

  const platform = (made: MadeImage, architecture: string) => ({
    ...ociBlobs(made).manifest,
    platform: { architecture, os: 'linux' },
  });
  const indexType = 'application/vnd.oci.image.index.v1+json';
  const nested = (manifests: readonly object[], ...made: readonly MadeImage[]) => {
    const files = ociLayout(...made);
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: indexType, manifests }));
    files.set(blobPath(sha256(bytes)), bytes);
    files.set(
      'index.json',
      Buffer.from(
        JSON.stringify({
          schemaVersion: 2,
          manifests: [{ mediaType: indexType, digest: sha256(bytes), size: bytes.length }],
        }),
      ),
    );
    return { path: archived(files), listDigest: sha256(bytes) };
  };
  const attestation = {
    ...platform(image, 'unknown'),
    annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
  };

  test('of an index by architecture', async () => {
    const { path, listDigest } = nested([attestation, platform(image, 'amd64'), platform(arm, 'arm64')], image, arm);
    const found = await read(`oci-archive:${path}`, { architecture: 'aarch64' });
    expect(found.facts).toMatchObject({ architecture: 'aarch64', listDigest, digest: ociBlobs(arm).manifest.digest });
    expect((await read(`oci-archive:${path}`, { architecture: 'x86_64' })).facts).toMatchObject({
      architecture: 'x86_64',
    });
    expect(await failure(read(`oci-archive:${path}`, { architecture: 's390x' }))).toEqual({
      code: 'image/architecture',
      message: expect.stringMatching(/has no image for s390x; it has amd64, arm64$/),
    });
  });

  test('of an index without any', async () => {
    expect(
      await failure(read(`oci-archive:${nested([attestation], image).path}`, { architecture: 'x86_64' })),
    ).toMatchObject({
      code: 'image/architecture',
      message: expect.stringMatching(/has no image for x86_64; it has none at all$/),
    });
  });

  test('for an architecture that Bootwright does not know', async () => {
    const found = await read(`oci-archive:${archived(ociLayout({ ...image, architecture: 'mips64le' }))}`);
    expect(found.facts).not.toHaveProperty('architecture');
    expect(found.notices).toMatchObject([{ code: 'image/architecture' }]);
  });
});

describe('standard input', () => {
  const pieces = async function* (bytes: Uint8Array) {
    for (let at = 0; at < bytes.length; at += 777) yield bytes.subarray(at, at + 777);
  };

  test.each<readonly [string, string, Packing]>([
    ['oci-archive', 'plain', plain],
    ['oci-archive', 'in gzip', gzip],
    ['docker-archive', 'in zstd', zstdStored],
  ])('an %s, %s', async (transport, _, packing) => {
    const archive = packing(archiveOf(transport === 'oci-archive' ? ociLayout(image) : dockerLayout(image)));
    const told: string[] = [];
    // Even in the midst of it there is nothing that a killed process would leave.
    const onProgress = ({ what }: { readonly what: string }) => {
      told.push(what);
      expect(readdirSync(scratch())).toEqual(['.keep']);
    };
    const found = await read(`${transport}:-`, { stdin: pieces(archive), onProgress });
    expect(found.facts).toMatchObject({ name: `${transport}:-`, layers: 3 });
    expect([told[0], told.at(-1)]).toEqual(['standard input', 'layer 3 of 3']);
  });

  test.each<readonly [string, Partial<ReadOptions>, string, RegExp]>([
    ['none', {}, 'image/archive', /no standard input/],
    ['empty', { stdin: pieces(new Uint8Array()) }, 'image/archive', /standard input is empty/],
    [
      'cut',
      { stdin: pieces(archiveOf(ociLayout(image)).subarray(0, 1100)) },
      'image/tar',
      /standard input is a broken tar archive/,
    ],
    [
      'text',
      { stdin: pieces(Buffer.from('hello '.repeat(200))) },
      'image/tar',
      /standard input is a broken tar archive/,
    ],
    [
      'cut gzip',
      { stdin: pieces(gzip(archiveOf(ociLayout(image))).subarray(0, 300)) },
      'image/compression',
      /standard input cannot be unpacked/,
    ],
    [
      'no room for it',
      { stdin: pieces(archiveOf(ociLayout(image))), environment: { TMPDIR: '/nowhere' } },
      'image/scratch',
      /ENOENT/,
    ],
  ])('%s is a fault', async (_, more, code, message) => {
    expect(await failure(read('oci-archive:-', more))).toEqual({ code, message: expect.stringMatching(message) });
  });
});

describe('broken images', () => {
  const change = (make: (files: Map<string, Uint8Array>) => void): Map<string, Uint8Array> => {
    const files = ociLayout(image);
    make(files);
    return files;
  };
  const { manifest, imageId, blobs } = ociBlobs(image);
  const layer = blobs[0]?.digest ?? '';
  const put = (name: string, value: unknown) => (files: Map<string, Uint8Array>) => {
    files.set(name, Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)));
  };
  const manifests = (descriptor: object) =>
    put('index.json', { schemaVersion: 2, manifests: [{ ...manifest, ...descriptor }] });
  const deep = '['.repeat(500_000) + ']'.repeat(500_000);
  /** With a manifest of one's own, rightly named. */
  const withManifest = (value: object) => (files: Map<string, Uint8Array>) => {
    const bytes = Buffer.from(JSON.stringify(value));
    files.set(blobPath(sha256(bytes)), bytes);
    manifests({ digest: sha256(bytes), size: bytes.length })(files);
  };
  const config = { digest: imageId, size: blobs.at(-2)?.size ?? 0 };

  const cases: readonly (readonly [string, ReadonlyMap<string, Uint8Array>, string, RegExp])[] = [
    ['no index.json', change((files) => files.delete('index.json')), 'image/', /index\.json/],
    [
      'an index.json that is no JSON',
      change(put('index.json', '{')),
      'image/manifest',
      /index\.json cannot be used: it is no JSON/,
    ],
    ['an index.json that is a list', change(put('index.json', '[]')), 'image/manifest', /it is no JSON object/],
    [
      'an index.json of great depth',
      change(put('index.json', `{"schemaVersion": 2, "manifests": ${deep}}`)),
      'image/manifest',
      /"manifests" is no list/,
    ],
    ['an index.json of 5 MiB', change(put('index.json', ' '.repeat(5 * 2 ** 20))), 'image/too-large', /index\.json/],
    [
      'an index without images',
      change(put('index.json', { schemaVersion: 2, manifests: [] })),
      'image/tag',
      /holds no image/,
    ],
    ['a missing manifest', change((files) => files.delete(blobPath(manifest.digest))), 'image/', /blobs\/sha256\//],
    ['a missing configuration', change((files) => files.delete(blobPath(imageId))), 'image/', /blobs\/sha256\//],
    ['a missing layer', change((files) => files.delete(blobPath(layer))), 'image/', /blobs\/sha256\//],
    ['another manifest', change(put(blobPath(manifest.digest), '{}')), 'image/size', /the manifest sha256:\w+… has/],
    [
      'a damaged layer',
      change((files) => {
        const bytes = Buffer.from(files.get(blobPath(layer)) ?? '');
        bytes[600] = 0x7f;
        files.set(blobPath(layer), bytes);
      }),
      'image/digest',
      /layer 1 of 3/,
    ],
    [
      'a digest that leads out',
      change(manifests({ digest: 'sha256:../../../../etc/passwd' })),
      'image/manifest',
      /a digest in it is none/,
    ],
    [
      'a digest of another kind',
      change(manifests({ digest: `md5:${'0'.repeat(32)}` })),
      'image/manifest',
      /a digest in it is none/,
    ],
    ['a negative size', change(manifests({ size: -1 })), 'image/manifest', /the size of sha256:\w+ in it is none/],
    ['a manifest of 5 MiB', change(manifests({ size: 5 * 2 ** 20 })), 'image/too-large', /has 5242880 bytes/],
    [
      'a manifest without layers',
      change(withManifest({ schemaVersion: 2, config })),
      'image/manifest',
      /neither "manifests" nor/,
    ],
    ['a manifest of the first version', change(withManifest({ schemaVersion: 1 })), 'image/manifest', /first version/],
    [
      'layers that are none',
      change(
        withManifest({ config, layers: [{ ...config, mediaType: 'application/vnd.cncf.helm.chart.content.v1' }] }),
      ),
      'image/manifest',
      /and no layers/,
    ],
    [
      'layers that are encrypted',
      change(
        withManifest({
          config,
          layers: [{ ...config, mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip+encrypted' }],
        }),
      ),
      'image/manifest',
      /encrypted/,
    ],
    [
      'an index that leads to itself in the end',
      change((files) => {
        withManifest({ manifests: [{ ...manifest, digest: `sha256:${'0'.repeat(64)}` }] })(files);
      }),
      'image/',
      /blobs\/sha256\/0000/,
    ],
  ];
  test.each(cases)('%s, in a directory and in an archive', async (_, files, code, message) => {
    const answer = { code: expect.stringMatching(`^${code}`), message: expect.stringMatching(message) };
    expect(await failure(read(`oci:${writeFiles(join(base, `broken-${count++}`), files)}`))).toEqual(answer);
    expect(await failure(read(`oci-archive:${archived(files)}`))).toEqual(answer);
  });

  test('a blob that is a link out of the layout', async () => {
    const root = writeFiles(join(base, `link-${count++}`), ociLayout(image));
    rmSync(join(root, blobPath(layer)));
    writeFileSync(join(base, 'outside'), 'secret');
    symlinkSync(join(base, 'outside'), join(root, blobPath(layer)));
    expect(await failure(read(`oci:${root}`))).toEqual({
      code: 'image/layout',
      message: expect.stringMatching(/is a link that leads out of the image layout/),
    });
  });

  test('a blob that is a FIFO', async () => {
    const root = writeFiles(join(base, `fifo-${count++}`), ociLayout(image));
    rmSync(join(root, blobPath(layer)));
    execFileSync('mkfifo', [join(root, blobPath(layer))]);
    expect(await failure(read(`oci:${root}`))).toMatchObject({
      code: 'image/layout',
      message: expect.stringMatching(/no regular file/),
    });
  });

  test.each([
    ['oci-archive', archiveOf(dockerLayout(image)), 'index.json'],
    ['docker-archive', archiveOf(ociLayout(image)), 'manifest.json'],
  ])('an %s that is of the other kind', async (transport, bytes, name) => {
    writeFileSync(join(base, `other-${transport}`), bytes);
    expect(await failure(read(`${transport}:${join(base, `other-${transport}`)}`))).toMatchObject({
      code: 'image/archive',
      message: expect.stringContaining(`holds no file "${name}"`),
    });
  });

  const docker = (value: unknown) =>
    new Map(dockerLayout(image)).set('manifest.json', Buffer.from(JSON.stringify(value)));
  test.each<readonly [string, unknown, string, RegExp]>([
    ['no list', {}, 'image/manifest', /no list of images/],
    ['no images', [], 'image/tag', /holds no image/],
    ['no layers', [{ Config: 'a' }], 'image/manifest', /no "Config" or "Layers"/],
    ['a configuration outside', [{ Config: '../../../etc/passwd', Layers: [] }], 'image/archive', /holds no file/],
    [
      'fewer layers than the configuration',
      [{ Config: [...dockerLayout(image).keys()].find((name) => name.endsWith('.json')), Layers: [] }],
      'image/manifest',
      /names 0 layers/,
    ],
  ])('a manifest.json of %s', async (_, value, code, message) => {
    expect(await failure(read(`docker-archive:${archived(docker(value))}`))).toEqual({
      code,
      message: expect.stringMatching(message),
    });
  });

  test('a docker-archive whose layers are links to one another, as old Docker wrote them', async () => {
    const twice: MadeImage = { layers: [[{ name: 'a' }], [{ name: 'a' }]] };
    const files = [...dockerLayout(twice)];
    const name = files[0]?.[0] ?? '';
    const entries: WrittenEntry[] = files.map(([path, content]) => ({ name: path, content }));
    const manifestOf = JSON.parse(Buffer.from(files.at(-1)?.[1] ?? '').toString());
    manifestOf[0].Layers = [name, 'second/layer.tar'];
    entries[entries.length - 1] = { name: 'manifest.json', content: JSON.stringify(manifestOf) };
    entries.push({ name: 'second/layer.tar', type: '2', target: `../${name}` });
    writeFileSync(join(base, 'links.tar'), writeTar(entries));
    expect((await read(`docker-archive:${join(base, 'links.tar')}`)).facts).toMatchObject({ layers: 2 });
  });

  test.each([
    ['nowhere', () => join(base, 'nowhere'), 'image/archive', /nothing at this path/],
    ['a directory', () => base, 'image/archive', /no regular file/],
    ['an empty file', () => join(base, 'scratch/../empty'), 'image/archive', /is empty/],
  ])('an archive that is %s', async (_, path, code, message) => {
    writeFileSync(join(base, 'empty'), '');
    expect(await failure(read(`oci-archive:${path()}`))).toEqual({ code, message: expect.stringMatching(message) });
  });

  test('a layout that is nowhere, or a file', async () => {
    writeFileSync(join(base, 'file'), '');
    expect(await failure(read(`oci:${join(base, 'nowhere')}`))).toMatchObject({ code: 'image/layout' });
    expect(await failure(read(`oci:${join(base, 'file')}`))).toMatchObject({ code: 'image/layout' });
  });
});

test('whatever is changed in an archive, it is read or a fault, and no file stays open', async () => {
  const archives = [archiveOf(ociLayout(image)), archiveOf(dockerLayout(image)), gzip(archiveOf(ociLayout(image)))];
  const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 5 });
  const path = join(base, 'changed.tar');
  const before = readdirSync('/proc/self/fd').length;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(0, 1, 2), changes, fc.nat(), async (which, list, cut) => {
      const bytes = Buffer.from(archives[which] ?? '');
      for (const [place, value] of list) bytes[place % bytes.length] = value;
      writeFileSync(path, cut % 4 === 0 ? bytes.subarray(0, cut % bytes.length) : bytes);
      const answer = await failure(read(`${which === 1 ? 'docker' : 'oci'}-archive:${path}`));
      expect('value' in answer || answer.code.startsWith('image/')).toBe(true);
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 300) },
  );
  expect(readdirSync('/proc/self/fd').length).toBe(before);
}, 600_000);
