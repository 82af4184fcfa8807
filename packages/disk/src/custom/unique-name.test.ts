import { expect, test } from 'vitest';
import { recentTexts } from '../definition/recent-texts.ts';
import { logicalVolumeName } from './logical-volume-name.ts';
import { uniqueName } from './unique-name.ts';

test.each([
  ['is free', [], 'root'],
  ['is taken', ['root'], 'root00'],
  ['is taken more than once', ['root', 'root00', 'root02'], 'root01'],
])('a name that %s', (_what, taken, expected) => {
  expect(uniqueName('root', new Set(taken))).toBe(expected);
});

test('a hundred and one names are all there are', () => {
  const taken = new Set(['vg', ...Array.from({ length: 100 }, (_, index) => `vg${String(index).padStart(2, '0')}`)]);
  const at = { document: 'blueprint', path: ['customizations', 'disk'] };
  expect(() => uniqueName('vg', taken, at)).toThrow(
    expect.objectContaining({
      code: 'disk/name-taken',
      message: 'no free name is left for "vg"',
      at,
      hint: 'name some of what is called "vg" and a number otherwise',
    }),
  );
});

test.each([
  ['/', 'rootlv'],
  ['/var/log', 'var_loglv'],
  ['swap', 'swaplv'],
])('the logical volume of %s is %s', (what, expected) => {
  expect(logicalVolumeName(what, [])).toBe(expected);
});

test('of the texts that were read, those used last are kept, and none that is long', () => {
  const texts = recentTexts<number>();
  for (let index = 0; index < 64; index++) texts.set(`text ${index}`, index);
  expect(texts.get('text 0')).toBe(0);
  texts.set('another', 1);
  texts.set('x'.repeat(100_000), 2);
  expect([texts.get('text 0'), texts.get('text 1'), texts.get('another'), texts.get('x'.repeat(100_000))]).toEqual([
    0,
    undefined,
    1,
    undefined,
  ]);
});
