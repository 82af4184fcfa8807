import { describe, expect, test } from 'vitest';
import { settled } from '../../../testing/async-outcome.ts';
import { expectNoSecret } from '../../../testing/expect-no-secret.ts';
import type { Mishap, RunningRegistry } from '../../../testing/registry-server.ts';
import { withRegistry } from '../../../testing/registry-server.ts';
import { selfSigned } from '../../../testing/self-signed.ts';
import type { FollowedQuestion } from './following.ts';
import { askFollowing } from './following.ts';
import { HttpClient } from './http-client.ts';

const content = { blob: () => Buffer.from('content'), manifest: () => undefined };
const path = `/v2/a/blobs/sha256:0`;
const secretHeaders = { authorization: 'Bearer s3cret' };

/** What is answered to a question to the host that `settings` make. */
async function ask(url: string, question: Partial<FollowedQuestion> = {}) {
  const client = new HttpClient({ tlsVerify: false, silenceMilliseconds: 1000 });
  try {
    const asked = askFollowing(client, { url: new URL(url), allowPlain: true, secretHeaders, ...question });
    return await settled(
      asked.then(({ answer, own }) => {
        answer.drop();
        return { status: answer.status, own };
      }),
    );
  } finally {
    client.close();
  }
}

const serving = (
  mishap: (request: { readonly path: string }) => Mishap | undefined,
  use: (it: RunningRegistry) => Promise<void>,
) => withRegistry(content, { repository: 'a', mishap }, use);
const to = (url: string): Mishap => ({ kind: 'redirect', to: url });
const shownTo = ({ requests }: RunningRegistry) => requests.map(({ headers }) => headers.authorization ?? 'nothing');

describe('what is secret', () => {
  test('goes along to the same host', async () => {
    await serving(
      ({ path: asked }) => (asked === path ? to(`${path}?signature=x`) : undefined),
      async (registry) => {
        expect(await ask(`http://${registry.host}${path}`)).toEqual({ value: { status: 200, own: true } });
        expect(shownTo(registry)).toEqual(['Bearer s3cret', 'Bearer s3cret']);
      },
    );
  });

  test('stays behind where the way leads elsewhere, even if it leads back', async () => {
    let home = '';
    await serving(
      () => to(`http://${home}${path}?back=1`),
      (elsewhere) =>
        serving(
          ({ path: asked }) => (asked === path ? to(`http://${elsewhere.host}${path}`) : undefined),
          async (registry) => {
            home = registry.host;
            expect(await ask(`http://${registry.host}${path}`)).toEqual({ value: { status: 200, own: false } });
            expect(shownTo(registry)).toEqual(['Bearer s3cret', 'nothing']);
            expect(shownTo(elsewhere)).toEqual(['nothing']);
          },
        ),
    );
  });

  test('in a form is sent to nobody else', async () => {
    await serving(
      () => undefined,
      (elsewhere) =>
        serving(
          () => to(`http://${elsewhere.host}${path}`),
          async (registry) => {
            const form = new URLSearchParams({ refresh_token: 's3cret' });
            const outcome = await ask(`http://${registry.host}${path}`, { form, secretHeaders: {} });
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
        await ask(`http://me:s3cret@${registry.host}${path}`, { secretHeaders: {} });
        expect(shownTo(registry)).toEqual(['nothing']);
      },
    );
  });
});

test('a way from HTTPS to plain HTTP is not followed', async () => {
  await serving(
    () => undefined,
    async (plain) => {
      const mishap = () => to(`http://${plain.host}${path}?signature=x`);
      await withRegistry(content, { repository: 'a', tls: selfSigned(), mishap }, async ({ host }) => {
        const outcome = await ask(`https://${host}${path}`, { allowPlain: false });
        expect(outcome).toMatchObject({
          fault: {
            code: 'registry/redirect',
            message: `${host} redirects, and it cannot be followed: the way leads over plain HTTP`,
          },
        });
        expectNoSecret(outcome);
      });
      expect(plain.requests).toEqual([]);
    },
  );
});
