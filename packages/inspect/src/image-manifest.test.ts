import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../testing/outcome.ts';
import { indexMediaTypes, isManifestMediaType, manifestMediaTypes, parseImageManifest } from './image-manifest.ts';

const at = { document: 'manifest' };
const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const config = { mediaType: 'application/vnd.oci.image.config.v1+json', digest: digest('c'), size: 7 };
const layer = { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: digest('a'), size: 9 };
const docker = { mediaType: 'application/vnd.docker.container.image.v1+json', digest: digest('c'), size: 7 };
const entry = { mediaType: manifestMediaTypes[0], digest: digest('1'), size: 3 };
const amd64 = { os: 'linux', architecture: 'amd64' };
const read = (value: unknown, mediaType?: string) => parseImageManifest(JSON.stringify(value), at, mediaType);

describe('a manifest', () => {
  test.each<readonly [string, unknown, string | undefined]>([
    ['of OCI', { schemaVersion: 2, mediaType: manifestMediaTypes[0], config, layers: [layer] }, undefined],
    ['of OCI that does not say so', { schemaVersion: 2, config, layers: [layer] }, undefined],
    ['of OCI by what came with it', { schemaVersion: 2, config, layers: [layer] }, manifestMediaTypes[0]],
    ['with a media type of old servers', { schemaVersion: 2, config, layers: [layer] }, 'application/json'],
    ['with other keys', { config, layers: [layer], annotations: { a: 'b' }, subject: null }, undefined],
  ])('%s', (_, value, mediaType) => {
    expect(read(value, mediaType)).toEqual({ kind: 'manifest', config, layers: [layer] });
  });

  test('of Docker', () => {
    const value = { schemaVersion: 2, mediaType: manifestMediaTypes[1], config: docker, layers: [] };
    expect(read(value)).toEqual({ kind: 'manifest', config: docker, layers: [] });
  });

  test('says what it is before what came with it', () => {
    const value = { mediaType: indexMediaTypes[0], manifests: [entry] };
    expect(read(value, manifestMediaTypes[0])).toEqual({ kind: 'index', manifests: [entry] });
  });
});

describe('an index', () => {
  test.each<readonly [string, unknown, string | undefined]>([
    ['of OCI', { schemaVersion: 2, mediaType: indexMediaTypes[0], manifests: [entry] }, undefined],
    ['of Docker', { schemaVersion: 2, mediaType: indexMediaTypes[1], manifests: [entry] }, undefined],
    ['that does not say so', { schemaVersion: 2, manifests: [entry] }, undefined],
    ['whose entry does not say what it is', { manifests: [{ ...entry, mediaType: undefined }] }, undefined],
  ])('%s', (_, value, mediaType) => {
    expect(read(value, mediaType)).toEqual({ kind: 'index', manifests: [entry] });
  });

  test('with platforms and tags', () => {
    const annotations = { 'org.opencontainers.image.ref.name': 'stable', other: 'x' };
    const platform = { ...amd64, variant: 'v2', 'os.features': ['x'] };
    expect(read({ manifests: [{ ...entry, platform, annotations }] })).toEqual({
      kind: 'index',
      manifests: [{ ...entry, platform: { ...amd64, variant: 'v2' }, refName: 'stable' }],
    });
  });
});

describe('no image', () => {
  const oci = (change: object) => ({ mediaType: manifestMediaTypes[0], config, layers: [layer], ...change });
  test.each<readonly [string, unknown, string, RegExp]>([
    ['Docker’s first form', { schemaVersion: 1, fsLayers: [] }, 'image/schema1', /schema 1/],
    ['a list', [], 'image/manifest', /it is no object/],
    ['nothing known', {}, 'image/not-an-image', /neither a manifest nor an index/],
    ['an artifact', { mediaType: 'application/x', layers: [] }, 'image/not-an-image', /it is "application\/x"/],
    [
      'a chart',
      oci({ config: { ...config, mediaType: 'application/vnd.cncf.helm.config.v1+json' } }),
      'image/not-an-image',
      /its configuration is "application\/vnd.cncf.helm.config.v1\+json"/,
    ],
    ['no configuration', oci({ config: null }), 'image/manifest', /"config" is no object/],
    ['no layers', oci({ layers: {} }), 'image/manifest', /"layers" is no list/],
    ['too many layers', oci({ layers: Array(10_001).fill(0) }), 'image/manifest', /more than 10000/],
    ['a layer by path', oci({ layers: [{ ...layer, digest: '../x' }] }), 'image/manifest', /is "\.\.\/x", which/],
    ['a layer by MD5', oci({ layers: [{ ...layer, digest: `md5:${'0'.repeat(32)}` }] }), 'image/manifest', /checked/],
    ['a layer of negative size', oci({ layers: [{ ...layer, size: -1 }] }), 'image/manifest', /has no size/],
    ['a layer of huge size', oci({ layers: [{ ...layer, size: 2 ** 60 }] }), 'image/manifest', /has no size/],
    ['a layer without a size', oci({ layers: [{ digest: digest('a') }] }), 'image/manifest', /has no size/],
    ['an index of numbers', { manifests: [1] }, 'image/manifest', /an entry of "manifests" is no object/],
    [
      'a platform of numbers',
      { manifests: [{ ...entry, platform: { os: 1 } }] },
      'image/manifest',
      /"os" is no string/,
    ],
  ])('%s', (_, value, fault, message) => {
    expect(outcomeOf(() => read(value))).toEqual({ fault, message: expect.stringMatching(message) });
  });

  test.each(['', '{', '<html>', '['.repeat(1_000_000), '{"a":'.repeat(100_000)])('the text %.10s', (text) => {
    expect(outcomeOf(() => parseImageManifest(text, at))).toMatchObject({ fault: 'image/manifest' });
  });

  test('Docker’s first form, by what came with it', () => {
    const outcome = outcomeOf(() => read({}, 'application/vnd.docker.distribution.manifest.v1+prettyjws'));
    expect(outcome).toMatchObject({ fault: 'image/schema1' });
  });
});

test('what registries keep as manifests is told by its media type', () => {
  expect([...manifestMediaTypes, ...indexMediaTypes].every(isManifestMediaType)).toBe(true);
  expect(isManifestMediaType(config.mediaType)).toBe(false);
});

test('any JSON is a manifest, an index or a fault', () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.jsonValue(),
      fc.constantFrom('layers', 'manifests', 'config'),
      (inner, other, key) => {
        const outcome = outcomeOf(() => read({ config, [key]: [inner, { ...layer, size: other }] }));
        if ('fault' in outcome) expect(outcome.fault).toMatch(/^image\//);
      },
    ),
  );
});
