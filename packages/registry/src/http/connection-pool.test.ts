import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ReadOptions } from '@bootwright/container-image';
import { afterAll, describe, expect, test } from 'vitest';
import { settled } from '../../../core/testing/async-outcome.ts';
import { scriptedRunner } from '../../../process/testing/scripted-runner.ts';
import { selfSigned } from '../../../uki/testing/self-signed.ts';
import { expectNoSecret } from '../../testing/expect-no-secret.ts';
import { withProxy } from '../../testing/proxy-server.ts';
import type { RegistrySettings, RunningRegistry } from '../../testing/registry-server.ts';
import { withRegistry } from '../../testing/registry-server.ts';
import { SampleImages } from '../../testing/sample-image.ts';
import { readRegistry } from '../registry.ts';

const base = mkdtempSync(join(tmpdir(), 'bootwright-ways-'));
afterAll(() => rmSync(base, { recursive: true }));

const images = new SampleImages();
// A link makes its layer be read twice.
images.tag(
  '1',
  images.addImage(
    [{ 'opt/release': 'ID=acme\nNAME=Acme\n', 'etc/os-release': { link: '/opt/release' } }, { 'etc/motd': 'hello' }],
    { architecture: 'amd64' },
  ),
);
const tls = selfSigned();
const far = selfSigned('registry.example.com');
const policy = { silenceMilliseconds: 5_000, retries: 0, firstPauseMilliseconds: 2, longestPauseMilliseconds: 20 };

function file(name: string, content: string): string {
  const path = join(base, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** A home with nothing in it, so that nobody's own settings count. */
const home = (name = 'empty') => ({
  HOME: join(base, name),
  XDG_RUNTIME_DIR: base,
  CONTAINERS_REGISTRIES_CONF: file('none.conf', ''),
});

async function read(name: string, environment: ReadOptions['environment'], more: Partial<ReadOptions> = {}) {
  const options: ReadOptions = {
    files: [],
    runner: scriptedRunner([]),
    environment,
    architecture: 'x86_64',
    ...more,
  };
  const outcome = await settled(readRegistry({ transport: 'docker', name }, options, policy));
  if ('fault' in outcome) return { fault: outcome.fault.code, message: outcome.fault.message };
  return { layers: outcome.value.facts.layers, notices: outcome.value.notices };
}

const served = <T>(settings: Partial<RegistrySettings>, use: (registry: RunningRegistry) => Promise<T>) =>
  withRegistry(images.content(), { repository: 'acme/os', ...settings }, use);

const whole = { layers: 2, notices: [] };

test('no blob is fetched twice, though a layer is read twice', async () => {
  await served({ tls }, async ({ host, requests }) => {
    expect(await read(`${host}/acme/os:1`, { ...home(), SSL_CERT_FILE: file('ca.pem', tls.cert) })).toEqual(whole);
    const paths = requests.map(({ path }) => path);
    expect(paths).toHaveLength(4);
    expect(new Set(paths).size).toBe(4);
  });
});

describe('a registry with a certificate of an unknown authority', () => {
  test.each<readonly [string, (host: string) => ReadOptions['environment']]>([
    ['is trusted by SSL_CERT_FILE', () => ({ ...home(), SSL_CERT_FILE: file('ca.pem', tls.cert) })],
    ['is trusted by NODE_EXTRA_CA_CERTS', () => ({ ...home(), NODE_EXTRA_CA_CERTS: file('ca.pem', tls.cert) })],
    [
      'is trusted by certs.d',
      (host) => {
        file(`certs/.config/containers/certs.d/${host}/ca.crt`, tls.cert);
        return home('certs');
      },
    ],
  ])('%s', async (_, environment) => {
    await served({ tls }, async ({ host }) => {
      expect(await read(`${host}/acme/os:1`, environment(host))).toEqual(whole);
    });
  });

  test('is rejected', async () => {
    await served({ tls }, async ({ host }) => {
      expect(await read(`${host}/acme/os:1`, home())).toMatchObject({ fault: 'registry/certificate' });
      file(`other/.config/containers/certs.d/${host}/ca.crt`, far.cert);
      expect(await read(`${host}/acme/os:1`, home('other'))).toMatchObject({ fault: 'registry/certificate' });
    });
  });

  test('is rejected where its certificate is for another host', async () => {
    await served({ tls: far }, async ({ host }) => {
      const environment = { ...home(), SSL_CERT_FILE: file('far.pem', far.cert) };
      const port = host.split(':')[1];
      expect(await read(`localhost:${port}/acme/os:1`, environment)).toMatchObject({
        fault: 'registry/certificate',
        message: expect.stringMatching(/ERR_TLS_CERT_ALTNAME_INVALID/),
      });
    });
  });

  test('a missing file is a fault', async () => {
    const environment = { ...home(), SSL_CERT_FILE: join(base, 'absent.pem') };
    expect(await read('127.0.0.1:1/acme/os:1', environment)).toEqual({
      fault: 'registry/certificate-file',
      message: `cannot read ${JSON.stringify(join(base, 'absent.pem'))}, named by SSL_CERT_FILE: ENOENT`,
    });
  });
});

describe('a registry that requires a client certificate', () => {
  const mutual = { ...tls, ca: tls.cert, requestCert: true, rejectUnauthorized: true };

  test('receives that of certs.d', async () => {
    await served({ tls: mutual }, async ({ host }) => {
      const folder = `client/.config/containers/certs.d/${host}`;
      file(`${folder}/ca.crt`, tls.cert);
      file(`${folder}/me.cert`, tls.cert);
      file(`${folder}/me.key`, tls.key);
      expect(await read(`${host}/acme/os:1`, home('client'))).toEqual(whole);
    });
  });

  test('is a fault without the key', async () => {
    file('keyless/.config/containers/certs.d/127.0.0.1:1/me.cert', tls.cert);
    expect(await read('127.0.0.1:1/acme/os:1', home('keyless'))).toMatchObject({
      fault: 'registry/certificate-file',
      message: expect.stringMatching(/me\.key": ENOENT$/),
    });
  });
});

describe('through a proxy', () => {
  const trusting = () => ({ ...home(), SSL_CERT_FILE: file('far.pem', far.cert) });

  test('every request goes through a tunnel, opened with the login of the proxy', async () => {
    await served({ tls: far }, ({ host: to, requests }) =>
      withProxy({ to }, async ({ host, seen }) => {
        const environment = { ...trusting(), HTTPS_PROXY: `http://me:s3cret@${host}` };
        expect(await read('registry.example.com/acme/os:1', environment)).toEqual(whole);
        expect(requests).toHaveLength(4);
        expect(new Set(seen.map(({ asked }) => asked))).toEqual(new Set(['CONNECT registry.example.com:443']));
        expect(seen[0]?.authorization).toBe(`Basic ${Buffer.from('me:s3cret').toString('base64')}`);
      }),
    );
  });

  test.each<readonly [string, number | undefined, string, RegExp]>([
    [
      'that wants a login',
      407,
      'registry/proxy',
      /^cannot reach registry\.example\.com \(through the proxy 127\.0\.0\.1:\d+\): the proxy responded 407$/,
    ],
    ['that opens no tunnel', 403, 'registry/proxy', /the proxy responded 403$/],
  ])('%s is a fault that names it and shows no password', async (_, status, fault, message) => {
    await withProxy({ to: '127.0.0.1:1', ...(status === undefined ? {} : { status }) }, async ({ host }) => {
      const outcome = await read('registry.example.com/acme/os:1', {
        ...trusting(),
        HTTPS_PROXY: `http://me:s3cret@${host}`,
      });
      expect(outcome).toMatchObject({ fault, message: expect.stringMatching(message) });
      expectNoSecret(outcome);
    });
  });

  test('that cannot be reached is a fault that names it', async () => {
    const outcome = await read('registry.example.com/acme/os:1', {
      ...trusting(),
      HTTPS_PROXY: 'http://me:s3cret@127.0.0.1:1',
    });
    expect(outcome).toMatchObject({
      fault: 'registry/connection',
      message: 'registry.example.com (through the proxy 127.0.0.1:1) does not accept connections',
    });
    expectNoSecret(outcome);
  });
});

describe('mirrors', () => {
  const conf = (...lines: readonly string[]) => ({
    ...home(),
    CONTAINERS_REGISTRIES_CONF: file(
      `${Math.random()}.conf`,
      ['[[registry]]', 'prefix = "registry.example.com"', ...lines].join('\n'),
    ),
  });

  test('serve the image', async () => {
    await served({}, async ({ host }) => {
      const environment = conf(
        'location = "registry.example.com"',
        '[[registry.mirror]]',
        `location = "${host}"`,
        'insecure = true',
      );
      expect(await read('registry.example.com/acme/os:1', environment)).toEqual(whole);
    });
  });

  test('that do not have the image leave a notice, and the next is tried', async () => {
    await served({}, async ({ host }) => {
      const environment = conf(
        `location = "${host}"`,
        'insecure = true',
        '[[registry.mirror]]',
        'location = "127.0.0.1:1"',
      );
      expect(await read('registry.example.com/acme/os:1', environment)).toEqual({
        layers: 2,
        notices: [
          {
            code: 'registry/mirror',
            message: 'a mirror did not have the image, and the next was tried: 127.0.0.1:1 does not accept connections',
            at: { document: 'registries.conf' },
            hint: 'check the name and port of the registry, and whether it is up',
          },
        ],
      });
    });
  });

  test('of a blocked registry are not tried', async () => {
    expect(
      await read('registry.example.com/acme/os:1', conf('location = "registry.example.com"', 'blocked = true')),
    ).toMatchObject({
      fault: 'registry/blocked',
    });
  });
});
