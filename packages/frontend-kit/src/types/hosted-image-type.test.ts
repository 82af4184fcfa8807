import { findImageType } from '@bootwright/image-types';
import { expect, test } from 'vitest';
import { imageTypeOfHosted } from './hosted-image-type.ts';

test.each([
  ['aws', 'ami'],
  ['guest-image', 'qcow2'],
  ['azure', 'vhd'],
  ['bootable-container-iso', 'bootc-generic-iso'],
  ['vsphere-ova', 'ova'],
])('the hosted type %s is %s, which exists', (hosted, name) => {
  expect(imageTypeOfHosted(hosted)).toBe(name);
  expect(findImageType(name).name).toBe(name);
});

test.each(['wsl', 'edge-commit', '__proto__'])('%s is not made of a bootc container', (hosted) => {
  expect(imageTypeOfHosted(hosted)).toBeUndefined();
});
