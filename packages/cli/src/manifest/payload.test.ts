import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type MadeImage, ociBlobs } from '../../../container-image/testing/image.ts';
import { bootableImage } from '../../../inspect/testing/bootable-image.ts';
import { scriptedRunner } from '../../../process/testing/scripted-runner.ts';
import { registryContent } from '../../../registry/testing/registry-content.ts';
import { withRegistry } from '../../../registry/testing/registry-server.ts';
import { captured } from '../captured.ts';

const directory = mkdtempSync(join(tmpdir(), 'bootwright-payload-'));
afterAll(() => rmSync(directory, { recursive: true }));

const installer = ociBlobs(bootableImage('traditional'));
const plain: MadeImage = {
  layers: [[{ name: 'etc/os-release', content: 'ID=harbour\nVERSION_ID=2\nNAME=Harbour\n' }]],
};

/** The manifest of an ISO, its container and its payload from one registry. */
function manifestOf(type: string, payload: MadeImage, more: readonly string[] = []) {
  const made = ociBlobs(payload);
  const content = registryContent(installer);
  const payloads = registryContent(made);
  return withRegistry(content, { repository: 'me/installer' }, ({ host }) =>
    withRegistry(payloads, { repository: 'me/os' }, async ({ host: other }) => {
      const reference = `${other}/me/os:1`;
      const argv = ['manifest', `docker://${host}/me/installer:1`, '--type', type, '--seed', '1', '--bootc-remote'];
      const options = ['--installer-payload-ref', reference, '--tls-verify=false', '--arch', 'x86_64', ...more];
      const surroundings = { directory, environment: { TMPDIR: directory }, runner: scriptedRunner([]) };
      return { ...(await captured([...argv, ...options], surroundings)), reference, made };
    }),
  );
}

test.each(['bootc-installer', 'bootc-generic-iso'])(
  '%s: the ids of the payload are read from its registry',
  async (type) => {
    const { status, stdout, reference, made } = await manifestOf(
      type,
      bootableImage('traditional', { labels: { payload: 'yes' } }),
    );
    expect(status).toBe(0);
    expect(JSON.parse(stdout).sources['org.osbuild.skopeo'].items[made.imageId]).toMatchObject({
      image: { name: reference.replace(/:1$/, ''), digest: made.manifest.digest },
    });
  },
);

test.each([
  ['payload/sealed', bootableImage('sealed')],
  ['payload/kernel', plain],
])('what cannot be installed is the fault %s', async (code, payload) => {
  const { status, stdout, stderr, reference } = await manifestOf('bootc-installer', payload);
  expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
  expect(stderr).toContain(`the installer cannot install ${reference}`);
  expect(stderr).toContain(`[${code}]`);
});

test('a live ISO carries any container, without checks', async () => {
  expect((await manifestOf('bootc-generic-iso', plain)).status).toBe(0);
});

test('a payload whose image id is given is not read', async () => {
  const id = `sha256:${'c'.repeat(64)}`;
  const given = ['--payload-image-id', id, '--payload-digest', id];
  const { status, stdout } = await manifestOf('bootc-installer', bootableImage('sealed'), given);
  expect(status).toBe(0);
  expect(JSON.parse(stdout).sources['org.osbuild.skopeo'].items[id]).toBeDefined();
});
