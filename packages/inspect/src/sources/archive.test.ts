import { readdirSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { ReadImage, ReadOptions } from '@bootwright/container-image';
import { directorySize, readTree } from '@bootwright/file-tree';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Packing } from '../../../archive/testing/packings.ts';
import { gzip, plain, zstdStored } from '../../../archive/testing/packings.ts';
import type { MadeImage } from '../../../container-image/testing/image.ts';
import {
  archiveOf,
  blobPath,
  dockerLayout,
  ociBlobs,
  ociLayout,
  sha256,
} from '../../../container-image/testing/image.ts';
import { withWrittenTree } from '../../../file-tree/testing/write-tree.ts';
import { ArchiveFolder, failure, files, image } from '../../testing/archive-folder.ts';
import { inspectTree } from '../inspect-tree.ts';
import { inspectedFiles } from '../inspected-files.ts';

const folder = new ArchiveFolder();

const factsOf = ({ tree, facts }: ReadImage) => ({
  ...inspectTree(tree, { imgref: 'x', architecture: 'x86_64' }),
  size: facts.size,
});

describe('the same tree gives the same facts', () => {
  const expected = withWrittenTree(files, (root) => ({
    ...inspectTree(readTree(root, inspectedFiles), { imgref: 'x', architecture: 'x86_64' }),
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
      `oci:${folder.unpacked(layout)}`,
      `oci-archive:${folder.archived(layout)}`,
      `oci-archive:${folder.archived(layout, gzip)}:one`,
      `docker-archive:${folder.archived(dockerLayout(made))}`,
    ];
    for (const source of sources) {
      const found = await folder.read(source);
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
  const two = () => folder.archived(ociLayout(image, other));

  test('by its tag', async () => {
    expect((await folder.read(`oci-archive:${two()}:two`)).facts).toMatchObject({
      layers: 1,
      imageId: ociBlobs(other).imageId,
    });
    expect((await folder.read(`oci-archive:${two()}:one`)).facts).toMatchObject({
      layers: 3,
      imageId: ociBlobs(image).imageId,
    });
  });

  test('a missing tag, and no tag where there are several', async () => {
    expect(await failure(folder.read(`oci-archive:${two()}:three`))).toEqual({
      code: 'image/tag',
      message: 'the layout has no image "three", but "one", "two"',
    });
    expect(await failure(folder.read(`oci-archive:${two()}`))).toEqual({
      code: 'image/tag',
      message: 'the layout has several images: "one", "two"',
    });
  });

  test.each([['app:1'], ['docker.io/library/app:1'], ['index.docker.io/library/app:1']])(
    'of a docker-archive by the name %s',
    async (name) => {
      const path = folder.archived(dockerLayout({ ...image, tag: 'app:1' }));
      expect((await folder.read(`docker-archive:${path}:${name}`)).facts).toMatchObject({ layers: 3 });
      expect(await failure(folder.read(`docker-archive:${path}:app`))).toEqual({
        code: 'image/tag',
        message: 'the archive has no image "app": "app:1"',
      });
    },
  );

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
    return { path: folder.archived(files), listDigest: sha256(bytes) };
  };
  const attestation = {
    ...platform(image, 'unknown'),
    annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
  };

  test('of an index by architecture', async () => {
    const { path, listDigest } = nested([attestation, platform(image, 'amd64'), platform(arm, 'arm64')], image, arm);
    const found = await folder.read(`oci-archive:${path}`, { architecture: 'aarch64' });
    expect(found.facts).toMatchObject({ architecture: 'aarch64', listDigest, digest: ociBlobs(arm).manifest.digest });
    expect((await folder.read(`oci-archive:${path}`, { architecture: 'x86_64' })).facts).toMatchObject({
      architecture: 'x86_64',
    });
    expect(await failure(folder.read(`oci-archive:${path}`, { architecture: 's390x' }))).toEqual({
      code: 'image/architecture',
      message: expect.stringMatching(/has no image for s390x; it has amd64, arm64$/),
    });
  });

  test('of an index without any', async () => {
    expect(
      await failure(folder.read(`oci-archive:${nested([attestation], image).path}`, { architecture: 'x86_64' })),
    ).toMatchObject({
      code: 'image/architecture',
      message: expect.stringMatching(/has no image for x86_64; it has none$/),
    });
  });

  test('for an architecture that Bootwright does not know', async () => {
    const found = await folder.read(
      `oci-archive:${folder.archived(ociLayout({ ...image, architecture: 'mips64le' }))}`,
    );
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
      expect(folder.scratch()).toEqual(['.keep']);
    };
    const found = await folder.read(`${transport}:-`, { stdin: pieces(archive), onProgress });
    expect(found.facts).toMatchObject({ name: `${transport}:-`, layers: 3 });
    expect(told[0]).toBe('standard input');
    // Layers are read at a time, in no fixed order.
    const layers = [...new Set(told)].filter((what) => what !== 'standard input').sort();
    expect(layers).toEqual(['layer 1 of 3', 'layer 2 of 3', 'layer 3 of 3']);
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
    expect(await failure(folder.read('oci-archive:-', more))).toEqual({
      code,
      message: expect.stringMatching(message),
    });
  });
});

test('whatever is changed in an archive, it is read or a fault, and no file stays open', async () => {
  const archives = [archiveOf(ociLayout(image)), archiveOf(dockerLayout(image)), gzip(archiveOf(ociLayout(image)))];
  const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 5 });
  const path = folder.path('changed.tar');
  const before = readdirSync('/proc/self/fd').length;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(0, 1, 2), changes, fc.nat(), async (which, list, cut) => {
      const bytes = Buffer.from(archives[which] ?? '');
      for (const [place, value] of list) bytes[place % bytes.length] = value;
      writeFileSync(path, cut % 4 === 0 ? bytes.subarray(0, cut % bytes.length) : bytes);
      const answer = await failure(folder.read(`${which === 1 ? 'docker' : 'oci'}-archive:${path}`));
      expect('value' in answer || answer.code.startsWith('image/')).toBe(true);
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 300) },
  );
  expect(readdirSync('/proc/self/fd').length).toBe(before);
}, 600_000);
