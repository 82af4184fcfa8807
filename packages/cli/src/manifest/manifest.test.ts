import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { captured } from '../captured.ts';

const folder = mkdtempSync(join(tmpdir(), 'bootwright-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const containers = join(import.meta.dirname, '../../../../test-data/containers');
const ref = 'registry.example.com/harbour/web:1';
const traditional = ['--root', join(containers, 'traditional'), '--ref', ref, '--arch', 'x86_64', '--type', 'raw'];
const sealed = ['--root', join(containers, 'sealed'), '--ref', ref, '--arch', 'x86_64', '--type', 'raw'];
const made = ['--seed', '1', '--mock-sources'];
const id = (digit: string): string => `sha256:${digit.repeat(64)}`;

function written(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const blueprintToml = written('blueprint.toml', '[customizations.kernel]\nappend = "quiet"\n');
const leftOutToml = written('left-out.toml', '[customizations.timezone]\nntpservers = ["a"]\n');
const blueprintJson = written('blueprint.json', '{"customizations": {"kernel": {"append": "quiet"}}}');
const request = {
  container: {
    imgref: ref,
    arch: 'x86_64',
    default_root_fs: 'ext4',
    size: 1_000_000,
    os_info: { os_release: { id: 'a', version_id: '1', name: 'A' }, selinux_policy: 'targeted' },
  },
  image_type: 'raw',
  seed: 1,
};
const requestFile = written('request.json', JSON.stringify(request, null, 2));

interface Manifest {
  readonly pipelines: readonly {
    readonly name: string;
    readonly stages?: readonly { readonly type: string; readonly options?: Readonly<Record<string, unknown>> }[];
  }[];
  readonly sources: Readonly<Record<string, unknown>>;
}

async function manifest(argv: readonly string[], stdin = ''): Promise<Manifest> {
  const { status, stdout, stderr } = await captured(['manifest', ...argv], { stdin });
  expect({ status, stderr: stderr.replace(/^notice.*\n( .*\n)*/gm, '') }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout);
}

function installOptions({ pipelines }: Manifest): Readonly<Record<string, unknown>> | undefined {
  const stages = pipelines.find(({ name }) => name === 'image')?.stages;
  return stages?.find(({ type }) => type === 'org.osbuild.bootc.install-to-filesystem')?.options;
}

describe('what the manifest is made from', () => {
  test('options give what a request leaves out', async () => {
    const { image_type: _type, container, ...rest } = request;
    const { imgref: _ref, arch: _arch, default_root_fs: _fs, ...facts } = container;
    const file = written('incomplete.json', JSON.stringify({ ...rest, container: facts }));
    const options = ['--ref', ref, '--arch', 'x86_64', '--bootc-default-fs', 'ext4', '--type', 'raw'];
    expect(await manifest(['--request', file, '--mock-sources', ...options])).toEqual(
      await manifest(['--request', requestFile, '--mock-sources']),
    );
  });

  test('a request that lacks facts has all its faults reported, those that options cure left out', async () => {
    const file = written('faulty.json', JSON.stringify({ image_type: 'qcow', container: { size: 'x' }, seed: 1.5 }));
    const { status, stderr } = await captured(['manifest', '--request', file, '--ref', ref, '--seed', '1']);
    expect(status).toBe(3);
    expect([...stderr.matchAll(/\[([a-z-]+\/[a-z-]+)\]/g)].map(([, code]) => code)).toEqual([
      'container/type',
      'image-type/unknown',
    ]);
  });

  test('a root directory', async () => {
    expect(installOptions(await manifest([...traditional, ...made]))).toMatchObject({ 'target-imgref': ref });
  });

  test('a request in a file, and the same on standard input', async () => {
    const one = await manifest(['--request', requestFile, '--mock-sources']);
    expect(await manifest(['--request', '-', '--mock-sources'], JSON.stringify(request))).toEqual(one);
  });

  test('a blueprint in TOML, in JSON, and of either kind on standard input', async () => {
    const one = await manifest([...traditional, ...made, '--blueprint', blueprintToml]);
    expect(installOptions(one)).toMatchObject({ 'kernel-args': ['rw', 'console=tty0', 'console=ttyS0', 'quiet'] });
    for (const other of [blueprintJson, blueprintToml]) {
      const text = readFileSync(other, 'utf8');
      expect(await manifest([...traditional, ...made, '--blueprint', '-'], text)).toEqual(one);
    }
    expect(await manifest([...traditional, ...made, '--blueprint', blueprintJson])).toEqual(one);
  });

  test('options replace what a request says', async () => {
    const options = [
      '--type',
      'qcow2',
      '--ref',
      'other:2',
      '--bootc-no-default-kernel-args',
      '--bootc-default-fs',
      'xfs',
    ];
    const changed = await manifest(['--request', requestFile, '--mock-sources', ...options]);
    expect(installOptions(changed)).toMatchObject({ 'target-imgref': 'other:2' });
    expect(installOptions(changed)).not.toHaveProperty('kernel-args');
    expect(JSON.stringify(changed)).toContain('org.osbuild.mkfs.xfs');
  });

  test('a container of its own builds the image', async () => {
    const build = ['--build-root', join(containers, 'traditional'), '--build-ref', 'registry.example.com/build:1'];
    const { sources } = await manifest([...sealed, ...made, ...build]);
    expect(Object.keys(sources)).toContain('org.osbuild.containers-storage');
    expect(JSON.stringify(await manifest([...sealed, ...made, ...build]))).toContain('registry.example.com/build:1');
  });

  test('names of other tools for options are understood', async () => {
    const ours = ['--arch', 'aarch64', '--bootc-default-fs', 'xfs'];
    const theirs = ['--target-arch', 'arm64', '--rootfs', 'xfs'];
    const from = [...traditional.slice(0, 4), '--type', 'raw', ...made];
    expect(await manifest([...from, ...theirs])).toEqual(await manifest([...from, ...ours]));
  });

  test('--size is the least size of the root file system', async () => {
    const one = await manifest([...traditional, ...made]);
    const large = await manifest([...traditional, ...made, '--size', '20 GiB']);
    expect(diskSize(large)).toBeGreaterThan(diskSize(one));
  });
});

function diskSize({ pipelines }: Manifest): number {
  const stages = pipelines.find(({ name }) => name === 'image')?.stages;
  return Number(stages?.find(({ type }) => type === 'org.osbuild.truncate')?.options?.size);
}

describe('the seed', () => {
  test('is drawn and reported where none is given, and gives the same bytes again', async () => {
    const drawn = await captured(['manifest', ...traditional, '--mock-sources'], { freshSeed: -77n });
    expect(drawn.stderr).toBe('seed -77 was drawn; "--seed -77" gives the same manifest again\n');
    const asJson = await captured(['manifest', ...traditional, '--mock-sources', '--json'], { freshSeed: -77n });
    expect(JSON.parse(asJson.stderr)).toMatchObject({ code: 'manifest/seed' });
    const again = await captured(['manifest', ...traditional, '--mock-sources', '--seed', '-77']);
    expect(again).toEqual({ status: 0, stdout: drawn.stdout, stderr: '' });
  });

  test('may come from the environment', async () => {
    const environment = { OSBUILD_TESTING_RNG_SEED: '1' };
    const { stdout } = await captured(['manifest', ...traditional, '--mock-sources'], { environment });
    expect(stdout).toBe((await captured(['manifest', ...traditional, ...made])).stdout);
  });

  test('that is not a number is wrong usage, wherever it comes from', async () => {
    const environment = { OSBUILD_TESTING_RNG_SEED: 'x' };
    const { status, stderr } = await captured(['manifest', ...traditional], { environment });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^error: the environment variable OSBUILD_TESTING_RNG_SEED: "x" is not a whole number/);
  });
});

describe('ids of containers', () => {
  test('of a directory must be given', async () => {
    const { status, stderr } = await captured(['manifest', ...traditional, '--seed', '1']);
    expect(status).toBe(3);
    expect(stderr).toMatch(
      /^error: the image id of .* is not known: .* \[source\/image-id\]\n {2}help: .* give --image-id/,
    );
  });

  test('--image-id takes the digits as podman prints them', async () => {
    const digits = 'a'.repeat(64);
    const { sources } = await manifest([...traditional, '--seed', '1', '--image-id', digits]);
    expect(sources).toEqual({ 'org.osbuild.containers-storage': { items: { [`sha256:${digits}`]: {} } } });
  });

  test('several image types of one manifest give that manifest', async () => {
    const several = [...traditional.filter((word) => word !== '--type' && word !== 'raw'), ...made];
    const text = async (...types: readonly string[]) =>
      (await captured(['manifest', ...several, ...types.flatMap((type) => ['--type', type])])).stdout;
    const one = await text('qcow2');
    expect(JSON.parse(one).version).toBe('2');
    expect(await text('qcow2,raw')).toBe(one);
    expect(await text('vmdk', 'qcow2')).toBe(one);
  });

  test('--image-size is the size of image-builder: the least size of the root file system', async () => {
    const argv = ['manifest', ...traditional, ...made];
    const [small, large] = await Promise.all([captured(argv), captured([...argv, '--image-size', '20 GiB'])]);
    expect(large?.stdout).not.toBe(small?.stdout);
    expect(large).toEqual(await captured([...argv, '--size', '20 GiB']));
  });

  test('--image-id is enough for local storage', async () => {
    const { sources } = await manifest([...traditional, '--seed', '1', '--image-id', id('a')]);
    expect(sources).toEqual({ 'org.osbuild.containers-storage': { items: { [id('a')]: {} } } });
  });

  test('a registry needs the digest as well', async () => {
    const remote = [...traditional, '--seed', '1', '--image-id', id('a'), '--bootc-remote'];
    const { status, stderr } = await captured(['manifest', ...remote]);
    expect({ status, code: /\[(source\/.*)\]/.exec(stderr)?.[1] }).toEqual({ status: 3, code: 'source/digest' });
    const { sources } = await manifest([...remote, '--digest', id('b')]);
    expect(JSON.stringify(sources)).toContain(id('b'));
  });
});

describe('notices', () => {
  const argv = ['manifest', ...sealed, ...made, '--profile', 'recommended', '--blueprint', leftOutToml];

  test('are reported on standard error, with the place in the blueprint', async () => {
    const { status, stderr } = await captured(argv);
    expect(status).toBe(0);
    expect(stderr).toContain('[sealed/deployment-edit]\n');
    expect(stderr).toContain(`  at ${leftOutToml}:2:1: customizations.timezone.ntpservers
  2 | ntpservers = ["a"]
    | ^
  help: `);
  });

  test('are lines of JSON with --json', async () => {
    const { stderr } = await captured([...argv, '--json']);
    expect(JSON.parse(stderr)).toMatchObject({
      level: 'notice',
      code: 'sealed/deployment-edit',
      at: { file: leftOutToml, line: 2, column: 1 },
    });
  });

  test('are faults with --strict, and nothing is written', async () => {
    const file = join(folder, 'strict.json');
    const { status, stdout, stderr } = await captured([...argv, '--strict', '-o', file]);
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toMatch(/^error: a notice is a fault, as --strict asks; no manifest is written/);
    expect(readdirSync(folder)).not.toContain('strict.json');
  });
});

describe('usage', () => {
  test.each<[string, readonly string[], string]>([
    ['no container', [], 'no container given: expected REF, --root DIR or --request FILE'],
    ['two containers', [...traditional, '--request', requestFile], '--root and --request both give the container'],
    ['no type', traditional.slice(0, 4), '--root needs --type'],
    ['no reference', [...traditional.slice(0, 2), '--type', 'raw'], '--root needs --ref'],
    [
      'a build container that has no name',
      [...traditional, '--build-ref', 'oci:build'],
      'oci:build has no name under which osbuild could find it',
    ],
    ['an image and a directory', ['os:1', ...traditional], 'os:1 and --root both give the container'],
    ['an image without a type', ['registry.example.com/me/os:1'], 'registry.example.com/me/os:1 needs --type'],
    ['an archive without a name', ['oci-archive:os.tar:1', '--type', 'raw'], 'oci-archive:os.tar:1 needs --ref'],
    [
      'standard input for archive and blueprint',
      ['docker-archive:-', '--type', 'raw', '--ref', ref, '--blueprint', '-'],
      'docker-archive:- and --blueprint both read standard input',
    ],
    [
      'a transport that is not known',
      ['ocl-archive:os.tar', '--type', 'raw'],
      '"ocl-archive:os.tar" has no known transport',
    ],
    [
      'a build container without its reference',
      [...traditional, '--build-root', '/'],
      '--build-root needs --build-ref',
    ],
    [
      'standard input twice',
      ['--request', '-', '--blueprint', '-'],
      '--request and --blueprint both read standard input',
    ],
    ['ids given and made up', [...traditional, ...made, '--digest', id('a')], '--mock-sources makes ids up'],
    ['a short digest', [...traditional, '--image-id', 'sha256:ab'], '--image-id: "sha256:ab" is not a SHA-256: 64'],
    [
      'a size without a unit that is known',
      [...traditional, '--size', '10 GX'],
      '--size, --image-size: "10 GX" is not a size above zero',
    ],
    ['a size of zero', [...traditional, '--size', '0'], '--size, --image-size: "0" is not a size above zero'],
    [
      'an unknown type',
      [...traditional.slice(0, 6), '--type', 'qcow'],
      'unsupported image type "qcow", valid types are',
    ],
    ['an option given twice', [...traditional, '--seed', '1', '--seed', '2'], '--seed is given twice: "1" and "2"'],
    [
      'an option given twice under two names',
      [...traditional, '--rootfs', 'xfs', '--bootc-default-fs', 'ext4'],
      '--bootc-default-fs is given twice: "xfs" and "ext4"',
    ],
    [
      'a transport in --ref',
      ['--root', '/', '--type', 'raw', '--ref', 'docker://registry.example.com/me/os:1'],
      '--ref: "docker://registry.example.com/me/os:1" names no image in a registry',
    ],
    [
      'capitals in --ref',
      ['--root', '/', '--type', 'raw', '--ref', 'registry.example.com/Me/os:1'],
      '--ref: "registry.example.com/Me/os:1" names no image in a registry: "Me" has capitals',
    ],
    [
      'a digest in --ref that is too short',
      ['--root', '/', '--type', 'raw', '--ref', `registry.example.com/me/os@sha256:${'a'.repeat(32)}`],
      '--ref: "registry.example.com/me/os@sha256:',
    ],
    [
      'a seed of more than 64 bits',
      [...traditional, '--seed', '9223372036854775808'],
      '--seed: "9223372036854775808" is not',
    ],
  ])('%s', async (_name, argv, message) => {
    const { status, stdout, stderr } = await captured(['manifest', ...argv]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.startsWith(`error: ${message}`)).toBe(true);
  });
});

describe('invalid input', () => {
  test.each([
    ['a blueprint that is missing', ['--type', 'raw', '--blueprint', join(folder, 'none.toml')], 'file/absent'],
    ['an unknown image type', ['--type', 'qcow'], 'image-type/unknown'],
  ])('%s is reported where the container cannot be read either', async (_, options, code) => {
    const { stderr } = await captured(['manifest', 'containers-storage:localhost/a', ...options], {
      environment: { PATH: folder },
    });
    expect(stderr).toContain(`[${code}]`);
    expect(stderr).not.toContain('podman');
  });

  test.each<[string, readonly string[], string]>([
    ['no root', ['--root', join(folder, 'none'), '--ref', ref, '--type', 'raw'], 'no such file or directory: '],
    [
      'a root that is empty',
      ['--root', folder, '--ref', ref, '--type', 'raw'],
      'the container has neither /etc/os-release',
    ],
    ['a blueprint in YAML', [...traditional, '--blueprint', 'a.yaml'], 'unsupported file extension for "a.yaml"'],
    [
      'another architecture than the container has',
      ['--request', requestFile, '--arch', 'arm64'],
      'requested container architecture does not match resolved container: "aarch64" != "x86_64" [request/architecture]',
    ],
    [
      'a missing output folder',
      [...traditional, ...made, '-o', join(folder, 'no/x.json')],
      'there is no directory for',
    ],
    ['a folder as output', [...traditional, ...made, '-o', folder], ''],
  ])('%s', async (_name, argv, message) => {
    const { status, stdout, stderr } = await captured(['manifest', ...argv]);
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr.startsWith(`error: ${message}`)).toBe(true);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('a fault that an option caused has no place in a document', async () => {
    const { stderr } = await captured(['manifest', ...traditional.slice(0, 6), '--type', 'qcow']);
    expect(stderr).toMatch(/^error: .*\n {2}help: did you mean qcow2\?\n$/);
  });

  test('a fault in a request points at its line', async () => {
    const file = written('broken.json', '{\n  "container": {},\n  "image_typ": "raw"\n}\n');
    const { stderr } = await captured(['manifest', '--request', file]);
    expect(stderr).toContain(`  at ${file}:3:3: image_typ\n  3 |   "image_typ": "raw"\n    |   ^\n`);
  });
});
