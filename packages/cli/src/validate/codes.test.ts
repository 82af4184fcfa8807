import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { captured } from '../captured.ts';

const folder = mkdtempSync(join(tmpdir(), 'bootwright-codes-'));
afterAll(() => rmSync(folder, { recursive: true }));

const blueprint = (customizations: object) => JSON.stringify({ customizations });
const partition = { mountpoint: '/', fs_type: 'ext4', minsize: '10 GiB' };
const disk = (partitions: readonly object[], more: object = {}) => blueprint({ disk: { ...more, partitions } });
const facts = {
  imgref: 'registry.example.com/a:1',
  arch: 'x86_64',
  default_root_fs: 'ext4',
  size: 1_000_000_000,
  os_info: { os_release: { id: 'a', version_id: '1', name: 'A' } },
};
const request = (more: object) => JSON.stringify({ container: facts, image_type: 'raw', ...more });
const withDisk = (...partitions: readonly object[]) =>
  request({
    container: {
      ...facts,
      os_info: {
        ...facts.os_info,
        uefi_vendor: 'a',
        disk_yaml: JSON.stringify({ mount_configuration: 'units', partition_table: { partitions } }),
      },
    },
  });
const root = { size: '10 GiB', payload_type: 'filesystem', payload: { type: 'ext4', mountpoint: '/' } };
const data = { ...root, payload: { type: 'ext4', mountpoint: '/data' } };
const esp = { size: '1 GiB', payload_type: 'filesystem', payload: { type: 'vfat', mountpoint: '/boot/efi' } };
const stage = (more: object) =>
  JSON.stringify({ version: '2', pipelines: [{ name: 'a', stages: [{ type: 'org.osbuild.truncate', ...more }] }] });
const matrix = (more: object) =>
  JSON.stringify({
    matrix: { containers: { a: {} }, architectures: ['x86_64'], file_systems: ['ext4'], types: ['raw'], ...more },
  });
const lvm = (volumes: readonly object[]) => ({ type: 'lvm', minsize: '10 GiB', logical_volumes: volumes });

/** A document of each code that `validate` reports. */
test.each<[code: string, kind: string, text: string]>([
  [
    'blueprint/disk-and-filesystem',
    'blueprint',
    blueprint({ disk: { partitions: [partition] }, filesystem: [{ mountpoint: '/', minsize: 1 }] }),
  ],
  [
    'blueprint/file-as-directory',
    'blueprint',
    blueprint({ files: ['/etc/a', '/etc/a/b'].map((path) => ({ path, data: 'a' })) }),
  ],
  ['blueprint/gpt-only', 'blueprint', disk([{ ...partition, part_label: 'a' }], { type: 'dos' })],
  ['blueprint/ignition', 'blueprint', blueprint({ ignition: { firstboot: { url: 'https://a', empty: true } } })],
  ['blueprint/installer', 'blueprint', blueprint({ installer: { unattended: true, kickstart: { contents: 'text' } } })],
  ['blueprint/layout', 'blueprint', disk([lvm([partition]), lvm([{ ...partition, mountpoint: '/a' }])])],
  [
    'blueprint/too-many-partitions',
    'blueprint',
    disk(
      ['', 'a', 'b', 'c', 'd'].map((name) => ({ ...partition, mountpoint: `/${name}` })),
      { type: 'dos' },
    ),
  ],
  ['blueprint/number', 'blueprint', blueprint({ group: [{ name: 'a', gid: '@' }] }).replace('"@"', '1e400')],
  ['disk/no-esp', 'request', withDisk(root)],
  ['disk/mountpoint-twice', 'request', withDisk(esp, root, data, data)],
  [
    'disk/luks',
    'request',
    withDisk(esp, {
      size: '10 GiB',
      payload_type: 'luks',
      payload: { payload_type: 'filesystem', payload: root.payload },
    }),
  ],
  ['osbuild/unknown-input', 'manifest', stage({ inputs: { a: { type: 'org.osbuild.nope', origin: 'a' } } })],
  ['osbuild/unknown-mount', 'manifest', stage({ mounts: [{ name: 'a', type: 'org.osbuild.nope', target: '/' }] })],
  ['install-configuration/value', 'install-configuration', '[install]\nroot-fs-type = "zfs"\n'],
  ['kargs/missing', 'kargs.d', 'match-architectures = ["x86_64"]\n'],
  ['kargs/type', 'kargs.d', 'kargs = "quiet"\n'],
  ['matrix/type', 'cases', matrix({ types: 'raw' })],
  ['request/missing', 'request', JSON.stringify({ container: facts })],
  ['request/number', 'request', request({ options: { size: '@' } }).replace('"@"', '1e400')],
  ['request/unpaired-surrogate', 'request', request({ name: '@' }).replace('@', '\\ud83d')],
])('reports %s of a document of the kind %s', async (code, kind, text) => {
  const file = kind.endsWith('.yaml') ? 'a.yaml' : text.startsWith('{') ? 'a.json' : 'a.toml';
  writeFileSync(join(folder, file), text);
  const { stdout } = await captured(['validate', file, '--kind', kind, '--json'], { directory: folder });
  const { problems } = JSON.parse(stdout);
  expect(problems.map((problem: { code: string }) => problem.code)).toContain(code);
});
