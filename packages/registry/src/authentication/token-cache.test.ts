import { expect, test } from 'vitest';
import { TokenCache } from './token-cache.ts';

const request = { realm: 'https://auth.example/token', scope: 'repository:a:pull' };

/** A keeper whose tokens are numbered, each for so many milliseconds. */
function keeper(milliseconds: number) {
  const requests: string[] = [];
  const fetch = async ({ scope }: { readonly scope: string }) => {
    requests.push(scope);
    const token = `t${requests.length}`;
    await Promise.resolve();
    return { token, expiresAt: Date.now() + milliseconds };
  };
  return { keeper: new TokenCache(fetch), requests };
}

test('requests at one time share a token', async () => {
  const { keeper: kept, requests } = keeper(1000);
  expect(await Promise.all([kept.token(request), kept.token(request)])).toEqual(['t1', 't1']);
  expect(await kept.token(request)).toBe('t1');
  expect(requests).toEqual(['repository:a:pull']);
});

test('each scope, service and realm has its own', async () => {
  const { keeper: kept } = keeper(1000);
  const others = [request, { ...request, scope: 'b' }, { ...request, service: 's' }, { ...request, realm: 'r' }];
  expect(await Promise.all(others.map((other) => kept.token(other)))).toEqual(['t1', 't2', 't3', 't4']);
});

test('one that has expired is requested again', async () => {
  const { keeper: kept } = keeper(-1);
  expect([await kept.token(request), await kept.token(request)]).toEqual(['t1', 't2']);
});

test('one that is no longer accepted is requested again, once', async () => {
  const { keeper: kept } = keeper(1000);
  await kept.token(request);
  kept.forget(request, 't1');
  expect(await kept.token(request)).toBe('t2');
  kept.forget(request, 't1');
  expect(await kept.token(request)).toBe('t2');
});

test('a failure reaches all who wait, and is not cached', async () => {
  let asked = 0;
  const kept = new TokenCache(async () => {
    asked += 1;
    if (asked === 1) throw new Error('no');
    return { token: 't', expiresAt: Number.POSITIVE_INFINITY };
  });
  const both = await Promise.allSettled([kept.token(request), kept.token(request)]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await kept.token(request)).toBe('t');
});
