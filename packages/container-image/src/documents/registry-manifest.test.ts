import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { indexMediaTypes, isDocumentMediaType, manifestMediaTypes, registryManifestType } from './registry-manifest.ts';

const config = { mediaType: 'application/vnd.oci.image.config.v1+json' };
const docker = { mediaType: 'application/vnd.docker.container.image.v1+json' };
const read = (value: unknown, contentType = '') =>
  registryManifestType(new TextEncoder().encode(JSON.stringify(value)), 'host.example/a:1', contentType);

test.each<readonly [string, unknown, string | undefined, string]>([
  ['a manifest of OCI', { mediaType: manifestMediaTypes[0], config, layers: [] }, undefined, manifestMediaTypes[0]],
  ['a manifest of Docker', { mediaType: manifestMediaTypes[1], config: docker }, undefined, manifestMediaTypes[1]],
  ['an index of OCI', { mediaType: indexMediaTypes[0], manifests: [] }, undefined, indexMediaTypes[0]],
  ['a list of Docker', { mediaType: indexMediaTypes[1], manifests: [] }, undefined, indexMediaTypes[1]],
  ['a manifest by what came with it', { config, layers: [] }, manifestMediaTypes[0], manifestMediaTypes[0]],
  ['an index by what came with it', { manifests: [] }, indexMediaTypes[1], indexMediaTypes[1]],
  ['what it says, not what came with it', { mediaType: indexMediaTypes[0] }, manifestMediaTypes[0], indexMediaTypes[0]],
  ['a manifest by its look', { config, layers: [] }, 'application/json', manifestMediaTypes[0]],
  ['an index by its look', { manifests: [] }, 'text/plain', indexMediaTypes[0]],
  ['a manifest whose configuration says nothing', { config: {}, layers: [] }, '', manifestMediaTypes[0]],
])('%s', (_, value, contentType, expected) => {
  expect(read(value, contentType)).toBe(expected);
});

test.each<readonly [string, unknown, string | undefined, string, RegExp]>([
  [
    "Docker's first form",
    { schemaVersion: 1, fsLayers: [] },
    undefined,
    'image/schema1',
    /host.example\/a:1 .*schema 1/,
  ],
  [
    "Docker's first form, by what came with it",
    {},
    'application/vnd.docker.distribution.manifest.v1+prettyjws',
    'image/schema1',
    /schema 1/,
  ],
  ['an artifact', { mediaType: 'application/x' }, undefined, 'image/not-an-image', /but "application\/x"/],
  [
    'a chart',
    { config: { mediaType: 'application/vnd.cncf.helm.config.v1+json' } },
    manifestMediaTypes[0],
    'image/not-an-image',
    /but "application\/vnd.cncf.helm.config.v1\+json"/,
  ],
  ['a list', [], undefined, 'image/manifest', /not a JSON object/],
])('%s is not an image', (_, value, contentType, fault, message) => {
  expect(outcomeOf(() => read(value, contentType))).toEqual({ fault, message: expect.stringMatching(message) });
});

test.each(['', '{', '<html>', '['.repeat(1_000_000), '{"a":'.repeat(100_000)])(
  'the text %.10s is not an image',
  (text) => {
    const outcome = outcomeOf(() => registryManifestType(new TextEncoder().encode(text), 'x', ''));
    expect(outcome).toMatchObject({ fault: 'image/manifest' });
  },
);

test('the manifests of registries are recognized by their media type', () => {
  expect([...manifestMediaTypes, ...indexMediaTypes].every(isDocumentMediaType)).toBe(true);
  expect(isDocumentMediaType(config.mediaType)).toBe(false);
});

test('any JSON is of a type that is known, or a fault', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom('mediaType', 'manifests', 'config', 'schemaVersion'), (value, key) => {
      const outcome = outcomeOf(() => read({ [key]: value }));
      if ('fault' in outcome) expect(outcome.fault).toMatch(/^image\//);
      else expect(isDocumentMediaType(outcome.value)).toBe(true);
    }),
  );
});
