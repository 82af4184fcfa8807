import { type BuildRequest, type ContainerReference, parseBuildRequest } from '@bootwright/build-request';
import { bootcBootloaders, installableBootloaders } from '@bootwright/container-facts';
import { encodeManifest, type Manifest, type Stage } from '@bootwright/osbuild';
import { stageSchemas } from '@bootwright/osbuild/schemas';
import { planImage } from '@bootwright/plan';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildManifest } from './build-manifest.ts';
import { containerReferences } from './container-source.ts';
import { mockContainer } from './mock-container.ts';

const container = {
  imgref: 'registry.example.com/os/app:1',
  arch: 'x86_64',
  default_root_fs: 'ext4',
  size: 2147483648,
  os_info: { os_release: { id: 'acme', version_id: '1', name: 'Acme' }, uefi_vendor: 'acme' },
};

function request(value: object = {}): BuildRequest {
  return parseBuildRequest({ container, image_type: 'qcow2', ...value }, { profile: 'recommended' }).request;
}

function manifest(value: object = {}): Manifest {
  return buildManifest(planImage(request(value)).plan, mockContainer);
}

const stages = ({ pipelines }: Manifest, pipeline: string): readonly Stage[] =>
  pipelines.find(({ name }) => name === pipeline)?.stages ?? [];

const blueprint = {
  customizations: {
    user: [{ name: '10', password: 'p' }, { name: '9' }, { name: '__proto__' }],
    files: [
      { path: '/etc/a', data: 'text', mode: '0600', user: 'root' },
      { path: '/etc/b', data: 'text' },
    ],
  },
};

describe('the containers', () => {
  const builder = { ...container, imgref: 'builder' };
  const resolved = (value: object): readonly ContainerReference[] => {
    const asked: ContainerReference[] = [];
    buildManifest(planImage(request(value)).plan, (reference) => {
      asked.push(reference);
      return mockContainer(reference);
    });
    return asked;
  };

  test('are asked for once each', () => {
    expect(resolved({})).toEqual([{ name: container.imgref, source: container.imgref, local: true }]);
    expect(resolved({ build_container: builder }).map(({ name }) => name)).toEqual([container.imgref, 'builder']);
    expect(containerReferences(planImage(request({ build_container: builder })).plan).length).toBe(2);
  });

  test('come from their registry where that is asked for', () => {
    const { sources } = manifest({ options: { bootc: { use_remote_container_source: true } } });
    expect(Object.keys(sources)).toEqual(['org.osbuild.skopeo', 'org.osbuild.skopeo-index']);
  });

  test('build for the target with its configuration, where another builds', () => {
    const { pipelines } = manifest({ build_container: builder });
    expect(pipelines.slice(0, 3).map(({ name }) => name)).toEqual(['target', 'build', 'image']);
  });
});

describe('the edits', () => {
  test('carry each text once, and refer to it by its checksum', () => {
    const made = manifest({ blueprint: blueprint });
    expect(Object.keys(made.sources['org.osbuild.inline']?.items ?? {})).toEqual([
      'sha256:982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1',
    ]);
    const copy = stages(made, 'image').find(({ type }) => type === 'org.osbuild.copy');
    expect(Object.keys(copy?.inputs ?? {})).toHaveLength(1);
  });

  test('write users in the order of their bytes, whatever they are called', () => {
    const text = encodeManifest(manifest({ blueprint: blueprint }));
    const order = ['"10": {', '"9": {', '"__proto__": {'].map((key) => text.indexOf(key));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order[0]).toBeGreaterThan(0);
  });

  test('are missing on a sealed image, whatever the blueprint requests', () => {
    const sealed = { ...container, unified_kernel: true, bootloader: 'systemd' };
    const types = stages(manifest({ container: sealed, blueprint: blueprint }), 'image').map(({ type }) => type);
    expect(types).toEqual([
      'org.osbuild.truncate',
      'org.osbuild.sfdisk',
      'org.osbuild.mkfs.fat',
      'org.osbuild.mkfs.ext4',
      'org.osbuild.bootc.install-to-filesystem',
    ]);
  });
});

test('an image that needs an addon is rejected where nothing makes one', () => {
  const sealed = { ...container, unified_kernel: true, bootloader: 'systemd' };
  const append = { customizations: { kernel: { append: 'quiet' } } };
  expect(() => manifest({ container: sealed, blueprint: append })).toThrow(
    expect.objectContaining({
      code: 'manifest/addon',
      message: 'the image needs an addon, and nothing makes one',
      at: { document: 'request', path: ['options', 'sealed'] },
      hint: 'give makeAddon, or set options.sealed.customizations to false',
    }),
  );
});

test('property: the same seed gives the same bytes, over all of its range', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (seed) => {
      const value = { seed: `${seed}`, blueprint: blueprint };
      expect(encodeManifest(manifest(value))).toBe(encodeManifest(manifest(value)));
    }),
    { numRuns: 10 },
  );
});

test("osbuild's stage takes each boot loader that the planner lets through, and no other that bootc knows", () => {
  const schema = stageSchemas['org.osbuild.bootc.install-to-filesystem'];
  const taken = bootcBootloaders.filter((bootloader) => schema.safeParse({ bootloader }).success);
  expect(taken).toEqual(installableBootloaders);
});
