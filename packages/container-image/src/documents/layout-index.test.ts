import { expect, test } from 'vitest';
import { imageInLayout } from './layout-index.ts';

const refName = 'org.opencontainers.image.ref.name';
const containerd = 'io.containerd.image.name';
const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const named = (letter: string, architecture: string, annotations: Readonly<Record<string, string>>) => ({
  digest: digest(letter),
  size: 1,
  platform: { os: 'linux', architecture },
  annotations,
});

test.each<readonly [string, readonly object[], string, readonly string[]]>([
  [
    'the only one of its name',
    [named('a', 'amd64', { [refName]: 'x' }), named('b', 'amd64', { [refName]: 'y' })],
    'a',
    [],
  ],
  [
    'of two architectures, where skopeo takes the first of the name',
    [named('a', 'arm64', { [refName]: 'x' }), named('b', 'amd64', { [refName]: 'x' })],
    'b',
    ['a'],
  ],
  [
    'the first of the name, where the other is for another architecture',
    [named('a', 'amd64', { [refName]: 'x' }), named('b', 'arm64', { [refName]: 'x' })],
    'a',
    [],
  ],
  [
    'by a name of containerd, where skopeo knows only that of the specification',
    [named('a', 'amd64', { [containerd]: 'x' }), named('b', 'arm64', { [refName]: 'x' })],
    'a',
    ['b'],
  ],
])('in a layout, %s', (_, manifests, found, others) => {
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, manifests }));
  const chosen = imageInLayout(bytes, 'x', { isAsked: true, architecture: 'x86_64' });
  expect([chosen.manifest.descriptor.digest, chosen.others]).toEqual([digest(found), others.map(digest)]);
});
