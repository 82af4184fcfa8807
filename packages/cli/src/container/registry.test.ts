import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostRunner } from '@bootwright/process';
import { afterAll, describe, expect, test } from 'vitest';
import { ociBlobs } from '../../../container-image/testing/image.ts';
import { bootableImage } from '../../../inspect/testing/bootable-image.ts';
import { scriptedRunner } from '../../../process/testing/scripted-runner.ts';
import { registryContent } from '../../../registry/testing/registry-content.ts';
import { type RegistrySettings, withRegistry } from '../../../registry/testing/registry-server.ts';
import { type Captured, captured, type Surroundings } from '../captured.ts';

const directory = mkdtempSync(join(tmpdir(), 'bootwright-registry-'));
afterAll(() => {
  const left = readdirSync(directory).filter((name) => !name.endsWith('.json'));
  rmSync(directory, { recursive: true });
  expect(left).toEqual([]);
});

const image = bootableImage('sealed');
const made = ociBlobs(image);
const { manifest } = made;
const content = registryContent(made);

const password = 'hunter2-pa55';
const login = `me:${password}`;
const secrets = [password, Buffer.from(login).toString('base64'), 'id3ntity'];

function authFile(name: string, host: string, entry: object): string {
  const file = join(directory, `${name}.json`);
  writeFileSync(file, JSON.stringify({ auths: { [host]: entry } }));
  return file;
}

/** Runs a command with `REF` standing for the image in a registry. */
function withImage<T>(settings: Partial<RegistrySettings>, use: (reference: string, host: string) => Promise<T>) {
  return withRegistry(content, { repository: 'me/os', ...settings }, ({ host }) =>
    use(`docker://${host}/me/os:1`, host),
  );
}

const bootwright = (argv: readonly string[], more: Surroundings = {}): Promise<Captured> =>
  captured(argv, { directory, environment: { TMPDIR: directory }, runner: scriptedRunner([]), ...more });

const auth = (text: string) => ({ auth: Buffer.from(text).toString('base64') });

test('an image in a registry, with a login from --authfile and from REGISTRY_AUTH_FILE', async () => {
  await withImage({ auth: { kind: 'bearer', login } }, async (reference, host) => {
    const file = authFile('good', host, auth(login));
    const argv = ['inspect', reference, '--tls-verify=false', '--format', 'json'];
    const { status, stdout, stderr } = await bootwright([...argv, '--authfile', 'good.json']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      image: { reference, digest: manifest.digest, layers: 2 },
      container: { imgref: `${host}/me/os:1`, unified_kernel: true },
    });
    const environment = { TMPDIR: directory, REGISTRY_AUTH_FILE: file };
    expect((await bootwright(argv, { environment })).stdout).toBe(stdout);
  });
});

test('the manifest that osbuild fetches the image by', async () => {
  await withImage({}, async (reference, host) => {
    const made = ['--type', 'raw', '--seed', '1', '--bootc-remote', '--tls-verify=false'];
    const { status, stdout } = await bootwright(['manifest', reference, ...made]);
    expect(status).toBe(0);
    expect(stdout).toContain(`"target-imgref": "${host}/me/os:1"`);
    const [[, item] = []] = Object.entries(JSON.parse(stdout).sources['org.osbuild.skopeo'].items);
    // osbuild runs skopeo copy docker://NAME@DIGEST, which takes no tag next to a digest.
    expect(item).toEqual({ image: { name: `${host}/me/os`, digest: manifest.digest, 'tls-verify': false } });
  });
});

describe('no credential is ever printed', () => {
  const helper = { credsStore: 'vault' };
  const cases: readonly (readonly [string, Partial<RegistrySettings>, (host: string) => object])[] = [
    [
      'a wrong password',
      { auth: { kind: 'basic', login: 'me:other' } },
      (host) => ({ auths: { [host]: auth(login) } }),
    ],
    [
      'a wrong password for a token',
      { auth: { kind: 'bearer', login: 'me:other' } },
      (host) => ({ auths: { [host]: auth(login) } }),
    ],
    [
      'an identity token that the server refuses',
      { auth: { kind: 'bearer', identityToken: 'other' } },
      (host) => ({ auths: { [host]: { identitytoken: 'id3ntity' } } }),
    ],
    [
      'a token service that answers nonsense',
      { auth: { kind: 'bearer', login, realm: `http://me:${password}@127.0.0.1:1/token` } },
      (host) => ({ auths: { [host]: auth(login) } }),
    ],
    [
      'a login file with a broken login',
      { auth: { kind: 'basic', login } },
      (host) => ({ auths: { [host]: { auth: `${password}!!` } } }),
    ],
    ['a login file that is not a JSON object', { auth: { kind: 'basic', login } }, () => [password]],
    ['a helper that is missing', { auth: { kind: 'basic', login } }, () => helper],
    [
      'a registry that repeats what it was sent',
      {
        auth: { kind: 'basic', login },
        failure: ({ headers }) => ({ kind: 'status', status: 403, body: JSON.stringify(headers) }),
      },
      (host) => ({ auths: { [host]: auth(login) } }),
    ],
    [
      'a redirect to somewhere with a password in it',
      {
        auth: { kind: 'basic', login },
        failure: ({ path }) =>
          path.includes('/blobs/') ? { kind: 'redirect', to: `http://me:${password}@127.0.0.1:1/x` } : undefined,
      },
      (host) => ({ auths: { [host]: auth(login) } }),
    ],
  ];

  test.each(cases)('%s', async (_name, settings, file) => {
    await withImage(settings, async (reference, host) => {
      writeFileSync(join(directory, 'login.json'), JSON.stringify(file(host)));
      for (const argv of [
        ['inspect', reference, '--format', 'json'],
        ['inspect', reference],
        ['list', reference],
        ['describe', 'raw', reference],
        ['manifest', reference, '--type', 'raw'],
      ]) {
        for (const more of [[], ['--json']]) {
          const told = await bootwright([...argv, ...more, '--tls-verify=false', '--authfile', 'login.json'], {
            terminal: true,
            runner: hostRunner({}),
          });
          expect(told.status).toBe(3);
          for (const secret of secrets) expect(`${told.stdout}${told.stderr}`).not.toContain(secret);
        }
      }
    });
  });

  test.each([
    ['in a reference', ['inspect', `docker://me:${password}@127.0.0.1:1/me/os:1`]],
    ['in a bare name', ['inspect', `me:${password}@127.0.0.1:1/me/os:1`]],
    [
      'in a reference of a build container',
      ['manifest', 'oci:x', '--type', 'raw', '--ref', 'a/b', '--build-ref', `docker://me:${password}@h/b`],
    ],
    ['in a misspelt reference', ['inspect', `dcker://me:${password}@127.0.0.1:1/me/os:1`]],
  ])('%s', async (_name, argv) => {
    const { status, stdout, stderr } = await bootwright(argv);
    expect(status).not.toBe(0);
    expect(`${stdout}${stderr}`).not.toContain(password);
  });
});

describe('progress', () => {
  const slow = bootableImage('sealed');
  const noise = Buffer.alloc(4_000_000, 'noise');
  const long = ociBlobs({ ...slow, layers: [...slow.layers, [{ name: 'usr/share/noise', content: noise }]] });
  const longContent = registryContent(long);
  const hanging: RegistrySettings = {
    repository: 'me/os',
    failure: ({ path }) =>
      path.includes(long.blobs[2]?.digest ?? '-') ? { kind: 'silence', after: 1_000_000 } : undefined,
  };

  test('an interrupt ends it with 130, and says nothing', async () => {
    await withRegistry(longContent, hanging, async ({ host }) => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 300);
      const argv = ['inspect', `docker://${host}/me/os:1`, '--tls-verify=false'];
      expect(await bootwright(argv, { signal: controller.signal })).toEqual({ status: 130, stdout: '', stderr: '' });
    });
  });
});
