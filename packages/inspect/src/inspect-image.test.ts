import { parseImageReference } from '@bootwright/container-image';
import { expect, test } from 'vitest';
import { ociLayout } from '../../container-image/testing/image.ts';
import { scriptedRunner } from '../../process/testing/scripted-runner.ts';
import { ArchiveFolder, image } from '../testing/archive-folder.ts';
import { type InspectImageOptions, inspectImage } from './inspect-image.ts';
import { ownName } from './own-name.ts';

const folder = new ArchiveFolder();
const read = (
  labels: Readonly<Record<string, string>>,
  given: Pick<InspectImageOptions, 'imgref' | 'architecture'> = {},
) => {
  const path = folder.archived(ociLayout({ ...image, labels, architecture: 'arm64' }));
  return inspectImage(`oci-archive:${path}`, {
    runner: scriptedRunner([]),
    environment: { TMPDIR: folder.path('scratch') },
    ...given,
  });
};

test('gives the facts of files and image in one call, and nothing remains in the scratch folder', async () => {
  const {
    info,
    bootc,
    image: found,
    notices,
  } = await read({ 'containers.bootc': '1' }, { imgref: 'quay.example.com/acme:1' });
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

test('rejects an image for another architecture than the one asked for', async () => {
  await expect(read({}, { architecture: 'x86_64' })).rejects.toMatchObject({
    code: 'image/architecture',
    message: expect.stringMatching(
      /^requested container architecture does not match .*"x86_64" != "aarch64" \(oci-archive:/,
    ),
  });
});

test.each([
  ['docker://registry.example.com/me/os:1', 'registry.example.com/me/os:1'],
  ['localhost/os', 'localhost/os'],
  ['containers-storage:0123456789ab', undefined],
  ['oci:layout:registry.example.com/me/os:1', 'registry.example.com/me/os:1'],
  ['oci:layout:latest', undefined],
  ['docker-archive:os.tar', undefined],
  ['dir:root', undefined],
])('the name under which %s can be deployed is %s', (reference, name) => {
  expect(ownName(parseImageReference(reference))).toBe(name);
});
