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
])('error codes in a response with %s', (_, text, expected) => {
  expect(registryErrorCodes(text)).toEqual(expected);
});

const asked = { server: 'r.example', what: 'the image r.example/acme/os:1', codes: [], registry: 'r.example' };

test.each([
  [
    { status: 401 },
    'registry/denied',
    'r.example denies access to the image r.example/acme/os:1 without a login (401)',
  ],
  [
    { status: 403, codes: ['DENIED'], loginFrom: '/run/auth.json' },
    'registry/denied',
    'r.example denies access to the image r.example/acme/os:1 with the login from /run/auth.json (403 DENIED)',
  ],
  [
    { status: 404, codes: ['NAME_UNKNOWN', 'UNKNOWN'] },
    'registry/not-found',
    'r.example does not have the image r.example/acme/os:1 (404 NAME_UNKNOWN, UNKNOWN)',
  ],
  [
    { status: 429 },
    'registry/too-many-requests',
    'r.example limits requests, and rejected the one for the image r.example/acme/os:1 (429)',
  ],
  [
    { status: 503 },
    'registry/unavailable',
    'r.example cannot serve the image r.example/acme/os:1, and retries are used up (503)',
  ],
  [{ status: 418 }, 'registry/answer', 'r.example responded 418 to the request for the image r.example/acme/os:1'],
])('the fault of %j', (given, code, message) => {
  const fault = responseFault({ ...asked, ...given });
  expect([fault.code, fault.message]).toEqual([code, message]);
  expect(fault.hint).toMatch(/\S/);
});
