import { expect, test } from 'vitest';
import { isTokenHost } from './token-host.ts';

const verified = { tlsVerify: true, named: [] };
const unverified = { tlsVerify: false, named: [] };
test.each<
  readonly [string, string, string, { readonly tlsVerify: boolean; readonly named: readonly string[] }, boolean]
>([
  ["Docker's", 'https://registry-1.docker.io/', 'https://auth.docker.io/token', verified, true],
  ['the own host', 'https://quay.io/', 'https://quay.io/v2/auth', verified, true],
  [
    'the own host at another port',
    'https://registry.example.com:5000/',
    'https://registry.example.com/token',
    verified,
    true,
  ],
  ['the own host over plain HTTP', 'http://10.0.0.1:5000/', 'http://10.0.0.1:5001/token', unverified, true],
  ['the parent domain', 'https://registry.gitlab.com/', 'https://gitlab.com/jwt/auth', verified, true],
  ['another host', 'https://registry.example.com/', 'https://evil.example.net/', verified, false],
  ['a host that ends alike', 'https://registry.example.com/', 'https://evilexample.com/', verified, false],
  ['a top domain', 'https://quay.io/', 'https://evil.io/', verified, false],
  ['a shared suffix', 'https://example.co.uk/', 'https://evil.co.uk/', verified, false],
  ['a domain below a shared suffix', 'https://registry.example.co.uk/', 'https://auth.example.co.uk/', verified, true],
  ['the parent domain, not verified', 'https://registry.example.com/', 'https://auth.example.com/', unverified, false],
  ['the parent domain over plain HTTP', 'https://registry.example.com/', 'http://auth.example.com/', verified, false],
  ['a link-local address', 'https://registry.example.com/', 'http://169.254.169.254/', unverified, false],
  ['a link-local address, verified', 'https://registry.example.com/', 'https://169.254.169.254/', verified, false],
  ['loopback', 'https://registry.example.com/', 'http://localhost/', unverified, false],
  ['another address', 'https://10.0.0.1/', 'https://20.0.0.1/', verified, false],
  [
    'a private name of the parent domain',
    'https://registry.corp.internal/',
    'https://auth.corp.internal/',
    verified,
    false,
  ],
  [
    'a host that is named',
    'https://registry.example.com/',
    'https://sso.example.net/',
    { ...verified, named: ['SSO.example.net'] },
    true,
  ],
  [
    'a host that is named with its port',
    'https://registry.example.com/',
    'https://sso.example.net:8443/',
    { ...verified, named: ['sso.example.net:8443'] },
    true,
  ],
  [
    'another port of a named one',
    'https://registry.example.com/',
    'https://sso.example.net/',
    { ...verified, named: ['sso.example.net:8443'] },
    false,
  ],
  [
    'an address that is named',
    'https://registry.example.com/',
    'http://10.0.0.1/',
    { ...unverified, named: ['10.0.0.1'] },
    true,
  ],
])('%s', (_, registry, realm, hosts, expected) => {
  expect(isTokenHost(new URL(realm), { registry: new URL(registry), ...hosts })).toBe(expected);
});
