import { installDebugLog } from '@bootwright/core';
import { afterEach, expect, test } from 'vitest';
import { debuggedRequest } from './debugged-request.ts';
import type { HttpRequest, HttpResponse } from './http-exchange.ts';

let end: () => void = () => undefined;
afterEach(() => end());

async function linesOf(request: HttpRequest, send: () => Promise<HttpResponse>): Promise<readonly string[]> {
  const lines: string[] = [];
  end = installDebugLog(['registry'], (line) => lines.push(line));
  await debuggedRequest(request, send).catch(() => undefined);
  return lines.map((line) => line.replace(/\d+ ms/, 'N ms'));
}

const url = new URL('https://user:hunter2@r.example/v2/a/blobs/1?token=hunter2&ns=docker.io');
const response: HttpResponse = {
  url,
  status: 307,
  headers: { location: 'https://cdn.example/b?X-Amz-Signature=hunter2', 'set-cookie': ['a=hunter2'] },
  body: async function* () {
    yield Buffer.from('hunter2');
  },
  drop: () => undefined,
};

test('a request and its response are written without credentials and bodies', async () => {
  const headers = { accept: 'a/b', authorization: 'Bearer hunter2' };
  expect(await linesOf({ url, headers }, async () => response)).toEqual([
    'debug registry: GET https://***@r.example/v2/a/blobs/1?token=***&ns=docker.io [accept: a/b, authorization: ***]',
    'debug registry: GET https://***@r.example/v2/a/blobs/1?token=***&ns=docker.io → 307 after N ms [location: https://cdn.example/b?X-Amz-Signature=***, set-cookie: ***]',
  ]);
});

test('a form is written without its credentials, and an error without those that it quotes', async () => {
  const form = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'hunter2' });
  const fails = async () => {
    throw new Error('no way to https://user:hunter2@r.example/');
  };
  expect(await linesOf({ url: new URL('https://auth.example/token'), form }, fails)).toEqual([
    'debug registry: POST https://auth.example/token [] grant_type=refresh_token&refresh_token=***',
    'debug registry: POST https://auth.example/token failed after N ms: Error: no way to https://***@r.example/',
  ]);
});
