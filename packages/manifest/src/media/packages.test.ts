import { parseBuildRequest } from '@bootwright/build-request';
import { librepoSource, type ResolvedPackages } from '@bootwright/osbuild';
import { planImage } from '@bootwright/plan';
import { describe, expect, test } from 'vitest';
import { buildManifest } from '../build-manifest.ts';
import { createManifest } from '../create-manifest.ts';
import { mockContainer } from '../mock-container.ts';
import { mockDepsolve } from './mock-packages.ts';
import { installedPackages } from './package-trees.ts';

const { request } = parseBuildRequest(
  {
    container: {
      imgref: 'registry.example.com/os/app:1',
      arch: 'x86_64',
      default_root_fs: 'ext4',
      size: 2_000_000_000,
      os_info: { os_release: { id: 'fedora', version_id: '43', name: 'Fedora Linux' }, uefi_vendor: 'fedora' },
    },
    image_type: 'iso',
  },
  { profile: 'reference' },
);

test('without a depsolver the fault names the type that needs none', () => {
  const { plan } = planImage(request);
  expect(() => buildManifest(plan, mockContainer)).toThrow(
    expect.objectContaining({ code: 'source/depsolver', hint: expect.stringContaining('"bootc-installer"') }),
  );
});

test('packages without a kernel are a fault', () => {
  const { plan } = planImage(request);
  const kernelless = (set: Parameters<typeof mockDepsolve>[0]): ResolvedPackages => {
    const resolved = mockDepsolve(set);
    return { ...resolved, packages: resolved.packages.filter(({ name }) => name !== 'kernel') };
  };
  expect(() => buildManifest(plan, mockContainer, { depsolve: kernelless })).toThrow(
    expect.objectContaining({ code: 'source/kernel' }),
  );
});

test('package sets that take time are looked up one after the other, each once', async () => {
  const looked: string[] = [];
  let running = 0;
  const { manifest } = await createManifest(request, mockContainer, {
    packages: async (set) => {
      expect(++running).toBe(1);
      await Promise.resolve();
      running--;
      looked.push(set.name);
      return mockDepsolve(set);
    },
  });
  expect(looked).toEqual(['build', 'anaconda-tree']);
  expect(manifest).toEqual(buildManifest(planImage(request).plan, mockContainer, { depsolve: mockDepsolve }));
});

const resolved: ResolvedPackages = {
  packages: ['a', 'b'].map((name, index) => ({
    name,
    epoch: index,
    version: '1',
    release: '2',
    architecture: 'noarch',
    checksum: `sha256:${name.repeat(64)}`,
    path: `p/${name}.rpm`,
    repository: name,
    isChecked: index === 1,
  })),
  repositories: ['c', 'b', 'a'].map((id) => ({
    id,
    url: `https://${id}.example.com`,
    type: 'metalink',
    keys: [`key of ${id}`],
    isInsecure: id === 'a',
    ...(id === 'b' ? { secrets: 'org.osbuild.rhsm' as const } : {}),
  })),
};

test('a source names the mirrors in use alone, and secrets by their name', () => {
  expect(librepoSource([resolved])).toEqual({
    items: {
      [`sha256:${'a'.repeat(64)}`]: { path: 'p/a.rpm', mirror: 'a' },
      [`sha256:${'b'.repeat(64)}`]: { path: 'p/b.rpm', mirror: 'b' },
    },
    options: {
      mirrors: {
        a: { url: 'https://a.example.com', type: 'metalink', insecure: true },
        b: { url: 'https://b.example.com', type: 'metalink', secrets: { name: 'org.osbuild.rhsm' } },
      },
    },
  });
});

test('packages whose signature is checked bring the keys of their repository', () => {
  const { options, inputs } = installedPackages(resolved, {});
  expect(options).toEqual({ gpgkeys: ['key of b'] });
  expect(inputs?.packages).toMatchObject({
    references: [
      { id: `sha256:${'a'.repeat(64)}` },
      { id: `sha256:${'b'.repeat(64)}`, options: { metadata: { 'rpm.check_gpg': true } } },
    ],
  });
});

describe('packages that are not sound are a fault', () => {
  const [first, ...others] = resolved.packages;
  const [repository] = resolved.repositories;
  const withPackage = (change: object) => ({ ...resolved, packages: [{ ...first, ...change }, ...others] });
  const withRepository = (change: object) => ({ ...resolved, repositories: [{ ...repository, ...change }] });

  test.each<[string, unknown]>([
    ['undefined', undefined],
    ['a text', 'kernel'],
    ['no packages', { ...resolved, packages: [] }],
    ['an object for a list', { ...resolved, packages: { 0: first } }],
    ['more packages than any system has', { ...resolved, packages: Array(200_001).fill(first) }],
    ['no repositories', { ...resolved, repositories: undefined }],
    ['null for a package', { ...resolved, packages: [null] }],
    ['a version with a slash', withPackage({ version: '../../1' })],
    ['a number for a name', withPackage({ name: 1 })],
    ['a fraction for an epoch', withPackage({ epoch: 0.5 })],
    ['a checksum without its algorithm', withPackage({ checksum: 'ab'.repeat(32) })],
    ['a checksum of a name like one', withPackage({ checksum: `sha256:${'ab'.repeat(31)}` })],
    ['a path out of the repository', withPackage({ path: 'a/../../b' })],
    ['an absolute path', withPackage({ path: '/a' })],
    ['a repository that is not listed', withPackage({ repository: 'other' })],
    ['a text for whether it is checked', withPackage({ isChecked: 'yes' })],
    ['a login in an address', withRepository({ url: 'https://me:secret@example.com/' })],
    ['another kind of address', withRepository({ url: 'javascript:alert(1)' })],
    ['a path for secrets', withRepository({ secrets: '/etc/key' })],
    ['keys of a megabyte', withRepository({ keys: ['a'.repeat(2 ** 20), 'a'] })],
  ])('%s', async (_name, answer) => {
    const untyped: unknown = () => answer;
    const packages = untyped as typeof mockDepsolve;
    const fault = { code: 'source/answer', message: expect.stringMatching(/^the packages that were.{1,300}$/) };
    await expect(createManifest(request, mockContainer, { packages })).rejects.toMatchObject(fault);
    const { plan } = planImage(request);
    expect(() => buildManifest(plan, mockContainer, { depsolve: packages })).toThrow(expect.objectContaining(fault));
  });
});
