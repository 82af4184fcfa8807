import { describe, expect, test } from 'vitest';
import { captured } from '../captured.ts';

const container = {
  imgref: 'registry.example.com/os:1',
  arch: 'x86_64',
  default_root_fs: 'ext4',
  size: 1_000_000,
  os_info: { os_release: { id: 'a', version_id: '1', name: 'A' }, selinux_policy: 'targeted' },
};
const request = { name: 'plain', container, image_type: 'raw', seed: 1 };

async function answers(lines: readonly string[], ...options: readonly string[]) {
  const { status, stdout, stderr } = await captured(['batch', ...options], { stdin: lines.join('\n') });
  const results = stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
  return { status, stderr, results };
}

describe('a good line', () => {
  test('gives the checksum of its manifest and what the image is', async () => {
    const { status, stderr, results } = await answers([JSON.stringify(request)], '--mock-sources');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(results).toEqual([
      {
        name: 'plain',
        outcome: 'manifest',
        manifest_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        filename: 'disk.raw',
        mime_type: 'application/octet-stream',
        exports: ['image'],
        notices: [],
      },
    ]);
    expect(Object.keys(results[0])).toEqual([
      ...['name', 'outcome', 'manifest_sha256', 'filename', 'mime_type', 'exports', 'notices'],
    ]);
  });

  test('gives the manifest as well with --manifests', async () => {
    const { results } = await answers([JSON.stringify(request)], '--mock-sources', '--manifests');
    expect(results).toMatchObject([{ manifest: { version: '2' } }]);
  });

  test('gives notices with their line and column', async () => {
    const blueprint = { customizations: { timezone: { ntpservers: ['a'] } } };
    const sealed = { ...request, container: { ...container, unified_kernel: true }, blueprint };
    const line = JSON.stringify(sealed);
    const { results } = await answers(['', line], '--mock-sources', '--profile', 'recommended');
    expect(results[0].notices).toMatchObject([
      {
        code: 'sealed/deployment-edit',
        at: {
          document: 'request',
          path: ['blueprint', 'customizations', 'timezone', 'ntpservers'],
          line: 2,
          column: line.indexOf('"ntpservers"') + 1,
        },
      },
    ]);
  });

  test('with a tree has its facts read from the tree', async () => {
    const tree = {
      'usr/lib/os-release': 'ID=a\nVERSION_ID=1\nNAME=A\n',
      'etc/os-release': { link: '../usr/lib/os-release' },
      'usr/lib/bootc/install/1.toml': '[install.filesystem.root]\ntype = "xfs"\n',
      'var/empty': { dir: true },
    };
    const given = { imgref: container.imgref, arch: 'x86_64', size: 1_000_000 };
    const lines = [JSON.stringify({ ...request, container: given, tree })];
    const { results } = await answers(lines, '--mock-sources', '--manifests');
    expect(JSON.stringify(results[0].manifest)).toContain('org.osbuild.mkfs.xfs');
  });

  test('without --mock-sources needs the image id, which the container may carry', async () => {
    const identified = { ...request, container: { ...container, image_id: `sha256:${'a'.repeat(64)}` } };
    const { status, results } = await answers([JSON.stringify(request), JSON.stringify(identified)]);
    expect(status).toBe(0);
    expect(results).toMatchObject([
      { outcome: 'error', fault: { code: 'source/image-id' } },
      { outcome: 'manifest', filename: 'disk.raw' },
    ]);
  });
});

describe('a bad line is one fault and the run goes on', () => {
  test.each<[string, string, object]>([
    ['no JSON', '{"name": ', { code: 'request/json', at: { document: 'request', line: 1, column: 10 } }],
    ['no object', '7', { code: 'request/type' }],
    ['an unknown key', '{"name": "x", "sed": 1}', { code: 'request/unknown-key', at: { line: 1, column: 15 } }],
    ['an unknown type', JSON.stringify({ ...request, image_type: 'qcow' }), { code: 'image-type/unknown' }],
    ['a tree with a path out of it', JSON.stringify({ ...request, tree: { '../a': '' } }), { code: 'request/tree' }],
    ['a tree with an odd entry', JSON.stringify({ ...request, tree: { a: 1 } }), { code: 'request/tree' }],
    ['a seed too large', JSON.stringify({ ...request, seed: '99999999999999999999' }), { code: 'request/seed' }],
    ['a deep nest', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, {}],
  ])('%s', async (_name, line, fault) => {
    const { status, results } = await answers([line, JSON.stringify(request)], '--mock-sources');
    expect(status).toBe(0);
    expect(results).toMatchObject([{ outcome: 'error', fault }, { outcome: 'manifest' }]);
    expect(results[0].fault.code).not.toMatch(/^internal/);
  });

  test('several faults of one request stand together', async () => {
    const { results } = await answers([JSON.stringify({ sed: 1, image_typ: 'raw' })], '--mock-sources');
    expect(results).toMatchObject([{ fault: { code: 'request/unknown-key', related: [{}, {}] } }]);
  });

  test('bytes that are not UTF-8', async () => {
    const { stdout } = await captured(['batch'], { stdin: new Uint8Array([0x22, 0xff, 0x22, 0x0a]) });
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'error', fault: { code: 'request/utf8', at: { line: 1 } } });
  });
});

test('seeds keep all their digits', async () => {
  const seeds = ['9223372036854775807', '9223372036854775806', '-9223372036854775808'];
  const lines = seeds.map((seed) => JSON.stringify(request).replace('"seed":1', `"seed":${seed}`));
  const { results } = await answers(lines, '--mock-sources');
  expect(new Set(results.map(({ manifest_sha256 }) => manifest_sha256)).size).toBe(3);
});

test('a terminal sees a bar and a summary', async () => {
  const { stderr } = await captured(['batch', '--mock-sources'], { stdin: JSON.stringify(request), terminal: true });
  expect(stderr).toMatch(/1 request, 0 faults/);
  expect(stderr).toMatch(/\r1 request: 1 manifest, 0 faults in \d+\.\d s/);
});

test('a missing file is invalid input', async () => {
  const { status, stderr } = await captured(['batch', 'no-such.jsonl']);
  expect(status).toBe(3);
  expect(stderr).toContain('error: no such file or directory: no-such.jsonl [file/absent]');
});
