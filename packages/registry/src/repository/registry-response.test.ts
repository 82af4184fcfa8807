import { expect, test } from 'vitest';
import { registryErrorCodes, responseFault } from './registry-response.ts';

test.each([
  ['one error', '{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}', ['MANIFEST_UNKNOWN']],
  ['equal errors', '{"errors":[{"code":"DENIED"},{"code":"DENIED"},{"code":"UNKNOWN"}]}', ['DENIED', 'UNKNOWN']],
  ['a code of its own', '{"errors":[{"code":"HUNTER2"}]}', []],
  ['other forms', '{"errors":[1,null,"DENIED",{"code":1}]}', []],
  ['no list', '{"errors":{"code":"DENIED"}}', []],
  ['null', 'null', []],
  ['a page', '<html>DENIED</html>', []],
])('error codes in an response with %s', (_, text, expected) => {
  expect(registryErrorCodes(text)).toEqual(expected);
});

const asked = { server: 'r.example', what: 'the image r.example/acme/os:1', codes: [], registry: 'r.example' };

test.each([
  [{ status: 401 }, 'registry/denied', 'r.example refuses the image r.example/acme/os:1 without a login (401)'],
  [
    { status: 403, codes: ['DENIED'], loginFrom: '/run/auth.json' },
    'registry/denied',
    'r.example refuses the image r.example/acme/os:1 with the login of /run/auth.json (403 DENIED)',
  ],
  [
    { status: 404, codes: ['NAME_UNKNOWN', 'UNKNOWN'] },
    'registry/not-found',
    'r.example does not have the image r.example/acme/os:1 (404 NAME_UNKNOWN, UNKNOWN)',
  ],
  [
    { status: 429 },
    'registry/too-many-requests',
    'r.example wants fewer requests than the image r.example/acme/os:1 needs (429)',
  ],
  [
    { status: 503 },
    'registry/unavailable',
    'r.example fails to give the image r.example/acme/os:1, more often than is retried (503)',
  ],
  [{ status: 418 }, 'registry/response', 'r.example answers 418 when asked for the image r.example/acme/os:1'],
])('what a user is told of %j', (given, code, message) => {
  const fault = responseFault({ ...asked, ...given });
  expect([fault.code, fault.message]).toEqual([code, message]);
  expect(fault.hint).toMatch(/\S/);
});
