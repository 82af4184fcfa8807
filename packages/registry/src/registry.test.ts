import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadOptions, ReadProgress } from '@bootwright/container-image';
import { manifestMediaTypes } from '@bootwright/container-image';
import { collectTree, createTree, select, treeSource } from '@bootwright/file-tree';
import type { CommandRunner } from '@bootwright/process';
import { afterAll, describe, expect, test } from 'vitest';
import { settled } from '../../core/testing/async-outcome.ts';
import { scriptedRunner } from '../../process/testing/scripted-runner.ts';
import { selfSigned } from '../../uki/testing/self-signed.ts';
import { expectNoSecret } from '../testing/expect-no-secret.ts';
import type { Failure, RegistryAuth, RegistrySettings, RunningRegistry } from '../testing/registry-server.ts';
import { withRegistry } from '../testing/registry-server.ts';
import { SampleImages } from '../testing/sample-image.ts';
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

const policy = { silenceMilliseconds: 10_000, retries: 3, firstPauseMilliseconds: 2, longestPauseMilliseconds: 1500 };
const usual: ReadOptions = {
  files: select('text', ['usr/lib/os-release', 'usr/lib/bootc/install/*.toml', 'usr/lib/modules/*/vmlinuz']),
  runner: scriptedRunner([]),
  environment: { XDG_RUNTIME_DIR: base },
  architecture: 'x86_64',
  tlsVerify: false,
};

const read = (name: string, options: Partial<ReadOptions> = {}) =>
  settled(readRegistry({ transport: 'docker', name }, { ...usual, ...options }, policy));

const served = <T>(settings: Partial<RegistrySettings>, use: (registry: RunningRegistry) => Promise<T>) =>
  withRegistry(images.content(), { repository: 'acme/os', ...settings }, use);

function authFile(content: unknown): Readonly<Record<string, string>> {
  const path = join(base, `auth-${Math.random()}.json`);
  writeFileSync(path, JSON.stringify(content));
  return { XDG_RUNTIME_DIR: base, REGISTRY_AUTH_FILE: path };
}

const login = (host: string, text: string) => ({ auths: { [host]: { auth: Buffer.from(text).toString('base64') } } });

type Mishaps = NonNullable<RegistrySettings['failure']>;

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
    ["of Docker's first form", 'acme/os:old', 'image/schema1', /schema 1/],
    ['of a page', 'acme/os:html', 'image/manifest', /not a JSON object/],
    ['of too much', 'acme/os:large', 'image/too-large', /4194304 bytes/],
    ['of an invalid name', 'acme/OS', 'reference/registry-name', /capitals/],
  ])('%s', async (_, name, code, message) => {
    await served({}, async ({ host }) => {
      const outcome = await read(`${host}/${name}`);
      expect(outcome).toMatchObject({ fault: { code, message: expect.stringMatching(message) } });
      expect(outcome).toMatchObject({ fault: { hint: expect.stringMatching(/\S/) } });
    });
  });

  test('under whose digest something else is given', async () => {
    await served({ failure: () => ({ kind: 'corrupt' }) }, async ({ host }) => {
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
            /without a login \(401 UNAUTHORIZED\); docker-credential-acme, .*exited with code 3$/,
          ),
          hint: expect.stringMatching(/run the program by hand/),
        },
      });
      expectNoSecret(outcome);
    });
  });
});

describe('an image is read like the directory that it was made of', () => {
  const lower = {
    'usr/lib/os-release': 'ID=acme\nNAME="Acme OS"\nVERSION_ID=1\n',
    'usr/lib/bootc/install/00-acme.toml': '[install.filesystem.root]\ntype = "ext4"\n',
    'usr/lib/modules/6.12.7/vmlinuz': 'kernel',
  };
  const upper = { 'usr/lib/bootc/install/00-acme.toml': '[install.filesystem.root]\ntype = "xfs"\n' };
  const [x86, arm, docker] = [
    images.addImage([lower, upper], { architecture: 'amd64' }),
    images.addImage([{ ...lower, 'usr/lib/os-release': 'ID=arm\nNAME=Arm\n' }], { architecture: 'arm64' }),
    images.addImage([lower, upper], { architecture: 'amd64', docker: true }),
  ];
  const index = images.addIndex({ 'linux/arm64/v8': arm, 'linux/amd64': x86, 'unknown/unknown': docker });
  images.tag('x86', x86);
  images.tag('docker', docker);
  images.tag('all', index);
  const drawn = collectTree(treeSource(createTree({ ...lower, ...upper })), usual.files);

  const secret = 'me:p:s3cret';
  const onBlobs = (failure: Failure): Mishaps => {
    return ({ path }, count) => (count === 0 && path.includes('/blobs/') ? failure : undefined);
  };

  test.each<readonly [string, string, Partial<RegistrySettings>]>([
    ['by its tag', ':x86', {}],
    ['by its digest', `@${x86}`, {}],
    ['by tag and digest', `:1@${x86}`, {}],
    ["with Docker's media types", ':docker', {}],
    ['from an index', ':all', {}],
    ['from an index by digest', `@${index}`, {}],
    ['with a password', ':x86', { auth: { kind: 'basic', login: secret } }],
    ['with a token', ':all', { auth: { kind: 'bearer', login: secret } }],
    ['with tokens that serve three times', ':all', { auth: { kind: 'bearer', login: secret, uses: 3 } }],
    ['over TLS', ':all', { tls: selfSigned() }],
    ['after broken connections', ':all', { failure: onBlobs({ kind: 'break', after: 20 }) }],
    [
      'after some failures',
      ':all',
      { failure: (_, count) => (count === 0 ? { kind: 'status', status: 500 } : undefined) },
    ],
    [
      'after some waiting',
      ':x86',
      { failure: onBlobs({ kind: 'status', status: 429, headers: { 'retry-after': '1' } }) },
    ],
  ])('%s', async (_, suffix, settings) => {
    await served(settings, async ({ host }) => {
      const environment = authFile(login(host, secret));
      const progress: ReadProgress[] = [];
      const onProgress = (step: ReadProgress) => void progress.push(step);
      const outcome = await read(`${host}/acme/os${suffix}`, { environment, onProgress });
      if ('fault' in outcome) throw outcome.fault;
      const { tree, facts, notices } = outcome.value;
      expect(tree).toEqual(drawn);
      expect(facts).toMatchObject({
        name: `docker://${host}/acme/os${suffix}`,
        digest: suffix === ':docker' ? docker : x86,
        architecture: 'x86_64',
        created: '2026-01-02T03:04:05Z',
        labels: new Map([['containers.bootc', '1']]),
        layers: 2,
      });
      expect(facts.listDigest).toBe(suffix === ':all' || suffix.includes(index) ? index : undefined);
      expect(notices).toEqual([]);
      const last = progress.at(-1);
      expect(last?.doneBytes).toBeGreaterThan(0);
      expect(last?.totalBytes).toBe(last?.doneBytes);
      expectNoSecret({ outcome, progress });
    });
  });

  test('from an index, for another architecture', async () => {
    await served({}, async ({ host }) => {
      const outcome = await read(`${host}/acme/os:all`, { architecture: 'aarch64' });
      expect(outcome).toMatchObject({ value: { facts: { digest: arm, listDigest: index, architecture: 'aarch64' } } });
    });
  });

  test('with blobs on another host, which sees no login', async () => {
    await served({}, async (other) => {
      const failure: Mishaps = ({ path }) =>
        path.includes('/blobs/') ? { kind: 'redirect', to: `http://${other.host}${path}?signature=x` } : undefined;
      await served({ auth: { kind: 'basic', login: secret }, failure }, async ({ host }) => {
        const outcome = await read(`${host}/acme/os:x86`, { environment: authFile(login(host, secret)) });
        expect(outcome).toMatchObject({ value: { facts: { digest: x86 } } });
        expectNoSecret(outcome);
      });
      expect(other.requests.length).toBe(3);
      for (const { headers } of other.requests) expectNoSecret(headers);
    });
  });

  test.each<readonly [string, string, Partial<RegistrySettings>, Partial<ReadOptions>, string, RegExp]>([
    [
      'has other bytes',
      ':x86',
      { failure: ({ path }) => (path.includes('/blobs/') ? { kind: 'corrupt' } : undefined) },
      {},
      'image/digest',
      /digest/,
    ],
    [
      'lacks a blob',
      ':x86',
      { failure: ({ path }) => (path.includes('/blobs/') ? { kind: 'status', status: 404 } : undefined) },
      {},
      'registry/not-found',
      /blob/,
    ],
    ['is for others', ':all', {}, { architecture: 's390x' }, 'image/architecture', /arm64|aarch64/],
  ])('unless it %s', async (_, suffix, settings, options, code, message) => {
    await served(settings, async ({ host }) => {
      const outcome = await read(`${host}/acme/os${suffix}`, options);
      expect(outcome).toMatchObject({ fault: { code, message: expect.stringMatching(message) } });
      expectNoSecret(outcome);
    });
  });
});

describe('a registry that sends a byte now and then times out', () => {
  const waiting = { most: 100, leastBytesPerSecond: 1_000_000 };
  test.each(['/manifests/', '/blobs/'])('of %s', async (part) => {
    const failure: Mishaps = ({ path }) => (path.includes(part) ? { kind: 'trickle', milliseconds: 5 } : undefined);
    await served({ failure }, async ({ host }) => {
      const reading = readRegistry({ transport: 'docker', name: `${host}/acme/os:1` }, usual, { ...policy, waiting });
      expect(await settled(reading)).toMatchObject({
        fault: {
          code: 'registry/slow',
          message: `gave up on ${host}: it sends too little for the time that it takes`,
        },
      });
    });
  });

  test('and so is one that asks for pause after pause', async () => {
    const failure: Mishaps = () => ({ kind: 'status', status: 429, headers: { 'retry-after': '1' } });
    await served({ failure }, async ({ host, requests }) => {
      const reading = readRegistry({ transport: 'docker', name: `${host}/acme/os:1` }, usual, { ...policy, waiting });
      expect(await settled(reading)).toMatchObject({ fault: { code: 'registry/too-many-requests' } });
      expect(requests).toHaveLength(1);
    });
  });
});

describe('a token service on another host', () => {
  const secret = 'me:p:s3cret';
  const elsewhere = 'localhost';
  const realmOf = (port: string) => `http://${elsewhere}:${port}/token`;
  test('is not asked, and its option is named', async () => {
    await served({ auth: { kind: 'bearer', login: secret } }, async (service) => {
      const realm = realmOf(service.host.split(':')[1] ?? '');
      await served({ auth: { kind: 'bearer', login: secret, realm } }, async ({ host }) => {
        const outcome = await read(`${host}/acme/os:1`, { environment: authFile(login(host, secret)) });
        expect(outcome).toMatchObject({
          fault: {
            code: 'registry/token-host',
            message: `${host} names a token service on another host, ${new URL(realm).host}, which is not trusted`,
            hint: expect.stringContaining(`--token-host ${new URL(realm).host}`),
          },
        });
        expectNoSecret(outcome);
        expect(service.requests).toEqual([]);
      });
    });
  });

  test('is asked where the user names it, or registries.conf', async () => {
    await served({ auth: { kind: 'bearer', login: secret } }, async (service) => {
      const realm = realmOf(service.host.split(':')[1] ?? '');
      await served({ auth: { kind: 'bearer', login: secret, realm } }, async ({ host }) => {
        const environment = authFile(login(host, secret));
        await read(`${host}/acme/os:1`, { environment, tokenHosts: [elsewhere] });
        expect(service.requests).toHaveLength(1);
        const conf = join(base, 'token-host.conf');
        writeFileSync(conf, `[[registry]]\nlocation = "${new URL(realm).host}"\n`);
        await read(`${host}/acme/os:1`, { environment: { ...environment, CONTAINERS_REGISTRIES_CONF: conf } });
        expect(service.requests).toHaveLength(2);
      });
    });
  });
});
