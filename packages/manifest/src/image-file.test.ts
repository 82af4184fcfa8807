import type { ContainerInfo } from '@bootwright/container-facts';
import { bytes, GiB } from '@bootwright/core';
import { imageTypes } from '@bootwright/image-types';
import { encodeManifest } from '@bootwright/osbuild';
import { expect, test } from 'vitest';
import { createManifestSync } from './create-manifest-sync.ts';
import { mockContainer, mockDepsolve } from './index.ts';

const container: ContainerInfo = {
  imgref: 'registry.example.com/any/os:1',
  architecture: 'x86_64',
  defaultRootFs: 'ext4',
  size: bytes(GiB(1)),
  unifiedKernel: false,
  os: {
    release: { id: 'fedora', versionId: '43', name: 'any' },
    uefiVendor: 'fedora',
    kernel: { version: '6.12.0', hasAbootImage: false },
    initrdModules: ['ostree', 'dmsquash-live', 'livenet'],
  },
};

/** What the image type says of its file: the name in the folder of its export. */
test.each(imageTypes.map(({ name, filename }) => [name, filename] as const))(
  'the manifest of %s writes the file %s that its type names',
  (imageType, filename) => {
    const at = { document: 'blueprint' };
    const options = {
      remoteSource: false,
      omitDefaultKernelArguments: false,
      installerPayload: 'registry.example.com/any/payload:1',
    };
    const request = {
      container,
      imageType,
      options,
      blueprint: {},
      blueprintAt: at,
      seed: 1n,
      profile: 'reference',
    } as const;
    const { manifest } = createManifestSync(request, mockContainer, { depsolve: mockDepsolve });
    expect(encodeManifest(manifest)).toContain(`"${filename}"`);
  },
);
