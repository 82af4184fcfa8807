import { expect, test } from 'vitest';
import publicImages from './public-images.json' with { type: 'json' };
import { inspectedImages, notNamed, wantedImage } from './wanted-images.ts';

test.each([
  ['osbuild', publicImages.osbuild, 'BOOTWRIGHT_OSBUILD_IMAGE'],
  ['bootc', publicImages.bootc, 'BOOTWRIGHT_BOOTC_IMAGE'],
] as const)('%s: the public image, which is pulled only on request', (role, name, variable) => {
  const cure = `pull it, set BOOTWRIGHT_PUBLIC_IMAGES=pull, or set ${variable} to an existing image`;
  expect(wantedImage(role, {})).toEqual({ name, pull: false, cure });
  expect(wantedImage(role, { BOOTWRIGHT_PUBLIC_IMAGES: 'pull' })).toEqual({ name, pull: true, cure });
  expect(wantedImage(role, { [variable]: '' })).toEqual({ name, pull: false, cure });
});

test.each([
  ['a name with a registry is pulled', 'registry.example.com/os:1', true],
  ['a name with a port is pulled', 'mirror:5000/os', true],
  ['a name without a registry is one of the engine', 'me/os:1', false],
  ['a name of this machine is one of the engine', 'localhost/os.sealed:1', false],
])('%s', (_, name, pull) => {
  const cure = 'pull it, or set BOOTWRIGHT_SEALED_IMAGE to an existing image';
  expect(wantedImage('sealed', { BOOTWRIGHT_SEALED_IMAGE: name })).toEqual({ name, pull, cure });
});

test('no sealed image is public, and it is said how to build one', () => {
  expect(wantedImage('sealed', { BOOTWRIGHT_PUBLIC_IMAGES: 'pull' })).toBeUndefined();
  expect(notNamed('sealed')).toEqual({
    because: 'BOOTWRIGHT_SEALED_IMAGE is not set',
    cure: 'set BOOTWRIGHT_SEALED_IMAGE to an image of the engine; packages/integration/sealed-image/build.sh builds one',
  });
});

test.each([
  ['the public ones', {}, publicImages.inspect],
  ['those of a list in their place', { BOOTWRIGHT_INSPECT_IMAGES: ' a:1\n b:2 ' }, ['a:1', 'b:2']],
  [
    'those that are also built and booted, each once',
    { BOOTWRIGHT_BOOTC_IMAGE: publicImages.bootc, BOOTWRIGHT_SEALED_IMAGE: 'localhost/sealed' },
    [publicImages.bootc, 'localhost/sealed', ...publicImages.inspect.filter((name) => name !== publicImages.bootc)],
  ],
])('a bootc is compared with of %s', (_, environment, expected) => {
  expect(inspectedImages(environment).map(({ name }) => name)).toEqual(expected);
});

test('the public images name their registry and a tag', () => {
  const names = Object.values(publicImages).flat();
  expect(names.filter((name) => !/^[a-z0-9-]+(\.[a-z0-9-]+)+\/[\w./-]+:[\w.-]+$/.test(name))).toEqual([]);
});
