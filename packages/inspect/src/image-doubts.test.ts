import { expect, test } from 'vitest';
import { type DescribedImage, imageDoubts } from './image-doubts.ts';

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
    ['the index has 2 manifests for this platform, and sha256:aaaaaaaaaaaa… is read: other programs may take another'],
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
])('%s', (_, more, doubts) => {
  expect(imageDoubts({ ...usual, ...more })).toEqual(doubts);
});
