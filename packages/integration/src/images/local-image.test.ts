import { expect, test } from 'vitest';
import { localImage } from './local-image.ts';

const listing = `registry.example.com/osbuild/image-builder-cli:latest
localhost/os:sealed
localhost/os:latest
<none>:<none>
`;

test.each([
  ['a whole name', 'localhost/os:sealed', 'localhost/os:sealed'],
  ['a name without a tag', 'localhost/os', 'localhost/os:latest'],
  [
    'a name without a registry',
    'osbuild/image-builder-cli:latest',
    'registry.example.com/osbuild/image-builder-cli:latest',
  ],
  [
    'a name from another registry',
    'images.example.org/osbuild/image-builder-cli',
    'registry.example.com/osbuild/image-builder-cli:latest',
  ],
  ['a name of this machine alone', 'localhost/image-builder-cli:latest', undefined],
  ['another tag', 'localhost/os:other', undefined],
  ['the end of another name', 'image-builder-cli:late', undefined],
])('%s', (_, wanted, expected) => {
  expect(localImage(listing, wanted)).toBe(expected);
});
