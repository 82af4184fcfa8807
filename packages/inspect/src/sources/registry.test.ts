import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandRunner } from '@bootwright/process';
import { scriptedRunner } from '@bootwright/process';
import { afterAll, describe, expect, test } from 'vitest';
import { settled } from '../../testing/async-outcome.ts';
import { expectNoSecret } from '../../testing/expect-no-secret.ts';
import type { RegistryAuth, RegistrySettings, RunningRegistry } from '../../testing/registry-server.ts';
import { withRegistry } from '../../testing/registry-server.ts';
import { SampleImages } from '../../testing/sample-image.ts';
import { manifestMediaTypes } from '../image-manifest.ts';
import type { ReadOptions } from '../image-reader.ts';
import { readRegistry } from './registry.ts';

const base = mkdtempSync(join(tmpdir(), 'bootwright-registry-'));
afterAll(() => rmSync(base, { recursive: true }));

const images = new SampleImages();
const amd64 = images.addImage([{ 'etc/os-release': 'ID=acme\nNAME=Acme\n' }], { architecture: 'amd64' });
images.tag('1', amd64);
images.tag(
  'chart',
  images.addManifest(manifestMediaTypes[0], {
    config: { mediaType: 'application/x', digest: amd64, size: 1 },
    layers: [],
  }),
);
images.tag(
  'old',
  images.addManifest('application/vnd.docker.distribution.manifest.v1+prettyjws', { schemaVersion: 1 }),
);
images.tag('html', images.addManifest('text/html', '<html>'));
images.tag('large', images.addManifest(manifestMediaTypes[0], 'x'.repeat(5_000_000)));

const patience = { silenceMilliseconds: 300, retries: 3, firstPauseMilliseconds: 2, longestPauseMilliseconds: 1500 };
const usual: ReadOptions = {
  runner: scriptedRunner([]),
  environment: { XDG_RUNTIME_DIR: base },
  architecture: 'x86_64',
  tlsVerify: false,
};

const read = (name: string, options: Partial<ReadOptions> = {}) =>
  settled(readRegistry({ transport: 'docker', name }, { ...usual, ...options }, patience));

const served = <T>(settings: Partial<RegistrySettings>, use: (registry: RunningRegistry) => Promise<T>) =>
  withRegistry(images.content(), { repository: 'acme/os', ...settings }, use);

function authFile(content: unknown): Readonly<Record<string, string>> {
  const path = join(base, `auth-${Math.random()}.json`);
  writeFileSync(path, JSON.stringify(content));
  return { XDG_RUNTIME_DIR: base, REGISTRY_AUTH_FILE: path };
}

const login = (host: string, text: string) => ({ auths: { [host]: { auth: Buffer.from(text).toString('base64') } } });

describe('a name without an image', () => {
  const other = `sha256:${'0'.repeat(64)}`;
  test.each<readonly [string, string, string, RegExp]>([
    [
      'of no tag',
      'acme/os:2',
      'registry/not-found',
      /does not have the image \S+\/acme\/os:2 \(404 MANIFEST_UNKNOWN\)/,
    ],
    ['of no repository', 'acme/other:1', 'registry/not-found', /acme\/other:1 \(404 NAME_UNKNOWN\)/],
    ['of no digest', `acme/os@${other}`, 'registry/not-found', /404/],
    ['of a chart', 'acme/os:chart', 'image/not-an-image', /application\/x/],
    ['of Docker’s first form', 'acme/os:old', 'image/schema1', /schema 1/],
    ['of a page', 'acme/os:html', 'image/manifest', /no object/],
    ['of too much', 'acme/os:large', 'image/too-large', /4194304 bytes/],
    ['that is none', 'acme/OS', 'reference/registry-name', /capitals/],
  ])('%s', async (_, name, code, message) => {
    await served({}, async ({ host }) => {
      const outcome = await read(`${host}/${name}`);
      expect(outcome).toMatchObject({ fault: { code, message: expect.stringMatching(message) } });
      expect(outcome).toMatchObject({ fault: { hint: expect.stringMatching(/\S/) } });
    });
  });

  test('under whose digest something else is given', async () => {
    await served({ mishap: () => ({ kind: 'corrupt' }) }, async ({ host }) => {
      const outcome = await read(`${host}/acme/os@${amd64}`);
      expect(outcome).toMatchObject({ fault: { code: 'registry/digest' } });
    });
  });
});

describe('a login that does not help', () => {
  const basic: RegistryAuth = { kind: 'basic', login: 'me:p:s3cret' };
  const bearer: RegistryAuth = { kind: 'bearer', login: 'me:p:s3cret' };
  test.each<readonly [string, RegistryAuth, (host: string) => unknown, string]>([
    ['since there is none', basic, () => ({}), 'registry/denied'],
    ['since there is none for a token', bearer, () => ({}), 'registry/token'],
    ['since it is another', basic, (host) => login(host, 'me:p:s3cret2'), 'registry/denied'],
    ['since it is another for a token', bearer, (host) => login(host, 'me:p:s3cret2'), 'registry/login'],
    ['since it is for another name', basic, (host) => login(`${host}/other`, 'me:p:s3cret'), 'registry/denied'],
    ['since its file is broken', basic, (host) => login(host, 's3cret'), 'registry/auth-file'],
  ])('%s', async (_, auth, content, code) => {
    await served({ auth }, async ({ host }) => {
      const outcome = await read(`${host}/acme/os:1`, { environment: authFile(content(host)) });
      expect(outcome).toMatchObject({ fault: { code, hint: expect.stringMatching(/log in/) } });
      expectNoSecret(outcome);
    });
  });

  test('since its helper failed, which is said', async () => {
    const runner: CommandRunner = scriptedRunner([
      {
        command: ['docker-credential-acme', 'get'],
        end: { kind: 'exited', code: 3, stdout: 's3cret', stderr: 's3cret' },
      },
    ]);
    await served({ auth: basic }, async ({ host }) => {
      const outcome = await read(`${host}/acme/os:1`, { runner, environment: authFile({ credsStore: 'acme' }) });
      expect(outcome).toMatchObject({
        fault: {
          code: 'registry/denied',
          message: expect.stringMatching(
            /without a login \(401 UNAUTHORIZED\); docker-credential-acme, .*exit code 3$/,
          ),
          hint: expect.stringMatching(/run the program by hand/),
        },
      });
      expectNoSecret(outcome);
    });
  });
});
