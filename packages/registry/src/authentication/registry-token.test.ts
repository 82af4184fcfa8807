import { describe, expect, test } from 'vitest';
import { parseChallenges } from './authentication-challenge.ts';
import { chooseAuthentication, parseTokenResponse, tokenScope } from './registry-token.ts';

describe('of what a registry offers', () => {
  const own = 'repository:acme/os:pull';
  test.each<readonly [string, string, unknown]>([
    [
      'a bearer token',
      'Bearer realm="r",service="s"',
      { kind: 'bearer', request: { realm: 'r', service: 's', scope: own } },
    ],
    ['a token of no service', 'Bearer realm="r"', { kind: 'bearer', request: { realm: 'r', scope: own } }],
    ['a password', 'Basic realm="r"', { kind: 'basic' }],
    ['the first of two', 'Basic realm="b", Bearer realm="r"', { kind: 'basic' }],
    [
      'the one that is known',
      'Negotiate, Digest realm="d", Bearer realm="r"',
      { kind: 'bearer', request: { realm: 'r', scope: own } },
    ],
    ['the one that says where', 'Bearer service="s", Basic realm="b"', { kind: 'basic' }],
    ['nothing that is known', 'Negotiate', undefined],
    ['nothing', '', undefined],
  ])('%s is chosen', (_, header, expected) => {
    expect(chooseAuthentication(parseChallenges(header), 'acme/os')).toEqual(expected);
  });
});

test.each([
  [undefined, 'repository:a:pull'],
  ['', 'repository:a:pull'],
  ['aws', 'aws'],
  ['repository:b/c:pull', 'repository:b/c:pull'],
  ['repository:a:pull repository:b:pull', 'repository:a:pull repository:b:pull'],
  ['repository:a:pull,push', 'repository:a:pull'],
  ['repository:a:*', 'repository:a:pull'],
  ['repository:a:pull repository:b:delete', 'repository:a:pull'],
  ['registry:catalog:*', 'repository:a:pull'],
])('a scope of %s becomes %s', (named, expected) => {
  expect(tokenScope(named, 'a')).toBe(expected);
});

test.each<readonly [string, string, unknown]>([
  ['a token', '{"token": "t", "expires_in": 300}', { token: 't', expiresAt: 1000 + 290_000 }],
  ['a token of OAuth 2', '{"access_token": "t"}', { token: 't', expiresAt: 1000 + 50_000 }],
  ['both', '{"token": "t", "access_token": "a"}', { token: 't', expiresAt: 51_000 }],
  ['one of both', '{"token": "", "access_token": "a"}', { token: 'a', expiresAt: 51_000 }],
  ['a very short one', '{"token": "t", "expires_in": 1}', { token: 't', expiresAt: 51_000 }],
  ['one for ever', '{"token": "t", "expires_in": 1e300}', { token: 't', expiresAt: 1000 + 86_390_000 }],
  ['a strange time', '{"token": "t", "expires_in": "60"}', { token: 't', expiresAt: 51_000 }],
  ['a number', '{"token": 1}', undefined],
  ['a header of its own', '{"token": "t\\r\\nX-Other: 1"}', undefined],
  ['no token', '{}', undefined],
  ['null', 'null', undefined],
  ['no JSON', '<html>', undefined],
])('a response with %s', (_, text, expected) => {
  expect(parseTokenResponse(text, 1000)).toEqual(expected);
});
