import { parseRegistryName } from '@bootwright/container-facts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { imageSources } from './image-sources.ts';
import { parseRegistriesConf } from './registries-conf.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 300);
const parse = (text: string, isDropIn = false) => parseRegistriesConf(text, { file: '/etc/x.conf', isDropIn });

test('the entries of a file, where podman searches, and keys without effect', () => {
  const text = `
unqualified-search-registries = ["quay.io", "localhost:5000"]
[[registry]]
prefix = "Registry.example.com/Acme/"
location = "moved.example.com:0443"
insecur = true
[[registry.mirror]]
location = "127.1/x"
`;
  expect(parse(text)).toEqual({
    entries: [
      {
        prefix: 'registry.example.com/Acme',
        location: 'moved.example.com:443',
        insecure: false,
        blocked: false,
        mirrors: [{ location: '127.0.0.1/x', insecure: false, pulls: 'all' }],
      },
    ],
    searched: ['quay.io', 'localhost:5000'],
    notices: [
      {
        code: 'registry/unknown-key',
        message: '[[registry]] in /etc/x.conf has the key "insecur", which has no effect',
        at: { document: 'registries.conf', file: '/etc/x.conf' },
        hint: 'did you mean insecure?',
      },
    ],
  });
});

describe('a file that is broken', () => {
  test.each<readonly [string, string]>([
    ['registry = [', 'it is not valid TOML: unfinished array'],
    ['[[registry]]', 'a [[registry]] has neither "prefix" nor "location"'],
    ['[[registry]]\nlocation = 1', 'location must be a string, not the number 1'],
    ['[[registry]]\nlocation = "a"\nblocked = "yes"', 'blocked must be true or false, not the string "yes"'],
    ['[[registry]]\nlocation = "a"\nblocked = true\nBlocked = false', '[[registry]] has "blocked" in several cases'],
    ['[[registry]]\nlocation = "a"\n[[registry.mirror]]\n', 'a [[registry.mirror]] has no "location"'],
    [
      '[[registry]]\nlocation = "a"\n[[registry.mirror]]\nlocation = "b"\npull-from-mirror = "x"',
      'pull-from-mirror must be "all", "digest-only" or "tag-only", not "x"',
    ],
    ['registry = 1', 'registry must be a list, not the number 1'],
    ['registry = [1]', 'registry[0] must be a table, not the number 1'],
    ['[registries.search]\nregistries = 1', 'registries must be a list, not the number 1'],
  ])('%s', (text, why) => {
    expect(outcomeOf(() => parse(text))).toEqual({
      fault: 'registry/registries-conf',
      message: `/etc/x.conf cannot be used: ${why}`,
    });
  });
});

test.each([
  ['[registries.search]\nregistries = ["quay.io"]', ['registry/version-1']],
  ['unqualified-search-registries = ["quay.io"]', []],
])('%j has the notices %j', (text, expected) => {
  expect(parse(text).notices.map(({ code }) => code)).toEqual(expected);
});

test('a drop-in file of version 1', () => {
  expect(outcomeOf(() => parse('[registries.block]\nregistries = ["a"]', true))).toEqual({
    fault: 'registry/registries-conf',
    message: '/etc/x.conf cannot be used: a drop-in file must be of version 2, without [registries.…]',
  });
});

describe('any text is a file or a fault', () => {
  const sound = `unqualified-search-registries = ["quay.io"]
short-name-mode = "permissive"
[[registry]]
prefix = "*.example.com"
location = "moved.example.com/x"
insecure = true
blocked = false
[[registry.mirror]]
location = "[::1]:5000/m"
pull-from-mirror = "digest-only"
[aliases]
os = "registry.example.com/acme/os"
`;
  const name = parseRegistryName('registry.example.com/acme/os:1');
  const use = (text: string) =>
    outcomeOf(() => {
      const { entries, notices } = parse(text);
      expect(notices.length).toBeLessThanOrEqual(101);
      return imageSources(name, entries, parseRegistryName);
    });

  test('the sound one is read', () => {
    expect(use(sound)).toMatchObject({ value: { own: { insecure: true }, mirrors: [], notices: [] } });
  });

  test('of words and letters', () => {
    const words = [
      '[',
      ']',
      '[[registry]]\n',
      '=',
      '"',
      'location',
      'prefix',
      '"*."',
      '"a"',
      'true',
      '\n',
      '[registries.block]',
      '{',
      '__proto__',
      '1',
      '.',
      ':',
    ];
    const text = fc.array(fc.oneof(fc.constantFrom(...words), fc.string()), { maxLength: 30 });
    fc.assert(
      fc.property(text, (parts) => void use(parts.join(''))),
      { numRuns },
    );
  });

  test('with a few changes to a sound one', () => {
    const letter = fc.oneof(
      fc.constantFrom('"', '[', ']', '*', '.', ':', '/', '@', '\n', '=', '-', '0', '\u0000'),
      fc.string({ maxLength: 3 }),
    );
    const changes = fc.array(fc.tuple(fc.nat(sound.length - 1), letter), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(changes, (list) => {
        let text = sound;
        for (const [index, put] of list) text = text.slice(0, index) + put + text.slice(index + 1);
        use(text);
      }),
      { numRuns },
    );
  });
});
