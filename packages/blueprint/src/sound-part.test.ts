import { Fault } from '@bootwright/core';
import { expect, test } from 'vitest';
import type { Blueprint } from './format/blueprint.ts';
import { soundPart } from './sound-part.ts';

const blueprint: Blueprint = {
  name: 'web',
  customizations: { kernel: { append: 'quiet' }, group: [{ name: 'a' }], sshkey: [{ user: 'a', key: 'k' }] },
};
const faultAt = (...path: readonly (string | number)[]) =>
  new Fault('blueprint/any', 'any', { at: { document: 'blueprint', path } });

test.each<readonly [string, readonly Fault[], Blueprint]>([
  [
    'the customization of a fault',
    [faultAt('customizations', 'kernel', 'append')],
    { name: 'web', customizations: { group: [{ name: 'a' }], sshkey: [{ user: 'a', key: 'k' }] } },
  ],
  [
    'with the ones that are checked against it',
    [faultAt('customizations', 'user', 0)],
    { name: 'web', customizations: { kernel: { append: 'quiet' } } },
  ],
  ['nothing of what a fault is not about', [faultAt('name'), faultAt('customizations', 'hostnam')], blueprint],
])('leaves out %s', (_, faults, sound) => {
  expect(soundPart(blueprint, faults)).toEqual(sound);
});

test('is the same value where nothing is left out, which ends a loop', () => {
  expect(soundPart(blueprint, [faultAt('customizations')])).toBe(blueprint);
});
