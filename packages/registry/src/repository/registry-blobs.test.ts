import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { settled } from '../../../core/testing/async-outcome.ts';
import { selfSigned } from '../../../uki/testing/self-signed.ts';
import { expectNoSecret } from '../../testing/expect-no-secret.ts';
import type { Failure, RegistryAuth, RegistrySettings, RunningRegistry } from '../../testing/registry-server.ts';
import { withRegistry } from '../../testing/registry-server.ts';
import type { RegistryCredentials } from '../authentication/registry-credentials.ts';
import { HttpClient } from '../http/http-client.ts';
import { registryBlobs } from './registry-blobs.ts';
import { RegistrySession } from './registry-session.ts';

const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7919) >> 3));
const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const repository = 'acme/os';
const content = { blob: (asked: string) => (asked === digest ? bytes : undefined), manifest: () => undefined };
const policy = {
  silenceMilliseconds: 10_000,
  retries: 3,
  firstPauseMilliseconds: 2,
  longestPauseMilliseconds: 1500,
};
const password: RegistryCredentials = { kind: 'password', username: 'me', password: 'p:s3cret' };

interface Asking {
  readonly credentials?: RegistryCredentials;
  readonly tlsVerify?: boolean;
  readonly signal?: AbortSignal;
  readonly silenceMilliseconds?: number;
  /** Ends this blob alone. */
  readonly blobSignal?: AbortSignal;
  readonly blob?: { readonly digest: string; readonly size: number };
}

/** The blob as it comes from the registry at `host`. */
async function readFrom(host: string, asking: Asking = {}): Promise<Buffer> {
  const { credentials, tlsVerify = false, signal, silenceMilliseconds = policy.silenceMilliseconds } = asking;
  const given = signal === undefined ? {} : { signal };
  const client = new HttpClient({ tlsVerify, silenceMilliseconds, ...given });
  const login = credentials === undefined ? undefined : { credentials, from: '/run/auth.json' };
  const session = new RegistrySession(
    { registry: host, repository },
    { client, policy, tlsVerify, tokenHosts: [], findLogin: () => Promise.resolve(login), ...given },
  );
  const store = registryBlobs({ session, policy, isManifest: () => false, ...given });
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of store.open(asking.blob ?? { digest, size: bytes.length }, asking.blobSignal))
      pieces.push(piece);
  } finally {
    client.close();
  }
  return Buffer.concat(pieces);
}

const served = <T>(settings: Partial<RegistrySettings>, use: (registry: RunningRegistry) => Promise<T>) =>
  withRegistry(content, { repository, ...settings }, use);

const first = (failure: Failure) => (_: unknown, count: number) => (count === 0 ? failure : undefined);
const ranges = ({ requests }: RunningRegistry) => requests.map(({ headers }) => headers.range ?? 'whole');

describe('a blob comes whole', () => {
  test.each<readonly [string, RegistrySettings['failure'], readonly string[]]>([
    ['at once', undefined, ['whole']],
    ['after a broken connection', first({ kind: 'break', after: 100_000 }), ['whole', 'bytes=100000-']],
    [
      'after several, more than are retried without anything new',
      (_, count) => (count < 6 ? { kind: 'break', after: 40_000 } : undefined),
      ['whole', ...[40, 80, 120, 160, 200, 240].map((start) => `bytes=${start}000-`)],
    ],
    ['after a response that ends early', first({ kind: 'short', after: 1000 }), ['whole', 'bytes=1000-']],
    ['after a connection that broke before', first({ kind: 'break', after: 0 }), ['whole', 'whole']],
    [
      'from a server that knows no ranges',
      (_, count) => (count === 0 ? { kind: 'break', after: 100_000 } : { kind: 'no-range' }),
      ['whole', 'bytes=100000-'],
    ],
    [
      'from a server that rejects ranges',
      (request, count) => {
        if (count === 0) return { kind: 'break', after: 100_000 };
        return request.headers.range === undefined ? undefined : { kind: 'status', status: 416 };
      },
      ['whole', 'bytes=100000-', 'whole'],
    ],
    [
      'from a server that fails twice',
      (_, count) => (count < 2 ? { kind: 'status', status: 500 + count * 3 } : undefined),
      ['whole', 'whole', 'whole'],
    ],
    [
      'from a server that knows no ranges and breaks twice',
      (_, count) => (count < 2 ? { kind: 'break', after: 100_000 + count * 50_000 } : { kind: 'no-range' }),
      ['whole', 'bytes=100000-', 'bytes=250000-'],
    ],
  ])('%s', async (_, failure, asked) => {
    await served(failure === undefined ? {} : { failure }, async (registry) => {
      expect((await readFrom(registry.host)).equals(bytes)).toBe(true);
      expect(ranges(registry)).toEqual(asked);
    });
  });

  test.each<readonly [string, Failure, string]>([
    ['in it', { kind: 'silence', after: 1000 }, 'bytes=1000-'],
    ['before it', { kind: 'silence' }, 'whole'],
  ])('after a server fell silent %s', async (_, failure, second) => {
    await served({ failure: first(failure) }, async (registry) => {
      const blob = await readFrom(registry.host, { silenceMilliseconds: 500 });
      expect(blob.equals(bytes)).toBe(true);
      expect(ranges(registry)).toEqual(['whole', second]);
    });
  });

  test('after as long as a busy registry asks for', async () => {
    const failure = first({ kind: 'status', status: 429, headers: { 'retry-after': '1' } });
    await served({ failure }, async (registry) => {
      const started = performance.now();
      expect((await readFrom(registry.host)).equals(bytes)).toBe(true);
      expect(performance.now() - started).toBeGreaterThan(950);
    });
  });

  test('over TLS with a certificate that nobody signed, where that is allowed', async () => {
    await served({ tls: selfSigned() }, async ({ host }) => {
      expect((await readFrom(host)).equals(bytes)).toBe(true);
      const outcome = await settled(readFrom(host, { tlsVerify: true }));
      expect(outcome).toMatchObject({
        fault: {
          code: 'registry/certificate',
          message: `the certificate of ${host} is not trusted: DEPTH_ZERO_SELF_SIGNED_CERT`,
        },
      });
    });
  });
});

describe('a blob that does not come is a fault', () => {
  test.each<readonly [string, Failure, string, RegExp]>([
    ['lost', { kind: 'status', status: 404 }, 'registry/not-found', /does not have the blob sha256:/],
    ['forbidden', { kind: 'status', status: 403 }, 'registry/denied', /without a login \(403\)/],
    ['always failing', { kind: 'status', status: 503 }, 'registry/unavailable', /\(503\)/],
    ['always busy', { kind: 'status', status: 429 }, 'registry/too-many-requests', /\(429\)/],
    [
      'busy for an hour',
      { kind: 'status', status: 429, headers: { 'retry-after': '3600' } },
      'registry/too-many-requests',
      /\(429\)/,
    ],
    ['of another kind', { kind: 'status', status: 418 }, 'registry/answer', /responded 418/],
    ['always broken before anything comes', { kind: 'break', after: 0 }, 'registry/connection', /broke/],
    ['too long', { kind: 'long' }, 'registry/blob-size', /more than the 300000 bytes/],
    ['empty', { kind: 'short', after: 0 }, 'registry/blob-size', /fewer than the 300000 bytes/],
    ['redirected nowhere', { kind: 'status', status: 302 }, 'registry/redirect', /names no location/],
    ['redirected to no URL', { kind: 'redirect', to: 'http://[' }, 'registry/redirect', /not a URL/],
    ['redirected to a file', { kind: 'redirect', to: 'file:///etc/passwd' }, 'registry/redirect', /scheme file:/],
    [
      'redirected in a circle',
      { kind: 'redirect', to: `/v2/acme/os/blobs/${digest}` },
      'registry/redirect',
      /10 redirects/,
    ],
    [
      'in a response that repeats secrets',
      { kind: 'status', status: 400, body: '{"errors":[{"code":"S3CRET","message":"s3cret"}]}' },
      'registry/answer',
      /responded 400 to/,
    ],
    [
      'another part than was asked for',
      { kind: 'status', status: 206, headers: { 'content-range': 'bytes 5-10/300000' }, body: 'x' },
      'registry/range',
      /another range/,
    ],
  ])('%s', async (_, failure, code, message) => {
    await served({ failure: () => failure }, async ({ host }) => {
      const outcome = await settled(readFrom(host));
      expect(outcome).toMatchObject({ fault: { code, message: expect.stringMatching(message) } });
      expect(outcome).toMatchObject({ fault: { hint: expect.stringMatching(/\S/) } });
      expectNoSecret(outcome);
    });
  });

  test('from a host that is silent', async () => {
    await served({ failure: () => ({ kind: 'silence' }) }, async ({ host }) => {
      const outcome = await settled(readFrom(host, { silenceMilliseconds: 100 }));
      expect(outcome).toMatchObject({
        fault: { code: 'registry/connection', message: expect.stringMatching(/no data for 0.1 s$/) },
      });
    });
  });

  test('from a host where nobody listens', async () => {
    const host = await served({}, (registry) => Promise.resolve(registry.host));
    const outcome = await settled(readFrom(host));
    expect(outcome).toMatchObject({
      fault: { code: 'registry/connection', message: `${host} does not accept connections` },
    });
  });

  test('from a host that does not exist', async () => {
    const outcome = await settled(readFrom('nowhere.invalid', { tlsVerify: true }));
    expect(outcome).toMatchObject({ fault: { code: expect.stringMatching(/registry\/(unknown-host|connection)/) } });
  });

  test('over plain HTTP, unless that is allowed', async () => {
    await served({}, async ({ host, requests }) => {
      const outcome = await settled(readFrom(host, { tlsVerify: true, credentials: password }));
      expect(outcome).toMatchObject({ fault: { code: 'registry/not-tls' } });
      expect(requests).toEqual([]);
    });
  });

  test('under a digest that cannot be checked', async () => {
    await served({}, async ({ host, requests }) => {
      const blob = { digest: '../../../../v2/other/blobs/x', size: 1 };
      expect(await settled(readFrom(host, { blob }))).toMatchObject({ fault: { code: 'image/digest' } });
      expect(requests).toEqual([]);
    });
  });
});

describe('a login', () => {
  const identity: RegistryCredentials = { kind: 'identity-token', token: 'refresh-s3cret' };
  test.each<readonly [string, RegistryAuth, RegistryCredentials | undefined]>([
    ['by password', { kind: 'basic', login: 'me:p:s3cret' }, password],
    ['by a token for anyone', { kind: 'bearer' }, undefined],
    ['by a token for a password', { kind: 'bearer', login: 'me:p:s3cret' }, password],
    ['by a token for an identity token', { kind: 'bearer', identityToken: 'refresh-s3cret' }, identity],
  ])('%s', async (_, auth, credentials) => {
    await served({ auth }, async ({ host }) => {
      const blob = await readFrom(host, credentials === undefined ? {} : { credentials });
      expect(blob.equals(bytes)).toBe(true);
    });
  });

  test('by a token that ends is renewed', async () => {
    const failure = (_: unknown, count: number): Failure | undefined =>
      count < 2 ? { kind: 'break', after: 100_000 } : undefined;
    await served({ auth: { kind: 'bearer', uses: 1 }, failure }, async ({ host, requests }) => {
      expect((await readFrom(host)).equals(bytes)).toBe(true);
      expect(requests.filter(({ path }) => path.startsWith('/token')).length).toBe(3);
    });
  });

  test('by one token serves many requests', async () => {
    const failure = (_: unknown, count: number): Failure | undefined =>
      count < 4 ? { kind: 'break', after: 50_000 } : undefined;
    await served({ auth: { kind: 'bearer' }, failure }, async ({ host, requests }) => {
      expect((await readFrom(host)).equals(bytes)).toBe(true);
      expect(requests.filter(({ path }) => path.startsWith('/token')).length).toBe(1);
    });
  });

  test.each<readonly [string, RegistryAuth, RegistryCredentials | undefined, string, RegExp]>([
    ['that lacks', { kind: 'basic', login: 'me:x' }, undefined, 'registry/denied', /without a login/],
    [
      'that is wrong',
      { kind: 'basic', login: 'me:x' },
      password,
      'registry/denied',
      /with the login from \/run\/auth.json/,
    ],
    ['that gives no token', { kind: 'bearer', login: 'me:x' }, undefined, 'registry/token', /without a login/],
    [
      'that gives no token any more',
      { kind: 'bearer', login: 'me:x' },
      password,
      'registry/login',
      /rejected the login/,
    ],
    ['by a token without use', { kind: 'bearer', uses: 0 }, undefined, 'registry/denied', /without a login/],
    ['at no service', { kind: 'bearer', realm: 'ftp://x/' }, password, 'registry/token', /not an HTTP URL/],
  ])('%s is a fault', async (_, auth, credentials, code, message) => {
    await served({ auth }, async ({ host }) => {
      const outcome = await settled(readFrom(host, credentials === undefined ? {} : { credentials }));
      expect(outcome).toMatchObject({ fault: { code, message: expect.stringMatching(message) } });
      expectNoSecret(outcome);
    });
  });

  test('is never shown to a token service over plain HTTP, unless that is allowed', async () => {
    const tls = selfSigned();
    await served({}, async (plain) => {
      const auth: RegistryAuth = { kind: 'bearer', realm: `http://${plain.host}/token`, login: 'me:p:s3cret' };
      await served({ tls, auth }, async ({ host }) => {
        const client = new HttpClient({ tlsVerify: false, silenceMilliseconds: 300 });
        const login = { credentials: password, from: 'f' };
        // The certificate is taken here, and nothing else of --tls-verify=false.
        const options = { client, policy, tlsVerify: true, tokenHosts: [], findLogin: () => Promise.resolve(login) };
        const session = new RegistrySession({ registry: host, repository }, options);
        const asked = session.request({ path: `blobs/${digest}`, what: 'it', wanted: [200] });
        expect(await settled(asked)).toMatchObject({ fault: { code: 'registry/token' } });
        client.close();
      });
      expect(plain.requests).toEqual([]);
    });
  });

  test('and what a token is asked for stays with its registry when a blob is elsewhere', async () => {
    await served({}, async (elsewhere) => {
      const failure = (): Failure => ({
        kind: 'redirect',
        to: `http://${elsewhere.host}/v2/acme/os/blobs/${digest}?signature=x`,
      });
      for (const auth of [
        { kind: 'basic', login: 'me:p:s3cret' },
        { kind: 'bearer', login: 'me:p:s3cret' },
      ] as const) {
        await served({ auth, failure }, async ({ host }) => {
          expect((await readFrom(host, { credentials: password })).equals(bytes)).toBe(true);
        });
      }
      expect(elsewhere.requests.map(({ path }) => path)).toEqual([
        `/v2/acme/os/blobs/${digest}?signature=x`,
        `/v2/acme/os/blobs/${digest}?signature=x`,
      ]);
      expectNoSecret(elsewhere.requests.map(({ headers, body }) => ({ headers, body })));
    });
  });

  test('is not given to another host that asks for one', async () => {
    const auth: RegistryAuth = { kind: 'basic', login: 'me:p:s3cret' };
    await served({ auth }, async (elsewhere) => {
      const failure = (): Failure => ({
        kind: 'redirect',
        to: `http://${elsewhere.host}/v2/acme/os/blobs/${digest}?signature=x`,
      });
      await served({ auth, failure }, async ({ host }) => {
        const outcome = await settled(readFrom(host, { credentials: password }));
        expect(outcome).toMatchObject({ fault: { code: 'registry/denied' } });
        expectNoSecret(outcome);
      });
      expectNoSecret(elsewhere.requests.map(({ headers }) => headers));
    });
  });
});

describe('reading ends on request', () => {
  test.each<readonly [string, Failure]>([
    ['before a response', { kind: 'silence' }],
    ['in a blob', { kind: 'silence', after: 1000 }],
    ['in a pause', { kind: 'status', status: 429, headers: { 'retry-after': '1' } }],
  ])('%s', async (_, failure) => {
    await served({ failure: () => failure }, async ({ host }) => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(new Error('enough')), 100);
      await expect(readFrom(host, { signal: controller.signal })).rejects.toThrow('enough');
    });
  });

  test.each<readonly [string, Failure]>([
    ['before a response', { kind: 'silence' }],
    ['in a blob', { kind: 'silence', after: 1000 }],
    ['in a pause', { kind: 'status', status: 429, headers: { 'retry-after': '1' } }],
  ])('of one blob among others, %s', async (_, failure) => {
    await served({ failure: () => failure }, async ({ host }) => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(new Error('enough')), 100);
      const both = { signal: new AbortController().signal, blobSignal: controller.signal };
      await expect(readFrom(host, both)).rejects.toThrow('enough');
    });
  });

  test('that came before', async () => {
    await served({}, async ({ host, requests }) => {
      const signal = AbortSignal.abort(new Error('enough'));
      await expect(readFrom(host, { signal })).rejects.toThrow('enough');
      expect(requests).toEqual([]);
    });
  });
});
