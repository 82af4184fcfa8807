import { expect, test } from 'vitest';
import { packageName } from './rpm-name.ts';

test.each([
  ['a URL', 'https://example.com/r/Packages/b/bash-5.2.26-3.fc40.x86_64.rpm', ['bash', '5.2.26-3.fc40', 'x86_64']],
  [
    'a name with dashes',
    'grub2-tools-extra-2.02-142.el8.aarch64.rpm',
    ['grub2-tools-extra', '2.02-142.el8', 'aarch64'],
  ],
  ['an epoch', 'packages/chrony-1:4.5-1.el9.noarch.rpm', ['chrony', '1:4.5-1.el9', 'noarch']],
  ['escapes', 'p/libstdc%2B%2B-14-1.x86_64.rpm', ['libstdc++', '14-1', 'x86_64']],
  ['a checksum in front of the name', `pool/${'a'.repeat(64)}-sdk-398-1.x86_64.rpm`, ['sdk', '398-1', 'x86_64']],
  ['a query behind the name', 'p/a-1-2.noarch.rpm?token=x', ['a', '1-2', 'noarch']],
])('reads the package of %s', (_name, location, [name, version, architecture]) => {
  expect(packageName(location)).toEqual({ name, version, architecture });
});

test.each(['', 'bash.rpm', 'bash-1.rpm', 'https://example.com/', 'image.raw', 'a-1-2.x86_64.deb'])(
  'finds no package in %j',
  (location) => {
    expect(packageName(location)).toBeUndefined();
  },
);
