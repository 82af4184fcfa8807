import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeTrackedResource, parseTrackedResource, type TrackedResource } from './tracked-resource.ts';

const things: readonly TrackedResource[] = [
  { kind: 'path', path: '/var/tmp/a b' },
  { kind: 'mounts', under: '/mnt/x' },
  { kind: 'loop-devices', backing: '/var/tmp/disk.raw' },
  { kind: 'container', engine: 'podman', name: 'bootwright-7-42-1' },
];

test.each(things)('a note of $kind is read as it was written', (thing) => {
  expect(parseTrackedResource(encodeTrackedResource(thing))).toEqual(thing);
});

test.each([
  ['half of it was written', '{"kind":"path","pa'],
  ['it is empty', ''],
  ['its kind is unknown', '{"kind":"volume","path":"/a"}'],
  ['it names the root', '{"kind":"path","path":"/"}'],
  ['its path is relative', '{"kind":"path","path":"a"}'],
  ['its path leads back', '{"kind":"path","path":"/a/../b"}'],
  ['its container is an option', '{"kind":"container","engine":"podman","name":"--all"}'],
  ['its engine is unknown', '{"kind":"container","engine":"rm","name":"a"}'],
])('a note is passed over where %s', (_, text) => {
  expect(parseTrackedResource(text)).toBeUndefined();
});

test('any content of a note is read or skipped', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      const thing = parseTrackedResource(text);
      expect(thing === undefined || things.some(({ kind }) => kind === thing.kind)).toBe(true);
    }),
  );
});
