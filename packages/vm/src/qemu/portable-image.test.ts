import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { pngOfPixmap } from './portable-image.ts';

const pixmap = (header: string, ...pixels: readonly number[]) =>
  Buffer.concat([Buffer.from(header, 'latin1'), Buffer.from(pixels)]);

test('a screen dump keeps its size and its pixels', () => {
  const png = Buffer.from(pngOfPixmap(pixmap('P6\n2 1\n255\n', 1, 2, 3, 4, 5, 6)));
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2, 1]);
  const at = png.indexOf('IDAT');
  expect([...inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)))]).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(png.subarray(-8, -4).toString('latin1')).toBe('IEND');
});

test.each([
  ['nothing', pixmap('')],
  ['another format', pixmap('P5\n1 1\n255\n', 1)],
  ['fewer pixels than it says', pixmap('P6\n2 2\n255\n', 1, 2, 3)],
  ['no pixels', pixmap('P6\n0 0\n255\n')],
])('%s is not a picture', (_, bytes) => {
  expect(() => pngOfPixmap(bytes)).toThrow(expect.objectContaining({ code: 'boot/screenshot' }));
});
