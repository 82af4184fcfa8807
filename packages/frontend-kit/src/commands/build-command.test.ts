import { execFileSync } from 'node:child_process';
import { renderPath, shellText } from '@bootwright/core';
import { imageTypes } from '@bootwright/image-types';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BuildChoice, BuildCommand, Builder } from './build-choice.ts';
import { buildCommand } from './build-command.ts';

const choice: BuildChoice = {
  image: 'quay.io/org/os:1',
  imageTypes: ['qcow2'],
  outputDirectory: '/home/ann/my images',
  rootFilesystem: 'xfs',
  blueprint: '/home/ann/config.toml',
  progress: 'machine',
  sudo: true,
};
const bib = 'quay.io/centos-bootc/bootc-image-builder:latest';

const problems = ({ faults }: BuildCommand): readonly string[] =>
  faults.map(({ code, at }) => `${code} ${renderPath(at?.path ?? [])}`);

describe('a command line', () => {
  test('of image-builder', () => {
    const { shell, faults } = buildCommand('image-builder', { ...choice, seed: -1n, omitDefaultKernelArguments: true });
    expect({ shell, faults }).toEqual({
      shell:
        "sudo image-builder build --bootc-ref quay.io/org/os:1 --bootc-default-fs xfs --blueprint /home/ann/config.toml --bootc-no-default-kernel-args --seed -1 --output-dir '/home/ann/my images' --progress file qcow2",
      faults: [],
    });
  });

  test('of image-builder in a container, with its places inside', () => {
    const { argv, faults } = buildCommand('image-builder', {
      ...choice,
      builderImage: 'ghcr.io/osbuild/image-builder-cli:latest',
      cache: '/var/cache/osbuild',
    });
    expect({ shell: shellText(argv), faults }).toEqual({
      shell:
        "sudo podman run --rm --privileged --pull newer --security-opt label=type:unconfined_t --volume '/home/ann/my images:/output' --volume /var/lib/containers/storage:/var/lib/containers/storage --volume /var/cache/osbuild:/var/cache/image-builder/store --volume /home/ann/config.toml:/config.toml:ro ghcr.io/osbuild/image-builder-cli:latest build --bootc-ref quay.io/org/os:1 --bootc-default-fs xfs --blueprint /config.toml --output-dir /output --progress file qcow2",
      faults: [],
    });
  });

  test('of bootc-image-builder, several types in one run', () => {
    const { shell, faults } = buildCommand('bootc-image-builder', {
      ...choice,
      ...{ builderImage: bib, imageTypes: ['qcow2', 'ami'], owner: { uid: 1000, gid: 1000 }, blueprint: './c.json' },
      ...{ storage: '/home/ann/.local/share/containers/storage', architecture: 'aarch64' },
    });
    expect({ shell, faults }).toEqual({
      shell: `sudo podman run --rm --privileged --pull newer --security-opt label=type:unconfined_t --volume '/home/ann/my images:/output' --volume /home/ann/.local/share/containers/storage:/var/lib/containers/storage --volume ./c.json:/config.json:ro ${bib} build --output /output --type qcow2 --type ami --target-arch aarch64 --rootfs xfs --chown 1000:1000 --progress verbose quay.io/org/os:1`,
      faults: [],
    });
  });

  test('of bootwright', () => {
    const { shell, faults } = buildCommand('bootwright', {
      ...{ image: 'quay.io/org/installer:1', imageTypes: ['bootc-installer'], payload: 'quay.io/org/os:1' },
      ...{
        outputDirectory: 'out',
        owner: { uid: 0 },
        fromRegistry: true,
        progress: 'machine',
        buildImage: 'quay.io/org/b',
      },
    });
    expect({ shell, faults }).toEqual({
      shell:
        'bootwright build quay.io/org/installer:1 --type bootc-installer --build-ref quay.io/org/b --bootc-remote --bootc-installer-payload-ref quay.io/org/os:1 --output-dir out --chown 0 --progress json',
      faults: [],
    });
  });

  test('with an upload to Amazon', () => {
    const amazon = { imageName: 'web 1', bucket: 'b', region: 'eu-west-1', credentials: '/home/ann/.aws' };
    const { shell, faults } = buildCommand('bootc-image-builder', {
      ...{ image: 'quay.io/org/os:1', imageTypes: ['ami'], outputDirectory: './out', builderImage: bib, amazon },
    });
    expect(faults).toEqual([]);
    expect(shell).toContain('--volume /home/ann/.aws:/root/.aws:ro');
    expect(shell).toContain("--aws-ami-name 'web 1' --aws-bucket b --aws-region eu-west-1");
  });
});

test.each<[string, Builder, Partial<BuildChoice>, readonly string[]]>([
  ['several types', 'image-builder', { imageTypes: ['qcow2', 'raw'] }, ['command/unsupported imageTypes']],
  ['an owner', 'image-builder', { owner: { uid: 1 } }, ['command/unsupported owner']],
  ['anaconda-iso', 'image-builder', { imageTypes: ['iso'] }, ['command/unsupported imageTypes[0]']],
  [
    'bootc-generic-iso',
    'bootc-image-builder',
    { imageTypes: ['bootc-generic-iso'] },
    ['command/unsupported imageTypes[0]'],
  ],
  ['a seed', 'bootc-image-builder', { seed: 1n }, ['command/unsupported seed']],
  ['a pull', 'bootc-image-builder', { fromRegistry: true }, ['command/unsupported fromRegistry']],
  [
    'an ISO next to a disk',
    'bootc-image-builder',
    { imageTypes: ['qcow2', 'iso'] },
    ['command/unsupported imageTypes'],
  ],
  ['an ISO next to a disk', 'bootwright', { imageTypes: ['iso', 'raw'] }, ['command/unsupported imageTypes']],
  [
    'an upload',
    'bootwright',
    { imageTypes: ['ami'], amazon: { imageName: 'a', bucket: 'b', region: 'c' } },
    ['command/unsupported amazon'],
  ],
  [
    'an upload of qcow2',
    'image-builder',
    { amazon: { imageName: 'a', bucket: 'b', region: 'c' } },
    ['command/unsupported amazon'],
  ],
  ['no type', 'image-builder', { imageTypes: [] }, ['command/missing imageTypes']],
  ['an unknown type', 'image-builder', { imageTypes: ['--help'] }, ['image-type/unknown imageTypes[0]']],
  [
    'an ISO for s390x',
    'bootwright',
    { imageTypes: ['iso'], architecture: 's390x' },
    ['image-type/architecture imageTypes[0]'],
  ],
  ['an image that is an option', 'image-builder', { image: '--help' }, ['reference/registry-name image']],
  ['a missing payload', 'image-builder', { imageTypes: ['bootc-installer'] }, ['command/payload payload']],
  ['a colon in a mounted path', 'bootc-image-builder', { outputDirectory: '/a:b' }, ['command/path outputDirectory']],
  ['the name of a volume', 'bootc-image-builder', { outputDirectory: 'out' }, ['command/path outputDirectory']],
  ['a path that is an option', 'bootwright', { outputDirectory: '--in-vm' }, ['command/path outputDirectory']],
  ['a path with a NUL', 'bootwright', { cache: '/a\0b' }, ['command/path cache']],
  [
    'an upload without names',
    'image-builder',
    { imageTypes: ['ami'], amazon: { imageName: 'a\0', bucket: '', region: '--arch', credentials: '' } },
    ['imageName', 'bucket', 'region', 'credentials'].map((key) => `command/path amazon.${key}`),
  ],
  ['a blueprint in YAML', 'image-builder', { blueprint: '/a.yaml' }, ['command/blueprint blueprint']],
  ['an owner that is not a number', 'bootwright', { owner: { uid: 1, gid: 1.5 } }, ['command/owner owner.gid']],
  ['a seed of 65 bits', 'bootwright', { seed: 2n ** 64n }, ['request/seed seed']],
])('%s is a fault of %s', (_, builder, given, expected) => {
  const base = { image: 'quay.io/org/os:1', imageTypes: ['qcow2'], outputDirectory: '/out' };
  const inside = builder === 'bootc-image-builder' ? { builderImage: bib } : {};
  expect(problems(buildCommand(builder, { ...base, ...inside, ...given }))).toEqual(expected);
});

test('an alias of an image type is written as the name that each builder knows', () => {
  const { argv } = buildCommand('bootc-image-builder', { ...choice, imageTypes: ['vsphere-ova'], builderImage: bib });
  expect(argv.slice(argv.indexOf('--type')).slice(0, 2)).toEqual(['--type', 'ova']);
});

test('bootc-image-builder needs the image that it is in', () => {
  expect(problems(buildCommand('bootc-image-builder', choice))).toEqual(['command/unsupported builderImage']);
});

test('a payload without an effect is noted', () => {
  const { notices, faults } = buildCommand('image-builder', { ...choice, payload: 'quay.io/org/app:1' });
  expect({ codes: notices.map(({ code }) => code), faults }).toEqual({ codes: ['command/no-effect'], faults: [] });
});

test('each image type is made by at least two of the builders', () => {
  const builders: readonly Builder[] = ['image-builder', 'bootc-image-builder', 'bootwright'];
  const able = imageTypes.map(({ name }) => {
    const given = { ...choice, imageTypes: [name], payload: 'quay.io/org/app:1', builderImage: bib };
    return builders.filter((builder) =>
      buildCommand(builder, given).faults.every(({ at }) => at?.path?.[0] !== 'imageTypes'),
    ).length;
  });
  expect(Math.min(...able)).toBe(2);
});

test('a shell gives the very arguments of the text', () => {
  const word = fc.string({ unit: 'binary', maxLength: 20 }).filter((text) => !/[\0\p{Surrogate}]/u.test(text));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 50 }), (words) => {
      const script = `printf '%s\\0' ${shellText(words)}`;
      const printed = execFileSync('sh', ['-c', script], { encoding: 'utf8' });
      expect(printed.split('\0').slice(0, -1)).toEqual(words);
    }),
    { numRuns: 20 },
  );
  const odd = ["it's", '$(id)', '`id`', '"', '\\', '\n', '!', '~', '*', '', ' ', '-x', 'a=b', '#', "''"];
  const printed = execFileSync('sh', ['-c', `printf '%s\\0' ${shellText(odd)}`], { encoding: 'utf8' });
  expect(printed.split('\0').slice(0, -1)).toEqual(odd);
});
