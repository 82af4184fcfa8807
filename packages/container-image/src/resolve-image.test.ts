import { expect, test } from 'vitest';
import { imageNotices } from './resolve-image.ts';

test('what programs read differently in an image is noted', () => {
  const image = { config: {}, doubts: ['a layer has two frames'] };
  expect(imageNotices(image as unknown as Parameters<typeof imageNotices>[0])).toEqual([
    {
      code: 'image/read-differently',
      message: 'a layer has two frames',
      hint: 'build and push the image again with podman or Docker',
    },
  ]);
});
