import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { archiveOf, dockerLayout, ociBlobs, ociLayout, writeFiles } from '../../../container-image/testing/image.ts';
import { bootableFiles, bootableImage } from '../../../inspect/testing/bootable-image.ts';
import { type Captured, captured, type Surroundings } from '../captured.ts';

const directory = mkdtempSync(join(tmpdir(), 'bootwright-cli-'));
const scratch = join(directory, 'scratch');
const environment = { TMPDIR: scratch };
const sealed = bootableImage('sealed', { tag: 'registry.example.com/me/sealed:1' });
const plain = bootableImage('traditional', { tag: 'one' });
const docker = bootableImage('traditional', { tag: 'registry.example.com/me/plain:1' });
const other = bootableImage('sealed', { architecture: 'arm64', tag: 'arm' });

beforeAll(() => {
  mkdirSync(scratch);
  writeFiles(join(directory, 'layout'), ociLayout(sealed));
  writeFiles(join(directory, 'arm'), ociLayout(other));
  writeFileSync(join(directory, 'plain.tar'), archiveOf(ociLayout(plain)));
  writeFileSync(join(directory, 'docker.tar'), archiveOf(dockerLayout(docker)));
  for (const [path, content] of Object.entries(bootableFiles('sealed'))) {
    mkdirSync(dirname(join(directory, 'root', path)), { recursive: true });
    writeFileSync(join(directory, 'root', path), content);
  }
});
afterAll(() => {
  const left = readdirSync(scratch);
  rmSync(directory, { recursive: true });
  expect(left).toEqual([]);
});

const bootwright = (argv: readonly string[], more: Surroundings = {}): Promise<Captured> =>
  captured(argv, { directory, environment, ...more });

async function json(argv: readonly string[], more: Surroundings = {}) {
  const { status, stdout, stderr } = await bootwright(argv, more);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout);
}

const stdinOf = (file: string) => readFileSync(join(directory, file));

describe('inspect', () => {
  test.each([
    ['an OCI layout', 'oci:layout', 'sealed'],
    ['an OCI layout by its tag', 'oci:layout:registry.example.com/me/sealed:1', 'sealed'],
    ['an OCI archive', 'oci-archive:plain.tar', 'plain'],
    ['a Docker archive', 'docker-archive:docker.tar:registry.example.com/me/plain:1', 'docker'],
    ['an OCI archive on standard input', 'oci-archive:-', 'plain'],
    ['a Docker archive on standard input', 'docker-archive:-', 'docker'],
  ])('%s', async (_name, reference, kind) => {
    const stdin = kind === 'plain' ? stdinOf('plain.tar') : stdinOf('docker.tar');
    const found = await json(['inspect', reference, '--format', 'json'], { stdin });
    const made = kind === 'sealed' ? sealed : kind === 'plain' ? plain : docker;
    const { imageId, manifest } = ociBlobs(made);
    expect(found.image).toEqual({
      reference,
      id: imageId,
      ...(kind === 'docker' ? {} : { digest: manifest.digest }),
      arch: 'x86_64',
      created: '2026-01-02T03:04:05Z',
      size: expect.any(Number),
      layers: 2,
      labels: { 'containers.bootc': '1' },
    });
    expect(found.container).toMatchObject({
      imgref: reference.includes('registry.') ? reference.slice(reference.indexOf('registry.')) : '',
      image_id: imageId,
      arch: 'x86_64',
      size: found.image.size,
      unified_kernel: kind === 'sealed',
      os_info: kind === 'sealed' ? {} : { initrd_modules: ['systemd', 'ostree', 'base'], uefi_vendor: 'harbour' },
    });
    expect(found.unified_kernels.boot).toHaveLength(kind === 'sealed' ? 1 : 0);
  });

  test('a directory as an operand is the same as --root', async () => {
    const one = await json(['inspect', 'dir:root', '--format', 'json']);
    expect(await json(['inspect', '--root', 'root', '--format', 'json'])).toEqual(one);
    expect(one.image).toEqual({ reference: 'dir:root', arch: 'x86_64', size: expect.any(Number), labels: {} });
  });

  test('--arch says which image is meant', async () => {
    expect((await json(['inspect', 'oci:arm', '--json', '--arch', 'arm64'])).container.arch).toBe('aarch64');
    const { status, stderr } = await bootwright(['inspect', 'oci:arm', '--arch', 'x86_64']);
    expect(status).toBe(3);
    expect(stderr).toMatch(/^error: .*\[image\/architecture\]/);
  });

  test('an image without the label of bootable containers leaves a notice', async () => {
    const image = bootableImage('sealed', { labels: {} });
    writeFiles(join(directory, 'unlabelled'), ociLayout(image));
    const { status, stderr } = await bootwright(['inspect', 'oci:unlabelled', '--format', 'bootc']);
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /^notice: image oci:unlabelled is not a bootc image: .* \[image\/not-bootc\]\n {2}help: put/,
    );
  });
});

describe('a path without its transport', () => {
  test.each([
    ['./root', 'dir:./root'],
    ['./layout', 'oci:./layout'],
    ['./plain.tar', 'oci-archive:./plain.tar'],
    ['docker.tar', 'docker-archive:docker.tar'],
  ])('%s is named in the form that is read', async (path, finished) => {
    const { status, stderr } = await bootwright(['inspect', path]);
    expect(status).toBe(2);
    expect(stderr).toContain(`  help: write ${finished}\n`);
  });

  test.each([
    ['root', 'write dir:root, if the directory at that path is meant'],
    ['layout', 'write oci:layout, if the image at that path is meant'],
    ['words.txt', 'name a container: the file at that path is not a recognized image archive'],
  ])('%s, without an engine that could have it as an image, is named in the form that is read', async (path, hint) => {
    writeFileSync(join(directory, 'words.txt'), 'words');
    const { status, stderr } = await bootwright(['inspect', path], {
      environment: { ...environment, PATH: join(directory, 'scratch') },
    });
    expect(status).toBe(5);
    expect(stderr).toContain(`  help: ${hint}\n`);
    expect(stderr.match(/^error:/gm)).toHaveLength(1);
  });

  const relative = 'check the path, which is relative to the working directory';
  test.each<[written: string, status: number, message: string]>([
    ['./gone.tar', 3, `no such file or directory: ./gone.tar [file/absent]\n  at ./gone.tar\n  help: ${relative}\n`],
    [
      'gone.tar.gz',
      3,
      `no such file or directory: gone.tar.gz [file/absent]\n  at gone.tar.gz\n  help: ${relative}; for an image of this name, write containers-storage:gone.tar.gz or docker://gone.tar.gz\n`,
    ],
    ['out/os.ociarchive:1', 3, 'no such file or directory: out/os.ociarchive [file/absent]\n'],
    ['/gone', 3, 'no such file or directory: /gone [file/absent]\n  at /gone\n  help: check the path\n'],
    [
      '~/os',
      3,
      'no such file or directory: ~/os [file/absent]\n  at ~/os\n  help: write the path in full: a shell expands "~" only at the start of a word without quotes\n',
    ],
    ['dir:~/os', 3, '[file/absent]\n  at DIR/~/os\n  help: write the path in full'],
    ['dir:gone', 3, 'no such file or directory: DIR/gone [file/absent]'],
    ['oci:gone:1', 3, 'no such file or directory: DIR/gone [file/absent]'],
    ['oci-archive:gone.tar', 3, 'no such file or directory: DIR/gone.tar [file/absent]'],
    ['docker-archive:gone.tar:a', 3, 'no such file or directory: DIR/gone.tar [file/absent]'],
    ['./root', 2, 'the path ./root lacks a transport [reference/transport]\n  help: write dir:./root\n'],
    ['.', 2, 'the path . lacks a transport [reference/transport]\n  help: write dir:.\n'],
    [
      'plain.tar',
      2,
      'the path plain.tar lacks a transport [reference/transport]\n  help: write oci-archive:plain.tar\n',
    ],
    ['./layout:registry.example.com/me/sealed:1', 2, '  help: write oci:./layout:registry.example.com/me/sealed:1\n'],
    ['./scratch/../words.txt', 2, './scratch/../words.txt is not a recognized image archive [reference/transport]\n'],
  ])('%s is one fault in every command that takes a reference', async (written, status, message) => {
    writeFileSync(join(directory, 'words.txt'), 'words');
    const commands = [
      ['inspect', written],
      ['list', written],
      ['describe', 'raw', written],
      ['manifest', written, '--ref', 'registry.example.com/a/b:1', '--type', 'raw', '--seed', '1'],
      ['build', written, '--ref', 'registry.example.com/a/b:1', '--type', 'raw', '--seed', '1', '--unchecked'],
    ];
    for (const argv of commands) {
      const answer = await bootwright(argv);
      const stderr = answer.stderr.replaceAll(directory, 'DIR');
      expect({ argv, ...answer, stderr }).toEqual({
        argv,
        status,
        stdout: '',
        stderr: expect.stringContaining(message),
      });
      expect(stderr.match(/^error:/gm)).toHaveLength(1);
    }
  });
});

describe('manifest', () => {
  const made = ['--type', 'raw', '--seed', '1'];

  test('takes the name, the id and the architecture of the image', async () => {
    const { imageId } = ociBlobs(sealed);
    const { stdout, status } = await bootwright(['manifest', 'oci:layout:registry.example.com/me/sealed:1', ...made]);
    expect(status).toBe(0);
    const { sources } = JSON.parse(stdout);
    expect(sources).toEqual({ 'org.osbuild.containers-storage': { items: { [imageId]: {} } } });
    expect(stdout).toContain('"target-imgref": "registry.example.com/me/sealed:1"');
  });

  test('takes the digest as well where osbuild fetches the image', async () => {
    const { manifest } = ociBlobs(sealed);
    const remote = ['manifest', 'oci:layout:registry.example.com/me/sealed:1', ...made, '--bootc-remote'];
    const { stdout } = await bootwright(remote);
    expect(JSON.parse(stdout).sources['org.osbuild.skopeo'].items).toEqual({
      [ociBlobs(sealed).imageId]: { image: { name: 'registry.example.com/me/sealed', digest: manifest.digest } },
    });
  });

  test('is the same from every source of one image', async () => {
    const ref = ['--ref', 'registry.example.com/me/plain:1'];
    const one = await bootwright(['manifest', 'oci-archive:plain.tar', ...ref, ...made]);
    expect(one.status).toBe(0);
    const from = (argv: readonly string[]) =>
      bootwright(['manifest', ...argv, ...made], { stdin: stdinOf('docker.tar') });
    expect(await from(['docker-archive:docker.tar', ...ref])).toEqual(one);
    expect(await from(['docker-archive:docker.tar:registry.example.com/me/plain:1'])).toEqual(one);
    expect(await from(['docker-archive:-', ...ref])).toEqual(one);
  });

  test('--build-ref reads the container that builds the image', async () => {
    const build = ['--build-ref', 'docker-archive:docker.tar:registry.example.com/me/plain:1'];
    const { status, stdout } = await bootwright([
      'manifest',
      'oci:layout:registry.example.com/me/sealed:1',
      ...made,
      ...build,
    ]);
    expect(status).toBe(0);
    const items = JSON.parse(stdout).sources['org.osbuild.containers-storage'].items;
    expect(Object.keys(items).sort()).toEqual([ociBlobs(sealed).imageId, ociBlobs(docker).imageId].sort());
  });

  test('--build-ref only renames the build container of a request', async () => {
    const container = (await json(['inspect', 'oci:layout', '--json', '--ref', 'a:1'])).container;
    const request = { container, build_container: { ...container, imgref: 'b:1' }, image_type: 'raw', seed: 1 };
    const stdin = JSON.stringify(request);
    const argv = ['manifest', '--request', '-', '--mock-sources', '--build-ref', 'c:1'];
    const { status, stdout } = await bootwright(argv, { stdin });
    expect(status).toBe(0);
    expect(stdout).toContain('c:1');
    expect(stdout).not.toContain('b:1');
  });
});

describe('list and describe', () => {
  test('list says what a container can become', async () => {
    const { status, stdout } = await bootwright(['list', 'oci:layout']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^oci:layout: Harbour Linux 1, x86_64, sealed\n\nTYPE +FILE +POSSIBLE +WHAT IT IS\n/);
    expect(stdout.match(/ yes +a /g)).toHaveLength(8);
  });

  test('list says why it cannot, once for all types that it is true of', async () => {
    writeFiles(join(directory, 'power'), ociLayout(bootableImage('sealed', { architecture: 'ppc64le' })));
    const argv = ['list', 'oci:power', '--arch', 'ppc64le', '--profile', 'recommended'];
    const { status, stdout } = await bootwright(argv);
    expect(status).toBe(0);
    expect(stdout.match(/ no +a /g)).toHaveLength(9);
    expect(stdout).toContain(`
No image is possible:
  the container is sealed, and ppc64le has no UEFI to start it [boot/no-uefi]
    help: seal containers for one of x86_64, aarch64, riscv64;`);
    const [raw] = await json([...argv, '--json']);
    expect(raw).toMatchObject({ name: 'raw', possible: false, faults: [{ code: 'boot/no-uefi' }] });
  });

  test('list makes by default what image-builder makes, and says what is wrong with it', async () => {
    writeFiles(join(directory, 'power'), ociLayout(bootableImage('sealed', { architecture: 'ppc64le' })));
    const argv = ['list', 'oci:power', '--arch', 'ppc64le'];
    const { status, stdout } = await bootwright(argv);
    expect(status).toBe(0);
    expect(stdout.match(/ yes +a /g)).toHaveLength(8);
    expect(stdout).toContain('\nNotices:\n  the sealed image has no ESP, because the architecture has no UEFI');
    const [raw] = await json([...argv, '--json']);
    expect({ possible: raw.possible, codes: raw.notices.map(({ code }: { code: string }) => code) }).toEqual({
      possible: true,
      codes: ['profile/sealed-architecture', 'profile/sealed-boot-partitions', 'profile/sealed-root-type'],
    });
  });

  test('describe draws the disk that a container becomes', async () => {
    const { status, stdout, stderr } = await bootwright(['describe', 'qcow2', 'oci:layout']);
    expect(status).toBe(0);
    expect(stderr.match(/\[profile\/[a-z-]+\]/g)).toEqual([
      '[profile/sealed-boot-partitions]',
      '[profile/sealed-root-type]',
    ]);
    expect(stdout).toMatchSnapshot();
  });

  test('describe tells why it becomes none', async () => {
    const files = { ...bootableFiles('traditional'), 'usr/lib/bootc/install/10-os.toml': '' };
    const layers = [Object.entries(files).map(([name, content]) => ({ name, content }))];
    writeFiles(join(directory, 'bare'), ociLayout({ layers }));
    const { status, stdout, stderr } = await bootwright(['describe', 'qcow2', 'oci:bare']);
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toMatch(/^error: .*DefaultRootFs|default.*root/i);
    const drawn = await json(['describe', 'qcow2', 'oci:bare', '--rootfs', 'xfs', '--json']);
    expect(drawn.table.partitions.at(-1)).toMatchObject({ holds: 'xfs', mountpoint: '/' });
  });
});

describe('usage', () => {
  test.each<[string, readonly string[], number, string]>([
    ['a dash alone', ['inspect', '-'], 2, 'error: "-" does not say which kind of archive is on standard input'],
    ['a path without a transport', ['inspect', './os.tar'], 3, 'error: no such file or directory: ./os.tar'],
    ['a misspelt transport', ['list', 'oci-archiv:os.tar'], 2, 'error: "oci-archiv:os.tar" has no known transport'],
    ['a missing file', ['list', 'oci-archive:no.tar'], 3, 'error: no such file or directory: '],
    ['an archive of the other kind', ['list', 'oci-archive:docker.tar'], 3, 'error: "'],
    [
      'a value that is neither true nor false',
      ['list', 'os', '--tls-verify=maybe'],
      2,
      'error: --tls-verify: "maybe" is neither true nor',
    ],
    ['--all without its format', ['inspect', 'oci:layout', '--all'], 2, 'error: --all needs --format install-configur'],
    [
      '--kernel without its format',
      ['inspect', 'oci:layout', '--kernel', '6'],
      2,
      'error: --kernel needs --format modules',
    ],
    ['asking a layout', ['inspect', 'oci:layout', '--by', 'exec'], 2, 'error: oci:'],
  ])('%s', async (_name, argv, expected, message) => {
    const { status, stdout, stderr } = await bootwright(argv);
    expect({ status, stdout }).toEqual({ status: expected, stdout: '' });
    expect(stderr.slice(0, message.length)).toBe(message);
  });

  test('--tls-verify alone takes no word for its value', async () => {
    expect((await bootwright(['inspect', '--tls-verify', 'oci:layout', '--format', 'bootc'])).status).toBe(0);
  });
});
