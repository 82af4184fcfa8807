import { describe, expect, test } from 'vitest';
import { settled } from '../../../core/testing/async-outcome.ts';
import { selfSigned } from '../../../uki/testing/self-signed.ts';
import { expectNoSecret } from '../../testing/expect-no-secret.ts';
import type { Failure, RunningRegistry } from '../../testing/registry-server.ts';
import { withRegistry } from '../../testing/registry-server.ts';
import { HttpClient } from './http-client.ts';
import type { RedirectedRequest } from './redirects.ts';
import { requestWithRedirects } from './redirects.ts';

const content = { blob: () => Buffer.from('content'), manifest: () => undefined };
const path = `/v2/a/blobs/sha256:0`;
const secretHeaders = { authorization: 'Bearer s3cret' };

/** The outcome of a request. */
async function followed(url: string, request: Partial<RedirectedRequest> = {}) {
  const client = new HttpClient({ tlsVerify: false, silenceMilliseconds: 1000 });
  try {
    const asked = requestWithRedirects(client, { url: new URL(url), allowPlain: true, secretHeaders, ...request });
    return await settled(
      asked.then(({ response, own }) => {
        response.drop();
        return { status: response.status, own };
      }),
    );
  } finally {
    client.close();
  }
}

const serving = (
  failure: (request: { readonly path: string }) => Failure | undefined,
  use: (it: RunningRegistry) => Promise<void>,
) => withRegistry(content, { repository: 'a', failure }, use);
const to = (url: string): Failure => ({ kind: 'redirect', to: url });
const shownTo = ({ requests }: RunningRegistry) => requests.map(({ headers }) => headers.authorization ?? 'nothing');

describe('a secret', () => {
  test('is sent on to the same host', async () => {
    await serving(
      ({ path: asked }) => (asked === path ? to(`${path}?signature=x`) : undefined),
      async (registry) => {
        expect(await followed(`http://${registry.host}${path}`)).toEqual({ value: { status: 200, own: true } });
        expect(shownTo(registry)).toEqual(['Bearer s3cret', 'Bearer s3cret']);
      },
    );
  });

  test('is dropped by a redirect to another host, even if that leads back', async () => {
    let home = '';
    await serving(
      () => to(`http://${home}${path}?back=1`),
      (elsewhere) =>
        serving(
          ({ path: asked }) => (asked === path ? to(`http://${elsewhere.host}${path}`) : undefined),
          async (registry) => {
            home = registry.host;
            expect(await followed(`http://${registry.host}${path}`)).toEqual({ value: { status: 200, own: false } });
            expect(shownTo(registry)).toEqual(['Bearer s3cret', 'nothing']);
            expect(shownTo(elsewhere)).toEqual(['nothing']);
          },
        ),
    );
  });

  test('in a form is not sent to another host', async () => {
    await serving(
      () => undefined,
      (elsewhere) =>
        serving(
          () => to(`http://${elsewhere.host}${path}`),
          async (registry) => {
            const form = new URLSearchParams({ refresh_token: 's3cret' });
            const outcome = await followed(`http://${registry.host}${path}`, { form, secretHeaders: {} });
            expect(outcome).toMatchObject({ fault: { code: 'registry/redirect' } });
            expectNoSecret(outcome);
            expect(elsewhere.requests).toEqual([]);
          },
        ),
    );
  });

  test('in a URL is not sent', async () => {
    await serving(
      () => undefined,
      async (registry) => {
        await followed(`http://me:s3cret@${registry.host}${path}`, { secretHeaders: {} });
        expect(shownTo(registry)).toEqual(['nothing']);
      },
    );
  });
});

test('a redirect from HTTPS to plain HTTP is not followed', async () => {
  await serving(
    () => undefined,
    async (plain) => {
      const failure = () => to(`http://${plain.host}${path}?signature=x`);
      await withRegistry(content, { repository: 'a', tls: selfSigned(), failure }, async ({ host }) => {
        const outcome = await followed(`https://${host}${path}`, { allowPlain: false });
        expect(outcome).toMatchObject({
          fault: {
            code: 'registry/redirect',
            message: `${host} sent a redirect that is not followed: it leads over plain HTTP`,
          },
        });
        expectNoSecret(outcome);
      });
      expect(plain.requests).toEqual([]);
    },
  );
});

describe('a redirect from the internet', () => {
  /** Sends a request to a registry at `address` that redirects to each of `targets` in order. */
  async function follow(host: string, address: string, ...targets: readonly string[]) {
    const asked: unknown[] = [];
    const ways = targets.values();
    const client: Pick<HttpClient, 'request'> = {
      request: async ({ url, reach }) => {
        asked.push([url.host, reach === 'public']);
        const { value: location } = ways.next();
        const status = location === undefined ? 200 : 307;
        return { url, address, status, headers: { location }, body: async function* () {}, drop: () => {} };
      },
    };
    const outcome = await settled(
      requestWithRedirects(client, { url: new URL(`https://${host}/`), allowPlain: true }).then(
        ({ response }) => response.status,
      ),
    );
    return { asked, ...('fault' in outcome ? { fault: outcome.fault.message } : outcome) };
  }
  const refused = 'registry.example.com sent a redirect that is not followed: it leads to a private network';

  test.each([
    '127.0.0.1:1',
    '[::1]',
    '169.254.169.254',
    '10.0.0.1',
    'localhost',
    'a.internal',
    'printer',
    '2130706433',
    '[::ffff:a9fe:a9fe]',
  ])('to %s is not followed', async (target) => {
    expect(await follow('registry.example.com', '1.1.1.1', `http://${target}/`)).toEqual({
      asked: [['registry.example.com', false]],
      fault: refused,
    });
  });

  test('to a name is followed where that does not lead there', async () => {
    expect(await follow('registry.example.com', '1.1.1.1', 'https://cdn.example.net/')).toEqual({
      asked: [
        ['registry.example.com', false],
        ['cdn.example.net', true],
      ],
      value: 200,
    });
  });

  test('is followed within a private network', async () => {
    const inside = [
      ['registry.example.com', false],
      ['10.0.0.2', false],
    ];
    expect(await follow('registry.example.com', '10.0.0.1', 'http://10.0.0.2/')).toEqual({ asked: inside, value: 200 });
  });

  test.each(['169.254.169.254', '[fe80::1]', '[fd00:ec2::254]', '[::ffff:a9fe:a9fe]'])(
    'from a private network to the link-local address %s is not followed',
    async (target) => {
      expect(await follow('registry.example.com', '10.0.0.1', `http://${target}/`)).toEqual({
        asked: [['registry.example.com', false]],
        fault: 'registry.example.com sent a redirect that is not followed: it leads to a link-local address',
      });
    },
  );

  test('is followed ten times', async () => {
    const ways = Array.from({ length: 12 }, (_, place) => `https://cdn.example.net/${place}`);
    const { asked, ...outcome } = await follow('registry.example.com', '1.1.1.1', ...ways);
    expect(outcome).toEqual({
      fault: 'registry.example.com sent a redirect that is not followed: more than 10 redirects',
    });
    expect(asked).toHaveLength(11);
  });
});

test('a name of this machine is not connected to where only public addresses are allowed', async () => {
  await serving(
    () => undefined,
    async (registry) => {
      const client = new HttpClient({ tlsVerify: false, silenceMilliseconds: 1000 });
      const url = new URL(`http://localhost:${registry.host.split(':')[1]}${path}`);
      await expect(client.request({ url, reach: 'public' })).rejects.toMatchObject({ kind: 'private' });
      client.close();
      expect(registry.requests).toEqual([]);
    },
  );
});
