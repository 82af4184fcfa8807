import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildBench, sampleContainer as container } from '../../testing/build-bench.ts';

const { at, build, manifest, files } = buildBench();

/** A request for a container whose initramfs boots from the network. */
function networkBootRequest(): string {
  const file = at('request.json');
  const request = {
    container: {
      imgref: 'registry.example.com/harbour/web:1',
      image_id: `sha256:${'a'.repeat(64)}`,
      arch: 'x86_64',
      default_root_fs: 'ext4',
      size: 1_000_000_000,
      os_info: {
        os_release: { id: 'harbour', version_id: '1', name: 'Harbour Linux' },
        kernel_info: { version: '6.12.7' },
        selinux_policy: 'targeted',
        initrd_modules: ['ostree', 'dmsquash-live', 'livenet'],
      },
    },
    image_type: 'pxe-tar-xz',
    seed: 1,
  };
  writeFileSync(file, JSON.stringify(request));
  return file;
}

const payload = [
  ...['--installer-payload-ref', 'registry.example.com/harbour/web:2'],
  ...['--payload-image-id', `sha256:${'b'.repeat(64)}`],
];

test('an ISO and an archive for network boot, by the names of image-builder', async () => {
  for (const type of ['bootc-generic-iso', 'bootc-installer', 'pxe-tar-xz']) {
    const source = type === 'pxe-tar-xz' ? ['--request', networkBootRequest()] : container;
    const { status, stdout } = await build([...source, '--type', type, ...(type === 'bootc-installer' ? payload : [])]);
    const ending = type === 'pxe-tar-xz' ? 'tar.xz' : 'iso';
    const name = `bootc-harbour-1-${type}-x86_64`;
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: `Image build successful: ${at(`${name}/${name}.${ending}`)}\n`,
    });
  }
});

test.each([
  ['bootc-installer', ['bootiso/install.iso', 'manifest-bootc-installer.json']],
  ['bootc-generic-iso', ['bootiso/install.iso', 'manifest-bootc-generic-iso.json']],
])('%s in the layout of bootc-image-builder', async (type, expected) => {
  const argv = [...container, '--type', type, ...(type === 'bootc-installer' ? payload : []), '--layout', 'bib'];
  expect((await build([...argv, '--output-dir', '.'])).status).toBe(0);
  expect(files()).toEqual(expected);
  expect(readFileSync(at('bootiso/install.iso'), 'utf8')).toBe('org.osbuild.xorrisofs\n');
});

test('disks and an archive for network boot, each from its own manifest', async () => {
  const argv = [
    '--request',
    networkBootRequest(),
    '--type',
    'qcow2,pxe-tar-xz',
    '--layout',
    'bib',
    '--output-dir',
    'o',
  ];
  expect((await build(argv)).status).toBe(0);
  expect(files()).toEqual([
    ...['o/manifest-pxe-tar-xz.json', 'o/manifest-qcow2.json', 'o/qcow2/disk.qcow2', 'o/xz/pxe.tar.xz'],
    'request.json',
  ]);
});

test('the ISO of a manifest that is there already', async () => {
  const iso = { type: 'org.osbuild.xorrisofs', options: { filename: 'install.iso' } };
  const { stdout } = await build(['--manifest', manifest([iso]), '--output-dir', '.']);
  expect(stdout).toBe(`Image build successful: ${at('os-image.iso')}\n`);
});

test.each([
  ['an ISO of no bytes', { type: 'org.osbuild.xorrisofs', options: { filename: 'install.iso', size: 0 } }],
  ['an archive of no bytes', { type: 'org.osbuild.xz', options: { filename: 'pxe.tar.xz', size: 0 } }],
  ['a tree without files', { type: 'org.osbuild.noop' }],
])('%s is not reported as built', async (_, stage) => {
  const { status, stderr } = await build(['--manifest', manifest([stage]), '--output-dir', 'o']);
  expect({ status, stderr: stderr.replaceAll(/\s+/g, ' ') }).toEqual({
    status: 6,
    stderr: expect.stringMatching(/osbuild created \S+, which is empty \[osbuild\/no-output\]/),
  });
  expect(files()).toEqual(['os.json']);
});
