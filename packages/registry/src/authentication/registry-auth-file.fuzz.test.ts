import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { findRegistryCredentials, parseRegistryAuthFile } from './registry-auth-file.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 300);
const login = Buffer.from('me:s3cret').toString('base64');
const sound = JSON.stringify({
  auths: {
    'registry.example.com/acme': { auth: login },
    'https://index.docker.io/v1/': { identitytoken: 's3cret' },
    'other.example.com': { username: 'me', password: 's3cret' },
  },
  credHelpers: { 'helped.example.com': 'vault' },
  credsStore: 'store',
});

/** A fault shows nothing of the file but keys. */
function use(text: string): void {
  const outcome = outcomeOf(() => {
    const file = parseRegistryAuthFile(text, '/run/auth.json');
    return ['registry.example.com', 'docker.io', 'helped.example.com', '__proto__'].map((registry) => {
      return findRegistryCredentials(file, registry, 'acme/os').length;
    });
  });
  if ('value' in outcome) expect(Math.max(...outcome.value)).toBeLessThanOrEqual(2);
  else expect(outcome).toMatchObject({ fault: 'registry/auth-file', message: expect.not.stringContaining('s3cret') });
}

test('a few changes to a sound login file give logins or a fault', () => {
  const letter = fc.oneof(fc.constantFrom('"', '{', '}', '[', ':', ',', 'null', '1', '\\', '\u0000'), fc.string());
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

test('any JSON as a part of a login file gives logins or a fault', () => {
  const part = fc.constantFrom('auths', 'credHelpers', 'credsStore', '__proto__');
  fc.assert(
    fc.property(fc.dictionary(part, fc.jsonValue({ maxDepth: 5 })), (value) => use(JSON.stringify(value))),
    { numRuns },
  );
});
