import { expect, test } from 'vitest';
import { lengthNotices } from './addon-length.ts';

test.each<[string, string, string, readonly string[]]>([
  ['of 2047 bytes', 'a'.repeat(1000), 'b'.repeat(1046), []],
  ['of 2048 bytes', 'a'.repeat(1000), 'b'.repeat(1047), ['addon/too-long']],
  ['of 2048 bytes in fewer characters', 'é'.repeat(500), 'b'.repeat(1047), ['addon/too-long']],
  ['of 2047 bytes, and an addon without arguments', 'a'.repeat(2047), '', []],
])('a command line %s', (_, image, addon, expected) => {
  expect(lengthNotices(image, addon).map(({ code }) => code)).toEqual(expected);
});
