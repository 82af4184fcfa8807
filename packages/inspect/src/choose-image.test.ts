import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../testing/outcome.ts';
import { architectureOfImage, chooseImage } from './choose-image.ts';
import type { IndexEntry } from './image-manifest.ts';
import { manifestMediaTypes } from './image-manifest.ts';

const at = { document: 'manifest' };
const entry = (name: string): IndexEntry => {
  const [os = '', architecture = '', variant] = name.split('/');
  const platform = { os, architecture, ...(variant === undefined ? {} : { variant }) };
  const rest = name === '' ? {} : { platform };
  return { mediaType: manifestMediaTypes[0], digest: `sha256:${name}`, size: 1, ...rest };
};
const index = (...names: readonly string[]) => ({ kind: 'index' as const, manifests: names.map(entry) });
const many = ['linux/amd64', 'unknown/unknown', 'linux/arm64/v8', 'linux/arm/v7', 'linux/s390x', 'windows/amd64'];

describe('the image for an architecture', () => {
  test.each([
    ['x86_64', many, 'linux/amd64'],
    ['aarch64', many, 'linux/arm64/v8'],
    ['s390x', many, 'linux/s390x'],
    ['x86_64', ['windows/amd64', 'linux/amd64', 'linux/amd64/v3'], 'linux/amd64'],
    ['riscv64', [''], ''],
    ['x86_64', ['', 'linux/amd64'], 'linux/amd64'],
    ['aarch64', ['linux/aarch64'], 'linux/aarch64'],
  ] as const)('%s of %j is %s', (architecture, names, chosen) => {
    expect(chooseImage(index(...names), architecture, at)).toEqual(entry(chosen));
  });

  test.each([
    ['riscv64', many, 'x86_64, aarch64, armv7, s390x'],
    ['x86_64', ['linux/arm64', 'linux/arm64/v8'], 'aarch64'],
  ] as const)('%s is not in %j', (architecture, names, there) => {
    expect(outcomeOf(() => chooseImage(index(...names), architecture, at))).toEqual({
      fault: 'image/architecture',
      message: `there is no image for ${architecture} under this name; there are images for ${there}`,
    });
  });

  test.each([[[]], [['windows/amd64']], [['', '']]])('is not in %j, nor is any other', (names) => {
    expect(outcomeOf(() => chooseImage(index(...names), 'x86_64', at))).toEqual({
      fault: 'image/architecture',
      message: 'there is no image for x86_64 under this name, nor any other for Linux',
    });
  });
});

test.each([
  ['amd64', 'x86_64'],
  ['arm64', 'aarch64'],
  ['x86_64', 'x86_64'],
  ['ppc64le', 'ppc64le'],
  ['386', undefined],
  ['', undefined],
])('an image for %s is for %s', (name, expected) => {
  expect(architectureOfImage(name)).toBe(expected);
});
