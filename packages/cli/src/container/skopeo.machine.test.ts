import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { needs, program } from '../../../../tools/probes.mjs';
import { ociBlobs } from '../../../container-image/testing/image.ts';
import { bootableImage } from '../../../inspect/testing/bootable-image.ts';
import { scriptedRunner } from '../../../process/testing/scripted-runner.ts';
import { registryContent } from '../../../registry/testing/registry-content.ts';
import { withRegistry } from '../../../registry/testing/registry-server.ts';
import { captured } from '../captured.ts';

const run = promisify(execFile);
const directory = mkdtempSync(join(tmpdir(), 'bootwright-skopeo-'));
afterAll(() => rmSync(directory, { recursive: true }));

const made = ociBlobs(bootableImage('sealed'));
const { blobs, manifest } = made;
const content = registryContent(made);

const skopeo = needs(program('skopeo'));
describe.skipIf(skopeo.missing)(`skopeo${skopeo.note}`, () => {
  test.each(['me/os:1', `me/os@${manifest.digest}`, `me/os:1@${manifest.digest}`])(
    'copies what the source of a manifest for %s names, as osbuild has it do',
    async (name) => {
      await withRegistry(content, { repository: 'me/os' }, async ({ host }) => {
        const argv = ['manifest', `docker://${host}/${name}`, '--type', 'raw', '--seed', '1', '--bootc-remote'];
        const { status, stdout } = await captured([...argv, '--tls-verify=false'], {
          directory,
          environment: { TMPDIR: directory },
          runner: scriptedRunner([]),
        });
        expect(status).toBe(0);
        const items: readonly unknown[] = Object.values(JSON.parse(stdout).sources['org.osbuild.skopeo'].items);
        expect(items).toEqual([{ image: { name: `${host}/me/os`, digest: manifest.digest, 'tls-verify': false } }]);
        const copy = join(directory, `copy-${name.replaceAll(/\W/g, '-')}`);
        const from = `docker://${host}/me/os@${manifest.digest}`;
        const policy = ['--insecure-policy', 'copy', '--src-tls-verify=false'];
        await run('skopeo', [...policy, from, `dir:${copy}`], { env: { PATH: process.env.PATH, HOME: directory } });
        const files = blobs.filter(({ digest }) => digest !== manifest.digest).map(({ digest }) => digest.slice(7));
        expect(readdirSync(copy).sort()).toEqual([...files, 'manifest.json', 'version'].sort());
      });
    },
  );
});
