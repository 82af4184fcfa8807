import fc from 'fast-check';
import { expect, test } from 'vitest';
import { goRandom } from './go-random.ts';
import { randomUuid, randomVolumeId } from './random-id.ts';

/** Two UUIDs and a volume id in a row, from Go's math/rand and google/uuid's rule for version 4. */
test.each([
  [0n, '0194fdc2-fa2f-4cc0-81d3-ff12045b73c8', '6e4ff95f-f662-45ee-a82a-bdf44a2d0b75', 'FB18-0DAF'],
  [1n, '52fdfc07-2182-454f-963f-5f0f9a621d72', '9566c74d-1003-4c4d-bbbb-0407d1e2c649', '8185-5AD8'],
  [42n, '538c7f96-b164-4f1b-97bb-9f4bb472e89f', '5b1484f2-5209-49d9-b43e-92ba09dd9d52', 'DFD7-9B4D'],
  [-1n, 'ac020308-df81-45af-a940-5ff099a2e18d', '8a66384c-f0fb-4352-bb44-05f72d1dd949', '7F86-9A26'],
])('seed %s gives the ids that Go gives', (seed, first, second, volume) => {
  const random = goRandom(seed);
  expect([randomUuid(random), randomUuid(random), randomVolumeId(random)]).toEqual([first, second, volume]);
});

test('every id has its form', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (seed) => {
      const random = goRandom(seed);
      expect(randomUuid(random)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(randomVolumeId(random)).toMatch(/^[0-9A-F]{4}-[0-9A-F]{4}$/);
    }),
  );
});
