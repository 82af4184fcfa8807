import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../testing/outcome.ts';
import { imageSources, parseRegistriesConf } from './registries-conf.ts';
import { parseRegistryName, renderRegistryName } from './registry-name.ts';

function sources(image: string, ...conf: readonly string[]) {
  const entries = parseRegistriesConf(conf.join('\n'), '/etc/x.conf');
  const { mirrors, own } = imageSources(parseRegistryName(image), entries, parseRegistryName);
  return [...mirrors, own].map(({ name, insecure }) => `${renderRegistryName(name)}${insecure ? ' (insecure)' : ''}`);
}

const image = 'registry.example.com/acme/os:1';
const digest = `registry.example.com/acme/os@sha256:${'a'.repeat(64)}`;

describe('where an image is asked for', () => {
  test.each<readonly [string, string, readonly string[], readonly string[]]>([
    ['with nothing said of it', image, ['unqualified-search-registries = ["docker.io"]'], [image]],
    [
      'over plain HTTP',
      image,
      ['[[registry]]', 'location = "registry.example.com"', 'insecure = true'],
      [`${image} (insecure)`],
    ],
    [
      'at mirrors first',
      image,
      [
        '[[registry]]',
        'prefix = "registry.example.com/acme"',
        '[[registry.mirror]]',
        'location = "mirror.example.com:5000/a"',
        'insecure = true',
        '[[registry.mirror]]',
        'location = "other.example.com"',
      ],
      ['mirror.example.com:5000/a/os:1 (insecure)', 'other.example.com/os:1', image],
    ],
    [
      'elsewhere',
      image,
      ['[[registry]]', 'prefix = "registry.example.com"', 'location = "moved.example.com/x"'],
      ['moved.example.com/x/acme/os:1'],
    ],
    [
      'by the longest prefix',
      image,
      [
        '[[registry]]',
        'location = "registry.example.com"',
        'blocked = true',
        '[[registry]]',
        'prefix = "registry.example.com/acme/os"',
        'location = "b.example.com/y"',
      ],
      ['b.example.com/y:1'],
    ],
    [
      'of a host in capitals',
      image,
      ['[[registry]]', 'prefix = "Registry.Example.com"', 'location = "moved.example.com"'],
      ['moved.example.com/acme/os:1'],
    ],
    [
      'of a prefix that ends within a step',
      image,
      ['[[registry]]', 'prefix = "registry.example.com/ac"', 'blocked = true'],
      [image],
    ],
    [
      'of all hosts of a domain',
      image,
      ['[[registry]]', 'prefix = "*.example.com"', 'insecure = true'],
      [`${image} (insecure)`],
    ],
    [
      'of Docker’s registry',
      'debian:12',
      ['[[registry]]', 'prefix = "docker.io"', '[[registry.mirror]]', 'location = "m.example.com"'],
      ['m.example.com/library/debian:12', 'docker.io/library/debian:12'],
    ],
    [
      'at mirrors of digests alone, by tag',
      image,
      [
        '[[registry]]',
        'location = "registry.example.com"',
        'mirror-by-digest-only = true',
        '[[registry.mirror]]',
        'location = "m.example.com"',
      ],
      [image],
    ],
    [
      'at mirrors of digests alone, by digest',
      digest,
      [
        '[[registry]]',
        'location = "registry.example.com"',
        '[[registry.mirror]]',
        'location = "registry.example.com/m"',
        'pull-from-mirror = "digest-only"',
      ],
      [digest.replace('/acme', '/m/acme'), digest],
    ],
  ])('%s', (_, name, conf, expected) => {
    expect(sources(name, ...conf)).toEqual(expected);
  });

  test('nowhere, where it is blocked', () => {
    expect(
      outcomeOf(() => sources(image, '[[registry]]', 'prefix = "registry.example.com/acme"', 'blocked = true')),
    ).toEqual({
      fault: 'registry/blocked',
      message: 'registries.conf blocks registry.example.com/acme, and with it registry.example.com/acme/os',
    });
  });
});

describe('a file that is broken', () => {
  test.each([
    ['registry = [', 'it is no valid TOML'],
    ['[[registry]]', 'a [[registry]] has neither "prefix" nor "location"'],
    ['[[registry]]\nlocation = 1', '"location" is no text'],
    ['[[registry]]\nlocation = "a"\nblocked = "yes"', '"blocked" is neither true nor false'],
    ['[[registry]]\nlocation = "a"\n[[registry.mirror]]\n', 'a [[registry.mirror]] has no "location"'],
    [
      '[[registry]]\nlocation = "a"\n[[registry.mirror]]\nlocation = "b"\npull-from-mirror = "x"',
      '"pull-from-mirror" is "x", and none of all, digest-only, tag-only',
    ],
    ['[registry.search]\nregistry = 1', '"registry" is no list of tables; version 1 of the format is not read'],
  ])('%s', (text, why) => {
    expect(outcomeOf(() => parseRegistriesConf(text, '/etc/x.conf'))).toEqual({
      fault: 'registry/registries-conf',
      message: `/etc/x.conf cannot be used: ${why}`,
    });
  });
});
