import { expect, test } from 'vitest';
import { type DescribedImage, imageDoubts, typeDoubts } from './image-doubts.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const layer = (mediaType?: string) => ({ digest, size: 1, ...(mediaType === undefined ? {} : { mediaType }) });
const usual: DescribedImage = {
  digest,
  config: layer('application/vnd.oci.image.config.v1+json'),
  layers: [layer('application/vnd.docker.image.rootfs.diff.tar.gzip')],
  rootType: 'layers',
  others: [],
};

test.each<[string, Partial<DescribedImage>, readonly string[]]>([
  ['a usual image', {}, []],
  [
    'several manifests for a platform',
    { others: [digest] },
    [
      'the index has 2 manifests for this platform or name, and sha256:aaaaaaaaaaaa… is read: other programs may take another',
    ],
  ],
  ['no type of the root', { rootType: undefined }, ['the configuration has no "rootfs.type": bootc stops there']],
  [
    'no media types',
    { config: layer(), layers: [layer(), layer()] },
    [
      'the manifest gives no media type of the configuration: bootc stops there',
      'the manifest gives no media type of layer 1: bootc stops there',
      'the manifest gives no media type of layer 2: bootc stops there',
    ],
  ],
  [
    'a media type of layers that bootc keeps as a file',
    { layers: [layer('application/vnd.example.tar+xz')] },
    ['layer 1 has the media type "application/vnd.example.tar+xz", which bootc does not unpack'],
  ],
  [
    'layers and a configuration that are fetched from elsewhere',
    {
      config: { ...usual.config, hasUrls: true },
      layers: [{ ...layer('application/vnd.oci.image.layer.v1.tar'), hasUrls: true }],
    },
    [
      'the configuration has URLs of its own: bootc fetches it from there',
      'layer 1 has URLs of its own: bootc fetches it from there, and stops where it cannot',
    ],
  ],
])('%s', (_, more, doubts) => {
  expect(imageDoubts({ ...usual, ...more })).toEqual(doubts);
});

const manifest = 'application/vnd.oci.image.manifest.v1+json';
const dockers = 'application/vnd.docker.distribution.manifest.v2+json';
const index = 'application/vnd.oci.image.index.v1+json';
const stops = (what: string) => [`the ${what}: bootc stops there`];
test.each<[string, 'index' | 'manifest', string | undefined, string | undefined, readonly string[]]>([
  ['a manifest that is named as it names itself', 'manifest', manifest, manifest, []],
  ['one that does not name itself', 'manifest', dockers, undefined, []],
  ['one that nothing names', 'manifest', undefined, undefined, []],
  ['an index', 'index', index, index, []],
  [
    'a manifest that is named as something else',
    'manifest',
    'application/json',
    manifest,
    stops('manifest sha256:aaaaaaaaaaaa… has the media type "application/json", which is not that of such a document'),
  ],
  [
    'one that names itself so',
    'manifest',
    manifest,
    'application/x',
    stops('manifest sha256:aaaaaaaaaaaa… has the media type "application/x", which is not that of such a document'),
  ],
  [
    'an index that is named as a manifest',
    'index',
    manifest,
    undefined,
    stops(`index sha256:aaaaaaaaaaaa… has the media type "${manifest}", which is not that of such a document`),
  ],
  [
    'a manifest of another family than its name',
    'manifest',
    dockers,
    manifest,
    stops(`manifest sha256:aaaaaaaaaaaa… is named with the media type "${dockers}" and says "${manifest}" of itself`),
  ],
])('%s', (_, kind, named, own, doubts) => {
  const given = (mediaType: string | undefined) => (mediaType === undefined ? {} : { mediaType });
  expect(typeDoubts({ kind, ...given(own) }, { digest, ...given(named) })).toEqual(doubts);
});
