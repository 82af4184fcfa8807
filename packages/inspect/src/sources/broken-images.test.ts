import { execFileSync } from 'node:child_process';
import { renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { indexMediaTypes } from '@bootwright/container-image';
import { describe, expect, test } from 'vitest';
import { needs, program } from '../../../../tools/probes.mjs';
import type { WrittenEntry } from '../../../archive/testing/tar.ts';
import { writeTar } from '../../../archive/testing/tar.ts';
import {
  archiveOf,
  blobPath,
  dockerLayout,
  ociBlobs,
  ociLayout,
  sha256,
} from '../../../container-image/testing/image.ts';
import { ArchiveFolder, failure, image } from '../../testing/archive-folder.ts';

const folder = new ArchiveFolder();

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
    const mediaType = 'manifests' in value ? indexMediaTypes[0] : manifest.mediaType;
    manifests({ mediaType, digest: sha256(bytes), size: bytes.length })(files);
  };
  const config = { digest: imageId, size: blobs.at(-2)?.size ?? 0 };

  const cases: readonly (readonly [string, ReadonlyMap<string, Uint8Array>, string, RegExp])[] = [
    ['no index.json', change((files) => files.delete('index.json')), 'image/', /index\.json/],
    [
      'an index.json that is not JSON',
      change(put('index.json', '{')),
      'image/manifest',
      /index\.json cannot be used: it is not valid JSON/,
    ],
    ['an index.json that is a list', change(put('index.json', '[]')), 'image/manifest', /it is not a JSON object/],
    [
      'an index.json of great depth',
      change(put('index.json', `{"schemaVersion": 2, "manifests": ${deep}}`)),
      'image/manifest',
      /its brackets are nested more than 64 deep/,
    ],
    ['an index.json of 5 MiB', change(put('index.json', ' '.repeat(5 * 2 ** 20))), 'image/too-large', /index\.json/],
    [
      'an index without images',
      change(put('index.json', { schemaVersion: 2, manifests: [] })),
      'image/tag',
      /has no image/,
    ],
    ...[
      [
        'another version',
        '{"imageLayoutVersion":"2.0.0"}',
        'image/layout',
        /has the version "2\.0\.0", and only 1\.0\.0 is known/,
      ],
      ['a version with more parts', '{"imageLayoutVersion":"1.0.0.0"}', 'image/layout', /has the version "1\.0\.0\.0"/],
      ['a version that is a number', '{"imageLayoutVersion":1}', 'image/layout', /has the version 1/],
      ['no version', '{}', 'image/layout', /names no version/],
      ['a version in another case', '{"imagelayoutversion":"1.0.0"}', 'image/manifest', /ignore case/],
      [
        'two versions',
        '{"imageLayoutVersion":"1.0.0","imageLayoutVersion":"1.0.0"}',
        'image/manifest',
        /is given twice/,
      ],
      ['no JSON', '1.0.0', 'image/manifest', /oci-layout cannot be used: it is not valid JSON/],
      ['a list', '["1.0.0"]', 'image/manifest', /it is not a JSON object/],
      ['nothing', '', 'image/manifest', /it is not valid JSON/],
    ].map(
      ([what, text, code, message]) =>
        [`an oci-layout of ${what}`, change(put('oci-layout', text)), `${code}`, new RegExp(message ?? '')] as const,
    ),
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
      /invalid digest in it/,
    ],
    [
      'a digest of another kind',
      change(manifests({ digest: `md5:${'0'.repeat(32)}` })),
      'image/manifest',
      /invalid digest in it/,
    ],
    ['a negative size', change(manifests({ size: -1 })), 'image/manifest', /invalid size of sha256:\w+ in it/],
    ['a manifest of 5 MiB', change(manifests({ size: 5 * 2 ** 20 })), 'image/too-large', /has 5242880 bytes/],
    [
      'a manifest without layers',
      change(withManifest({ schemaVersion: 2, config })),
      'image/manifest',
      /neither "manifests" nor/,
    ],
    ['a manifest of the first version', change(withManifest({ schemaVersion: 1 })), 'image/manifest', /first version/],
    [
      'invalid layers',
      change(
        withManifest({ config, layers: [{ ...config, mediaType: 'application/vnd.cncf.helm.chart.content.v1' }] }),
      ),
      'image/manifest',
      /instead of layers/,
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
    expect(await failure(folder.read(`oci:${folder.unpacked(files)}`))).toEqual(answer);
    expect(await failure(folder.read(`oci-archive:${folder.archived(files)}`))).toEqual(answer);
  });

  test.each<readonly [string, string, ReadonlyMap<string, Uint8Array>, string]>([
    ['an OCI archive with two of index.json', 'oci-archive', ociLayout(image), 'index.json'],
    ['an OCI archive with a layer twice', 'oci-archive', ociLayout(image), blobPath(layer)],
    ['a Docker archive with two of manifest.json', 'docker-archive', dockerLayout(image), 'manifest.json'],
  ])('%s', async (_, transport, files, name) => {
    const entries: readonly WrittenEntry[] = [...files].map(([path, content]) => ({ name: path, content }));
    const again: readonly (readonly [string, WrittenEntry])[] = [
      ['a file', { name: `./${name}`, content: '{}' }],
      ['a link', { name, type: '2', target: 'x' }],
      ['a directory', { name: `${name}/`, type: '5' }],
      ['a FIFO', { name, type: '6' }],
    ];
    for (const [kind, more] of again) {
      for (const [place, all] of Object.entries({ behind: [...entries, more], before: [more, ...entries] })) {
        const path = folder.archived(files, () => writeTar(all));
        expect([kind, place, await failure(folder.read(`${transport}:${path}`))]).toEqual([
          kind,
          place,
          { code: 'image/archive', message: `${JSON.stringify(path)} has several entries ${JSON.stringify(name)}` },
        ]);
      }
    }
  });

  test.each([
    ['index.json', 'index.json'],
    ['oci-layout', 'oci-layout'],
    ['the directory of blobs', 'blobs', blobPath(manifest.digest)],
    ['a blob', blobPath(manifest.digest)],
  ])('%s that is a link, even one within the layout', async (_, name, read = name) => {
    const root = folder.unpacked(ociLayout(image));
    renameSync(join(root, name), join(root, 'moved'));
    symlinkSync(join(root, 'moved'), join(root, name));
    const message = `cannot read ${read} in the image layout ${JSON.stringify(root)}: it is a link, or its path contains one`;
    expect(await failure(folder.read(`oci:${root}`))).toEqual({ code: 'image/layout', message });
  });

  test('a layout that is replaced while it is read stays the one that was opened', async () => {
    const root = folder.unpacked(ociLayout(image));
    let isMoved = false;
    const onProgress = () => {
      if (!isMoved) renameSync(root, `${root}-moved`);
      isMoved = true;
    };
    const { facts } = await folder.read(`oci:${root}`, { onProgress });
    expect(facts).toMatchObject({ digest: manifest.digest, layers: 3 });
    expect(isMoved).toBe(true);
  });

  const fifo = needs(program('mkfifo'));
  test.skipIf(fifo.missing)(`a blob that is a FIFO${fifo.note}`, async () => {
    const root = folder.unpacked(ociLayout(image));
    rmSync(join(root, blobPath(layer)));
    execFileSync('mkfifo', [join(root, blobPath(layer))]);
    expect(await failure(folder.read(`oci:${root}`))).toMatchObject({
      code: 'image/layout',
      message: expect.stringMatching(/it is not a regular file$/),
    });
  });

  test.each([
    ['oci-archive', archiveOf(dockerLayout(image)), 'index.json'],
    ['docker-archive', archiveOf(ociLayout(image)), 'manifest.json'],
  ])('an %s that is of the other kind', async (transport, bytes, name) => {
    writeFileSync(folder.path(`other-${transport}`), bytes);
    expect(await failure(folder.read(`${transport}:${folder.path(`other-${transport}`)}`))).toMatchObject({
      code: 'image/archive',
      message: expect.stringContaining(`contains no file "${name}"`),
    });
  });

  const docker = (value: unknown) =>
    new Map(dockerLayout(image)).set('manifest.json', Buffer.from(JSON.stringify(value)));
  test.each<readonly [string, unknown, string, RegExp]>([
    ['no list', {}, 'image/manifest', /not a list of images/],
    ['no images', [], 'image/tag', /has no image/],
    ['no layers', [{ Config: 'a' }], 'image/manifest', /no "Config" or "Layers"/],
    ['a configuration outside', [{ Config: '../../../etc/passwd', Layers: [] }], 'image/archive', /contains no file/],
    [
      'fewer layers than the configuration',
      [{ Config: [...dockerLayout(image).keys()].find((name) => name.endsWith('.json')), Layers: [] }],
      'image/manifest',
      /names 0 layers/,
    ],
  ])('a manifest.json of %s', async (_, value, code, message) => {
    expect(await failure(folder.read(`docker-archive:${folder.archived(docker(value))}`))).toEqual({
      code,
      message: expect.stringMatching(message),
    });
  });

  test.each([
    ['nowhere', () => folder.path('nowhere'), 'file/absent', /^no such file or directory: .*nowhere$/],
    ['a directory', () => folder.path(''), 'image/archive', /is not a regular file$/],
    ['an empty file', () => folder.path('scratch/../empty'), 'image/archive', /is empty/],
  ])('an archive that is %s', async (_, path, code, message) => {
    writeFileSync(folder.path('empty'), '');
    expect(await failure(folder.read(`oci-archive:${path()}`))).toEqual({
      code,
      message: expect.stringMatching(message),
    });
  });

  test('a layout without the file oci-layout is read, as skopeo and bootc read it', async () => {
    const files = change((all) => all.delete('oci-layout'));
    expect(await folder.read(`oci:${folder.unpacked(files)}`)).toMatchObject({ facts: { imageId } });
    expect(await folder.read(`oci-archive:${folder.archived(files)}`)).toMatchObject({ facts: { imageId } });
  });

  test('a layout that is nowhere, or a file', async () => {
    writeFileSync(folder.path('file'), '');
    expect(await failure(folder.read(`oci:${folder.path('nowhere')}`))).toMatchObject({ code: 'file/absent' });
    expect(await failure(folder.read(`oci:${folder.path('file')}`))).toMatchObject({ code: 'image/layout' });
  });
});
