import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { browserBundle, compressedSize, mostBytes } from './browser-bundle.mjs';

test('what makes manifests in a browser stays small, and needs nothing but what a browser has', async () => {
  expect(compressedSize(await browserBundle('es'))).toBeLessThanOrEqual(mostBytes);
  const text = await browserBundle('iife');
  const { createManifest, encodeManifest, parseBuildRequest } = runInNewContext(`${text};bootwright`, {
    TextEncoder,
    TextDecoder,
  });
  const container = {
    imgref: 'registry.example.com/os/app:1',
    arch: 'x86_64',
    default_root_fs: 'ext4',
    size: 2_500_000_000,
    os_info: { os_release: { id: 'acme', version_id: '1', name: 'Acme' }, disk_yaml: 'mount_configuration: units\n' },
  };
  const { request } = parseBuildRequest({ container, image_type: 'qcow2' }, { profile: 'reference' });
  const { manifest } = await createManifest(request, ({ source, local, name }: Record<string, unknown>) => ({
    ...{ source, localName: name, localStorage: local },
    ...{ digest: `sha256:${'0'.repeat(64)}`, imageId: `sha256:${'1'.repeat(64)}` },
  }));
  expect(JSON.parse(encodeManifest(manifest)).pipelines.map((pipeline: { name: string }) => pipeline.name)).toContain(
    'qcow2',
  );
});
