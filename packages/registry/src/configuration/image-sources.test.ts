import { parseRegistryName, renderRegistryName } from '@bootwright/container-facts';
import { Fault } from '@bootwright/core';
import { describe, expect, test } from 'vitest';
import { imageSources } from './image-sources.ts';
import { parseRegistriesConf } from './registries-conf.ts';

/** What is asked in order, or why nothing is: the image is blocked, or the file or the name that follows is rejected. */
type Answer = readonly string[] | 'blocked' | 'rejected';

const image = 'registry.example.com/acme/os:1';
const withPort = 'registry.example.com:5000/acme/os:1';
const digest = `sha256:${'a'.repeat(64)}`;
const byDigest = `registry.example.com/acme/os@${digest}`;
const host = 'registry.example.com';

const entry = (...lines: readonly string[]) => ['[[registry]]', ...lines].join('\n');
const at = (location: string, ...lines: readonly string[]) => entry(`location = "${location}"`, ...lines);
const from = (prefix: string, ...lines: readonly string[]) => entry(`prefix = "${prefix}"`, ...lines);
const mirror = (location: string, ...lines: readonly string[]) =>
  ['[[registry.mirror]]', `location = "${location}"`, ...lines].join('\n');
const location = (text: string) => `location = "${text}"`;
const blocked = 'blocked = true';
const block = (registry: string) => `[registries.block]\nregistries = ["${registry}"]`;

function response(conf: string, name: string): Answer {
  try {
    const { entries } = parseRegistriesConf(conf, { file: '/etc/x.conf' });
    const { mirrors, own } = imageSources(parseRegistryName(name), entries, parseRegistryName);
    return [...mirrors, own].map((source) => renderRegistryName(source.name) + (source.insecure ? ' (insecure)' : ''));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return error.code === 'registry/blocked' ? 'blocked' : 'rejected';
  }
}

describe('where an image is asked for, as skopeo 1.9.3 does', () => {
  test.each<readonly [string, string, string, Answer]>([
    ['a blocked registry', at(host, blocked), image, 'blocked'],
    ['a blocked registry, whatever its port', at(host, blocked), withPort, 'blocked'],
    ['a blocked port of another', at(`${host}:5000`, blocked), image, [image]],
    ['a blocked port', at(`${host}:5000`, blocked), withPort, 'blocked'],
    [
      'another tag than the blocked one',
      at(image, blocked),
      'registry.example.com/acme/os:2',
      ['registry.example.com/acme/os:2'],
    ],
    ['a digest of a blocked name', at('registry.example.com/acme/os', blocked), byDigest, 'blocked'],
    ['a blocked part of a step', at('registry.example.com/ac', blocked), image, [image]],
    ['a blocked registry with a slash', at(`${host}/`, blocked), image, 'blocked'],
    ['a blocked domain', from('*.example.com', blocked), image, 'blocked'],
    ['a blocked domain, whatever the port', from('*.example.com', blocked), withPort, 'blocked'],
    [
      'the host of a blocked domain',
      from('*.example.com', blocked),
      'example.com/acme/os:1',
      ['example.com/acme/os:1'],
    ],
    ['a domain that is moved', from('*.example.com', location('127.0.0.1:1/y')), image, ['127.0.0.1:1/y/acme/os:1']],
    [
      'a port of a domain that is moved into a path',
      from('*.example.com', location('127.0.0.1:1/y')),
      withPort,
      'rejected',
    ],
    ['a path behind a domain', from('*.example.com/acme', blocked), image, 'rejected'],
    ['a port behind a domain', from('*.example.com:5000', blocked), image, 'rejected'],
    ['a prefix without a location', from(host, blocked), image, 'rejected'],
    ['a location with a scheme', at(`https://${host}`, blocked), image, 'rejected'],
    ['neither prefix nor location', entry(blocked), image, 'rejected'],
    ['keys in another case', `[[REGISTRY]]\nLocation = "${host}"\nBLOCKED = true`, image, 'blocked'],
    ['keys that nobody knows', at(host, 'blockd = true', 'location2 = 1'), image, [image]],
    ['a flag that is text', at(host, 'blocked = "yes"'), image, 'rejected'],
    ['version 1: blocked', block(host), image, 'blocked'],
    ['version 1: keys in another case', `[Registries.Block]\nRegistries = ["${host}"]`, image, 'blocked'],
    [
      'version 1: insecure',
      '[registries.insecure]\nregistries = ["127.0.0.1:1"]',
      '127.0.0.1:1/a/b:1',
      ['127.0.0.1:1/a/b:1 (insecure)'],
    ],
    ['version 1: nothing in it', '[registries.search]\n', image, [image]],
    ['version 1 and 2', `unqualified-search-registries = ["quay.io"]\n${block(host)}`, image, 'rejected'],
    ['version 2 and an empty version 1', `${at('a.example.com')}\n[registries.block]\nregistries = []`, image, [image]],
    ['a mode of short names', 'short-name-mode = "permissive"', image, [image]],
    ['an unknown mode of short names', 'short-name-mode = "prompt"', image, 'rejected'],
    ['a search registry that is not a host', 'unqualified-search-registries = ["a/b c"]', image, 'rejected'],
    ['a search registry with a path', 'unqualified-search-registries = ["quay.io/x"]', image, 'rejected'],
    ['pull-from-mirror of no mirror', at(host, 'pull-from-mirror = "all"'), image, 'rejected'],
    ['pull-from-mirror of no kind', at(host, mirror('m.example.com', 'pull-from-mirror = "never"')), image, 'rejected'],
    [
      'both keys about digests',
      at(host, 'mirror-by-digest-only = true', mirror('m.example.com', 'pull-from-mirror = "all"')),
      image,
      'rejected',
    ],
    [
      'mirrors by what is asked',
      at(
        host,
        mirror('127.0.0.1:1/m', 'pull-from-mirror = "digest-only"'),
        mirror('127.0.0.1:1/n', 'pull-from-mirror = "tag-only"', 'insecure = true'),
      ),
      image,
      ['127.0.0.1:1/n/acme/os:1 (insecure)', image],
    ],
    [
      'a mirror whose registry is insecure by another entry',
      `${at(host, mirror('127.0.0.1:1/m'))}\n${at('127.0.0.1:1', 'insecure = true')}`,
      image,
      ['127.0.0.1:1/m/acme/os:1', image],
    ],
    ['a mirror that is blocked', `${at(host, mirror('127.0.0.1:1/m'))}\n${at('127.0.0.1:1', blocked)}`, image, [image]],
    [
      'one location with two meanings',
      `${from(host, location('127.0.0.1:1/x'), blocked)}\n${from('o.example.com', location('127.0.0.1:1/x'))}`,
      image,
      'rejected',
    ],
    ['one registry, blocked and not', `${at(host, blocked)}\n${at(host)}`, image, 'rejected'],
    ["Docker's registry", at('docker.io', blocked), 'fedora:41', 'blocked'],
    ["Docker's registry by its other name", at('docker.io', blocked), 'index.docker.io/library/fedora:41', 'blocked'],
    [
      'an alias, which no registry has',
      '[aliases]\nos = "registry.example.com/acme/os"',
      'os',
      ['docker.io/library/os:latest'],
    ],
    ['an address in another form', at('127.0.0.1', blocked), '127.1:1/x/y:1', 'rejected'],
    ['an invalid port', '', 'registry.example.com:99999/x/y:1', 'rejected'],
  ])('%s', (_, conf, name, expected) => {
    expect(response(conf, name)).toEqual(expected);
  });
});

describe('what skopeo 1.9.3 asks for, and the manual or the meaning of the file forbids', () => {
  test.each<readonly [string, string, string, readonly string[], Answer]>([
    ['a blocked tag (the program leaves tags out)', at(image, blocked), image, [image], 'blocked'],
    ['a blocked digest', at(byDigest, blocked), byDigest, [byDigest], 'blocked'],
    ['a tag that is moved', from(image, location('127.0.0.1:1/x:2')), image, [image], ['127.0.0.1:1/x:2']],
    ['a host in capitals in the file', at('Registry.Example.com', blocked), image, [image], 'blocked'],
    [
      'a host in capitals in the name',
      at(host, blocked),
      'REGISTRY.example.com/acme/os:1',
      ['REGISTRY.example.com/acme/os:1'],
      'blocked',
    ],
    [
      'a blocked prefix with another location',
      from(host, location('127.0.0.1:1/x'), blocked),
      image,
      ['127.0.0.1:1/x/acme/os:1'],
      'blocked',
    ],
    [
      "Docker's registry by the name of its server",
      at('docker.io', blocked),
      'registry-1.docker.io/library/fedora:41',
      ['registry-1.docker.io/library/fedora:41'],
      'blocked',
    ],
    [
      'a port with a zero before it',
      at('127.0.0.1:1', blocked),
      '127.0.0.1:01/x/y:1',
      ['127.0.0.1:01/x/y:1'],
      'rejected',
    ],
  ])('%s', (_, conf, name, skopeo, expected) => {
    expect(response(conf, name)).toEqual(expected);
    expect(skopeo).not.toEqual(expected);
  });
});

describe('prefixes', () => {
  test.each<readonly [string, string, string, Answer]>([
    [
      'the longest counts',
      `${at(host, blocked)}\n${from('registry.example.com/acme/os', location('b.example.com/y'))}`,
      image,
      ['b.example.com/y:1'],
    ],
    ['a blocked tag of a name with a digest', at(image, blocked), `${image}@${digest}`, 'blocked'],
    ['a blocked digest of a name with a tag', at(byDigest, blocked), `${image}@${digest}`, 'blocked'],
    ['an IPv6 address in another form in the file', at('[0:0::1]', blocked), '[::1]:5000/x:1', 'blocked'],
    ['an address in another form in the file', at('127.1', blocked), '127.0.0.1:5000/x/y:1', 'blocked'],
    [
      'the first entry of a prefix',
      `${from(host, location('a.example.com'))}\n${from('x.example.com', location('b.example.com'))}`,
      image,
      ['a.example.com/acme/os:1'],
    ],
    [
      'the location of a moved name is blocked',
      `${from(host, location('b.example.com/x'))}\n${at('b.example.com', blocked)}`,
      image,
      'blocked',
    ],
  ])('%s', (_, conf, name, expected) => {
    expect(response(conf, name)).toEqual(expected);
  });
});
