import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { findRegistryCredentials, parseRegistryAuthFile } from './registry-auth-file.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const login = (name: string) => ({ auth: base64(`${name}:pw-${name}`) });
const password = (name: string) => ({
  kind: 'credentials',
  credentials: { kind: 'password', username: name, password: `pw-${name}` },
});
const helper = (name: string, server: string) => ({ kind: 'helper', helper: name, server });

const found = (content: unknown, name: string) => {
  const [registry = '', ...steps] = name.split('/');
  const file = parseRegistryAuthFile(JSON.stringify(content), 'auth.json');
  return findRegistryCredentials(file, registry, steps.join('/'));
};

describe('the login of a name', () => {
  const namespaced = {
    auths: { 'host.example': login('host'), 'host.example/acme': login('acme'), 'host.example/acme/os': login('os') },
  };
  const urls = {
    auths: {
      'https://index.docker.io/v1/': login('hub'),
      'https://host.example': login('host'),
      'http://v2.example/v2/': login('v2'),
    },
  };
  const helpers = {
    auths: { 'host.example': login('old'), 'other.example': {} },
    credHelpers: { 'host.example': 'gcloud', 'docker.io': 'hub' },
    credsStore: 'desktop',
  };
  test.each<readonly [string, unknown, string, readonly unknown[]]>([
    ['of the image itself', namespaced, 'host.example/acme/os', [password('os')]],
    ['of its namespace', namespaced, 'host.example/acme/app', [password('acme')]],
    ['of its registry', namespaced, 'host.example/other/os', [password('host')]],
    ['not of a longer name', namespaced, 'host.example/acmeos/os', [password('host')]],
    ['not of another registry', namespaced, 'elsewhere.example/acme/os', []],
    ['not of another port', namespaced, 'host.example:5000/acme/os', []],
    ['not of a longer host', namespaced, 'host.example.org/acme/os', []],
    ['under an old URL', urls, 'host.example/a', [password('host')]],
    ['under an old URL with a version', urls, 'v2.example/a', [password('v2')]],
    ['of docker.io under its old URL', urls, 'docker.io/library/debian', [password('hub')]],
    ['by the helper of its registry alone', helpers, 'host.example/a', [helper('gcloud', 'host.example')]],
    ['of docker.io by its helper', helpers, 'docker.io/a/b', [helper('hub', 'https://index.docker.io/v1/')]],
    ['by the store', helpers, 'other.example/a', [helper('desktop', 'other.example')]],
    [
      'by the store, then the entry',
      { auths: { 'host.example': login('host') }, credsStore: 'pass' },
      'host.example/a',
      [helper('pass', 'host.example'), password('host')],
    ],
    [
      'with colons and letters of any language in the password',
      { auths: { h: { auth: base64('me:a:b:ß\0\0') } } },
      'h/a',
      [{ kind: 'credentials', credentials: { kind: 'password', username: 'me', password: 'a:b:ß' } }],
    ],
    [
      'in plain words',
      { auths: { h: { username: 'me', password: 'x' } } },
      'h/a',
      [{ kind: 'credentials', credentials: { kind: 'password', username: 'me', password: 'x' } }],
    ],
    [
      'as an identity token',
      { auths: { h: { auth: base64('00000000:'), identitytoken: 'refresh' } } },
      'h/a',
      [{ kind: 'credentials', credentials: { kind: 'identity-token', token: 'refresh' } }],
    ],
    [
      'as a token for the registry',
      { auths: { h: { registrytoken: 'bearer' } } },
      'h/a',
      [{ kind: 'credentials', credentials: { kind: 'registry-token', token: 'bearer' } }],
    ],
    ['in an empty entry', { auths: { h: {} } }, 'h/a', []],
    ['among null', { auths: null, credHelpers: null, credsStore: null }, 'h/a', []],
    ['among other settings', { HttpHeaders: { x: 'y' }, detachKeys: 'z', credsStore: '' }, 'h/a', []],
  ])('%s', (_, content, name, expected) => {
    expect(found(content, name)).toEqual(expected);
  });
});

test('an empty file has no logins', () => {
  expect(parseRegistryAuthFile(' \n', 'f')).toEqual({ credentials: new Map(), helpers: new Map() });
});

describe('a broken login file is a fault that does not quote it', () => {
  const secret = 'aHVudGVyMjpodW50ZXIy';
  test.each([
    ['no JSON', `{"auths": {"h": {"auth": "${secret}`, /it is not valid JSON/],
    ['a list', `["${secret}"]`, /it is not an object/],
    ['auths a text', `{"auths": "${secret}"}`, /"auths" is not an object/],
    ['an entry a text', `{"auths": {"h": "${secret}"}}`, /an entry of "auths" is not an object/],
    ['auth a list', `{"auths": {"h": {"auth": ["${secret}"]}}}`, /"auth" of an entry is not a string/],
    ['auth no base64', `{"auths": {"h": {"auth": "${secret}!"}}}`, /"auth" of "h" is not USER:PASSWORD in base64/],
    ['auth without a user', `{"auths": {"h": {"auth": "${base64('secret')}"}}}`, /is not USER:PASSWORD in base64/],
    ['a helper with a path', '{"credHelpers": {"h": "../../bin/sh"}}', /"credHelpers" has an invalid program name/],
    ['a helper that is an option', '{"credsStore": "-x"}', /"credsStore" has an invalid program name/],
    ['nested deeply', '['.repeat(100_000), /it is not valid JSON/],
  ])('%s', (_, text, message) => {
    const outcome = outcomeOf(() => parseRegistryAuthFile(text, '/home/me/auth.json'));
    expect(outcome).toEqual({ fault: 'registry/auth-file', message: expect.stringMatching(message) });
    expect(JSON.stringify(outcome)).not.toMatch(/aHVud|hunter|c2Vjcm/);
  });
});

test('any JSON is a login file or a fault', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (entry, helpers) => {
      const text = JSON.stringify({ auths: { h: entry, '': entry }, credHelpers: helpers });
      const outcome = outcomeOf(() => parseRegistryAuthFile(text, 'f'));
      if ('fault' in outcome) expect(outcome.fault).toBe('registry/auth-file');
      else findRegistryCredentials(outcome.value, 'h', 'a/b');
    }),
  );
});
