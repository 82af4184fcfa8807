import { parseBuildRequest, parseBuildRequestValue } from '@bootwright/build-request';
import { Fault } from '@bootwright/core';
import { encodeManifest } from '@bootwright/osbuild';
import { expect, test } from 'vitest';
import { createManifest, createManifestSync } from './create-manifest.ts';
import { mockContainer } from './mock-container.ts';

const container = {
  imgref: 'registry.example.com/os/app:1',
  arch: 'x86_64',
  default_root_fs: 'ext4',
  size: 2_500_000_000,
  unified_kernel: true,
  bootloader: 'systemd',
  os_info: { os_release: { id: 'acme', version_id: '1', name: 'Acme' }, uefi_vendor: 'acme' },
};

const builder = { ...container, imgref: 'registry.example.com/os/builder:1' };

const { request } = parseBuildRequest(
  {
    container,
    build_container: builder,
    image_type: 'qcow2',
    blueprint: { customizations: { kernel: { append: 'quiet' } } },
  },
  { profile: 'reference' },
);

test('a lookup that takes time gives the same manifest as one that answers at once', async () => {
  const asked: string[] = [];
  const created = await createManifest(request, async (reference) => {
    asked.push(reference.source);
    return mockContainer(reference);
  });
  const expected = createManifestSync(request, mockContainer);
  expect(encodeManifest(created.manifest)).toBe(encodeManifest(expected.manifest));
  expect({ ...created, manifest: undefined }).toEqual({ ...expected, manifest: undefined });
  expect(asked.toSorted()).toEqual([container.imgref, builder.imgref]);
});

test('plan, notices and reasons come with the manifest', async () => {
  const { plan, notices, reasons } = await createManifest(request, mockContainer);
  expect(plan.imageType).toMatchObject({ filename: 'disk.qcow2', exports: ['qcow2'] });
  expect(notices.map(({ code }) => code)).toContain('sealed/kernel-arguments');
  expect(reasons.map(({ concern }) => concern)).toContain('kernel-arguments');
});

test('the order of the keys of a request changes nothing', () => {
  const request = {
    container: {
      ...container,
      unified_kernel: false,
      os_info: {
        ...container.os_info,
        kernel_info: { version: '6.12', has_aboot_img: false },
        iso_info: {
          label: 'OS',
          kernel_args: ['quiet'],
          grub2: { default: 1, timeout: 3, entries: [{ name: 'One', linux: '/v', initrd: '/i' }, { name: 'Two' }] },
        },
      },
    },
    image_type: 'bootc-generic-iso',
  };
  const encoded = (value: unknown) =>
    encodeManifest(
      createManifestSync(parseBuildRequestValue(value, { profile: 'reference' }).request, mockContainer).manifest,
    );
  expect(encoded(reversed(request))).toBe(encoded(request));
  expect(encoded(request)).toContain('"name": "Two",\n                "linux": "",\n                "initrd": ""');
});

/** The same value with the keys of each object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, item]) => [key, reversed(item)]),
  );
}

test('the fault of a lookup is the fault of the manifest', async () => {
  const fault = new Fault('source/digest', 'unknown');
  await expect(
    createManifest(request, () => {
      throw fault;
    }),
  ).rejects.toBe(fault);
});
