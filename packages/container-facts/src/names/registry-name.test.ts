import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { parseRegistryName, registryHost, renderRegistryName } from './registry-name.ts';

const sha256 = `sha256:${'0f'.repeat(32)}`;
const sha512 = `sha512:${'0f'.repeat(64)}`;

test.each([
  ['debian', 'docker.io/library/debian:latest'],
  ['debian:12', 'docker.io/library/debian:12'],
  ['someone/app', 'docker.io/someone/app:latest'],
  ['docker.io/debian', 'docker.io/library/debian:latest'],
  ['docker.io/library/debian', 'docker.io/library/debian:latest'],
  ['index.docker.io/debian', 'docker.io/library/debian:latest'],
  ['registry-1.docker.io/a/b', 'docker.io/a/b:latest'],
  ['quay.example.com/acme/os:1', 'quay.example.com/acme/os:1'],
  ['Quay.Example.com/acme/os', 'quay.example.com/acme/os:latest'],
  ['localhost/os', 'localhost/os:latest'],
  ['localhost:5000/os', 'localhost:5000/os:latest'],
  ['127.0.0.1:5000/a/b/c:x', '127.0.0.1:5000/a/b/c:x'],
  ['[::1]:5000/os:1', '[::1]:5000/os:1'],
  ['[::1]/os', '[::1]/os:latest'],
  ['host.example/a.b_c__d-e---f/g:Tag_1.2-3', 'host.example/a.b_c__d-e---f/g:Tag_1.2-3'],
  [`debian@${sha256}`, `docker.io/library/debian@${sha256}`],
  [`host.example:1/a:t@${sha256}`, `host.example:1/a:t@${sha256}`],
  [`host.example/a@${sha512}`, `host.example/a@${sha512}`],
])('%s is %s', (text, whole) => {
  const name = parseRegistryName(text);
  expect(renderRegistryName(name)).toBe(whole);
  expect(parseRegistryName(whole)).toEqual(name);
});

test('the parts of a name', () => {
  expect(parseRegistryName(`localhost:5000/acme/os:1@${sha256}`)).toEqual({
    registry: 'localhost:5000',
    repository: 'acme/os',
    tag: '1',
    digest: sha256,
  });
  expect(parseRegistryName(`os@${sha256}`)).toEqual({
    registry: 'docker.io',
    repository: 'library/os',
    digest: sha256,
  });
});

describe('no name of an image in a registry', () => {
  test.each([
    ['', /a step of its name is empty/],
    ['quay.example.com/', /a step of its name is empty/],
    ['/os', /a step of its name is empty/],
    ['a//b', /a step of its name is empty/],
    ['acme/OS', /"OS" has capitals/],
    ['quay.example.com/acme/../os', /"\.\." is not a step/],
    ['acme/os:', /its tag is empty/],
    ['acme/os:.x', /"\.x" is not a tag/],
    [`acme/os:${'x'.repeat(129)}`, /is not a tag/],
    ['acme/os@sha256:0f', /not a digest/],
    [`acme/os@md5:${'0f'.repeat(16)}`, /not a digest/],
    [`acme/os@${sha256.toUpperCase()}`, /not a digest/],
    [`acme/os@${sha256}@${sha256}`, /more than one "@"/],
    ['-host.example/os', /not a host/],
    ['host.example:port/os', /not a host/],
    ['HOST/os', /^.*"HOST" is a host only by its capitals$/],
    ['host.example:123456/os', /not a host/],
    ['user:secret@host.example/os', /^the name of the image has something before its registry, up to "@"$/],
    ['us@r:secret@host.example/os', /^the name of the image has something before its registry, up to "@"$/],
    ['host.example/os?x=1', /not a step/],
    ['host.example/o s', /not a step/],
    [`host.example/${'a/'.repeat(130)}b`, /longer than 255/],
    ['x'.repeat(2000), /longer than 1024/],
  ])('%s', (text, message) => {
    expect(outcomeOf(() => parseRegistryName(text))).toEqual({
      fault: 'reference/registry-name',
      message: expect.stringMatching(message),
    });
  });
});

test('docker.io answers at another host than it is called', () => {
  expect(registryHost('docker.io')).toBe('registry-1.docker.io');
  expect(registryHost('localhost:5000')).toBe('localhost:5000');
});

test('any text is a name that renders to itself, or a fault', () => {
  const part = fc.stringMatching(/^[a-zA-Z0-9._:@/[\]-]{0,40}$/);
  fc.assert(
    fc.property(fc.oneof(part, fc.string()), (text) => {
      const outcome = outcomeOf(() => parseRegistryName(text));
      if ('value' in outcome) expect(parseRegistryName(renderRegistryName(outcome.value))).toEqual(outcome.value);
      else expect(outcome.fault).toBe('reference/registry-name');
    }),
    { numRuns: Math.max(2000, Number(process.env.FUZZ_RUNS ?? 0)) },
  );
});
