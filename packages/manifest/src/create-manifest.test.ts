import { parseBuildRequest, parseBuildRequestValue } from '@bootwright/build-request';
import { Fault } from '@bootwright/core';
import { encodeManifest } from '@bootwright/osbuild';
import { describe, expect, test } from 'vitest';
import { createManifest } from './create-manifest.ts';
import { createManifestSync } from './create-manifest-sync.ts';
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

describe('an answer that is not a container is a fault', () => {
  const { localStorage, ...rest } = mockContainer({ name: 'a', source: 'a', local: true });
  const whole = { ...rest, localStorage };

  test.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a text', 'registry.example.com/os/app:1'],
    ['a list', [whole]],
    ['a number for a source', { ...whole, source: 1 }],
    ['an empty source', { ...whole, source: '' }],
    ['a source with an unpaired surrogate', { ...whole, source: 'a\ud800b' }],
    ['half of a surrogate pair', { ...whole, source: 'a\ud800' }],
    ['a source of a megabyte', { ...whole, source: 'a'.repeat(2 ** 20) }],
    ['an image id without its algorithm', { ...whole, imageId: 'ab'.repeat(32) }],
    ['an image id that is cut off', { ...whole, imageId: whole.imageId.slice(0, -1) }],
    ['an image id in capitals', { ...whole, imageId: whole.imageId.toUpperCase() }],
    ['an image id with more behind it', { ...whole, imageId: `${whole.imageId}\n` }],
    ['another digest algorithm', { ...whole, digest: `sha512:${'ab'.repeat(64)}` }],
    ['a remote container without a digest', { ...whole, localStorage: false, digest: '' }],
    ['a number for the digest of a list', { ...whole, listDigest: 1 }],
    ['a missing place', rest],
    ['a text for a truth', { ...whole, localStorage: 'no' }],
    ['a null for what may be absent', { ...whole, tlsVerify: null }],
    ['an object with a text', { ...whole, localName: { toString: () => 'a' } }],
  ])('%s', async (_name, answer) => {
    const untyped: unknown = () => answer;
    const resolve = untyped as typeof mockContainer;
    const fault = { code: 'source/answer', message: expect.stringMatching(/^`resolve` gave .{1,200}$/) };
    await expect(createManifest(request, resolve)).rejects.toMatchObject(fault);
    expect(() => createManifestSync(request, resolve)).toThrow(expect.objectContaining(fault));
  });

  test('one with more members is taken, without them', async () => {
    const more = (reference: Parameters<typeof mockContainer>[0]) => ({ ...mockContainer(reference), registry: 1 });
    const created = await createManifest(request, more);
    expect(created.manifest).toEqual(createManifestSync(request, mockContainer).manifest);
  });

  test('whatever a lookup rejects with is what the manifest rejects with', async () => {
    for (const reason of [undefined, null, 'no', 1]) {
      const rejected = createManifest(request, () => Promise.reject(reason));
      expect(
        await rejected.then(
          () => 'made',
          (error: unknown) => [error],
        ),
      ).toEqual([reason]);
    }
  });
});
