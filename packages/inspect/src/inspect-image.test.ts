import { scriptedRunner } from '@bootwright/process';
import { expect, test } from 'vitest';
import { ociLayout } from '../../container-image/testing/image.ts';
import { ArchiveFolder, image } from '../testing/archive-folder.ts';
import { inspectImage } from './inspect-image.ts';

const folder = new ArchiveFolder();
const read = (labels: Readonly<Record<string, string>>, imgref?: string) => {
  const path = folder.archived(ociLayout({ ...image, labels, architecture: 'arm64' }));
  return inspectImage(`oci-archive:${path}`, {
    runner: scriptedRunner([]),
    environment: { TMPDIR: folder.path('scratch') },
    ...(imgref === undefined ? {} : { imgref }),
  });
};

test('gives the facts of files and image in one call, and nothing remains in the scratch folder', async () => {
  const { info, bootc, image: found, notices } = await read({ 'containers.bootc': '1' }, 'quay.example.com/acme:1');
  expect(info).toMatchObject({
    imgref: 'quay.example.com/acme:1',
    architecture: 'aarch64',
    defaultRootFs: 'xfs',
    imageId: found.facts.imageId,
    size: found.facts.size,
    os: { release: { id: 'acme' }, kernel: { version: '6.1' } },
  });
  expect(bootc.kernelArguments).toEqual(['quiet']);
  expect(found.facts).toMatchObject({ layers: 3, digest: expect.stringMatching(/^sha256:/) });
  expect(notices).toEqual([]);
});

test('notes an image without the label of bootc, and has no name where the reference is a path', async () => {
  const { info, notices } = await read({});
  expect(info.imgref).toBe('');
  expect(notices.map(({ code }) => code)).toEqual(['image/not-bootc']);
});

test('rejects a text that is not a reference', async () => {
  const reading = inspectImage('https://example.com/os', { runner: scriptedRunner([]), environment: {} });
  await expect(reading).rejects.toMatchObject({ code: expect.stringMatching(/^reference\//) });
});
