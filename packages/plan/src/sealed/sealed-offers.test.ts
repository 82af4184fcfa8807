import { expect, test } from 'vitest';
import {
  knownSealedContainer,
  sampleContainer,
  sealedContainer,
} from '../../../build-request/testing/sample-request.ts';
import { sealedOffers } from './sealed-offers.ts';

const possible = (...given: Parameters<typeof sealedOffers>) =>
  Object.fromEntries(sealedOffers(...given).map((one) => [one.channel, one.possible]));

test('a container that is not sealed has no channels', () => {
  expect(sealedOffers(sampleContainer)).toEqual([]);
});

test('what is known of the UKI decides what a sealed container can be given', () => {
  const old = {
    ...knownSealedContainer,
    unifiedKernelImage: { ...knownSealedContainer.unifiedKernelImage, systemd: '255' },
  };
  expect(possible(knownSealedContainer)).toEqual({ state: true, addon: true, credentials: true });
  expect(possible(old)).toEqual({ state: true, addon: true, credentials: false });
  expect(possible(sealedContainer)).toEqual({ state: false, addon: true, credentials: true });
});

test('a systemd that imports no passwords is offered users without', () => {
  const older = {
    ...knownSealedContainer,
    unifiedKernelImage: { ...knownSealedContainer.unifiedKernelImage, systemd: '253', commandLine: 'rw' },
  };
  expect(sealedOffers(older)[0]).toMatchObject({
    gives: expect.arrayContaining(['users without passwords', 'files']),
    needs: [],
  });
});

test('"rw" is needed where the UKI lacks it', () => {
  const [lacking] = sealedOffers(knownSealedContainer);
  const writable = {
    ...knownSealedContainer,
    unifiedKernelImage: { ...knownSealedContainer.unifiedKernelImage, commandLine: 'rw' },
  };
  expect(lacking?.needs).toEqual([
    'systemd 254 for passwords',
    '"rw" for users, keys, owners and the time zone, which an addon adds',
  ]);
  expect(sealedOffers(writable)[0]?.needs).toEqual(['systemd 254 for passwords']);
});
