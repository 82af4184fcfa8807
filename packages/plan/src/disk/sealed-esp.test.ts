import type { Customizations } from '@bootwright/blueprint';
import type { Profile } from '@bootwright/build-request';
import { type Bytes, GiB, MiB } from '@bootwright/core';
import { espSize } from '@bootwright/disk';
import { expect, test } from 'vitest';
import { knownSealedContainer, sampleRequest } from '../../../build-request/testing/sample-request.ts';
import { planImage } from '../plan-image.ts';

/** The size of the ESP, and the notices about it. */
function planned(sizes: readonly Bytes[], customizations: Customizations = {}, profile: Profile = 'recommended') {
  const unifiedKernelImage = { ...knownSealedContainer.unifiedKernelImage, sizes };
  const { plan, notices } = planImage(
    sampleRequest(customizations, { container: { ...knownSealedContainer, unifiedKernelImage }, profile }),
  );
  if (plan.kind !== 'disk') throw new Error('not a disk');
  return [espSize(plan.disk.table), notices.flatMap(({ code }) => (code === 'profile/sealed-esp-size' ? [code] : []))];
}

const root = { type: 'plain', minsize: GiB(10), mountpoint: '/', fs_type: 'ext4' } as const;
const own = (...more: readonly (typeof root | object)[]): Customizations => ({
  disk: { partitions: [...more, root] as NonNullable<Customizations['disk']>['partitions'] & object },
});
const esp = { type: 'plain', minsize: MiB(300), mountpoint: '/boot/efi', fs_type: 'vfat' };

test('an ESP with room for three images stays as it is', () => {
  expect(planned([MiB(100)])).toEqual([MiB(501), []]);
});

test('an image of which nothing is known leaves the ESP as it is', () => {
  expect(planned([])).toEqual([MiB(501), []]);
});

test('an image and its addons that do not fit three times make the ESP larger', () => {
  expect(planned([MiB(150), MiB(20)])).toEqual([GiB(1), []]);
});

test('the profile reference keeps the ESP, and notes it', () => {
  expect(planned([MiB(170)], {}, 'reference')).toEqual([MiB(501), ['profile/sealed-esp-size']]);
});

test('an ESP that a layout of the user has, or lacks, is large enough', () => {
  expect(planned([MiB(170)], own())).toEqual([GiB(1), []]);
  expect(planned([MiB(170)], own(esp))).toEqual([GiB(1), []]);
  expect(planned([MiB(170)], own(esp), 'reference')).toEqual([MiB(300), ['profile/sealed-esp-size']]);
});
