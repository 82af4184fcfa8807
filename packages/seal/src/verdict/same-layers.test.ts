import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { gzip, type Packing, plain, zstdStored } from '../../../archive/testing/packings.ts';
import { writeTar } from '../../../archive/testing/tar.ts';
import { smallestRoot } from '../../../composefs/testing/bootc-root.ts';
import { sha256 } from '../../../container-image/testing/image.ts';
import { smallestDigest as good, kernelImage, verified, withDirectories } from '../../testing/sealed-image.ts';

const linux = 'boot/EFI/Linux';
const sealed = kernelImage(`rw composefs=${good}`);

describe('the configuration has to name the layers', () => {
  const layers = [writeTar(smallestRoot), writeTar(withDirectories({ [`${linux}/a.efi`]: sealed }))];
  const [first = '', second = ''] = layers.map(sha256);
  const wrong = `sha256:${'e'.repeat(64)}`;
  test.each<[string, readonly string[], readonly string[]]>([
    ['none', [], ['layer-count']],
    ['too few', [first], ['layer-count']],
    ['too many', [first, second, second], ['layer-count']],
    ['swapped', [second, first], ['layer-digest', 'layer-digest']],
    ['wrong', [first, wrong], ['layer-digest']],
    ['wrong in one digit', [first, second.replace(/.$/, (last) => (last === '0' ? '1' : '0'))], ['layer-digest']],
    ['one that is not text', [first, ''], ['layer-digest']],
  ])('%s', async (_, diffIds, why) => {
    const { verdict } = await verified({ layers, diffIds });
    expect(verdict).toMatchObject({ kind: 'not-verified', obstacles: why.map((kind) => ({ kind })) });
  });
});

describe('every program has to read the same layers', () => {
  const files = { [`${linux}/a.efi`]: sealed };
  const layers = [smallestRoot, withDirectories(files)];
  const type = 'application/vnd.oci.image.layer.v1.tar';
  const members: Packing = (tar) => Buffer.concat([gzipSync(Buffer.alloc(0)), gzipSync(tar)]);
  const frames: Packing = (tar) => Buffer.concat([Buffer.from('502a4d1800000000', 'hex'), zstdStored(tar)]);
  test.each<[string, Packing, string, readonly string[]]>([
    ['plain', plain, type, []],
    ['gzip', gzip, `${type}+gzip`, []],
    ['zstd', zstdStored, `${type}+zstd`, []],
    ['foreign', gzip, 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip', []],
    [
      'gzip that is said to be zstd',
      gzip,
      `${type}+zstd`,
      [`layer 1 has the media type "${type}+zstd", and its bytes are gzip: bootc stops there`],
    ],
    [
      'plain that is said to be gzip',
      plain,
      `${type}+gzip`,
      [`layer 1 has the media type "${type}+gzip", and its bytes are tar: bootc stops there`],
    ],
    [
      'gzip behind an empty member',
      members,
      `${type}+gzip`,
      ['layer 1 has several gzip members: bootc unpacks the first alone; push the image in one member'],
    ],
    [
      'zstd behind a frame that is skipped',
      frames,
      `${type}+zstd`,
      [
        'layer 1 has several zstd frames, as layers in the form zstd:chunked have: bootc unpacks the first alone; push the image with --compression-format=gzip',
      ],
    ],
  ])('%s', async (_, packing, layerType, why) => {
    const { verdict } = await verified({ layers, packing, layerType });
    const obstacles = why.flatMap((first) => [first, first.replace('layer 1', 'layer 2')]);
    expect(verdict).toEqual(
      why.length === 0
        ? { kind: 'holds', file: `${linux}/a.efi` }
        : { kind: 'not-verified', obstacles: obstacles.map((one) => ({ kind: 'read-differently', why: one })) },
    );
  });
});
