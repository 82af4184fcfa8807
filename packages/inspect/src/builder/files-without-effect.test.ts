import type { NewEntry } from '@bootwright/file-tree';
import { collectTree, createTree, treeSource } from '@bootwright/file-tree';
import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { inspectTree } from '../inspect-tree.ts';
import { inspectedFiles } from '../inspected-files.ts';

const release = { 'usr/lib/os-release': 'ID=acme\nNAME="Acme OS"\nVERSION_ID=1\n' };
const aKernel = { 'usr/lib/modules/6.1/vmlinuz': 'k' };
const imgref = 'quay.example.com/acme:1';
const inspect = (files: Readonly<Record<string, NewEntry>>, given = {}) =>
  outcomeOf(() =>
    inspectTree(collectTree(treeSource(createTree({ ...release, ...files })), inspectedFiles), { imgref, ...given }),
  );

describe('configuration without an effect is a notice with its file', () => {
  const older = 'usr/lib/bootc-image-builder';
  const newer = 'usr/lib/image-builder/bootc';
  const disk = 'mount_configuration: none\n';

  test.each<readonly [string, Readonly<Record<string, string>>, string, string]>([
    [
      'a config file in the newer folder',
      { [`${newer}/config.toml`]: '' },
      'builder/unread-file',
      `${newer}/config.toml`,
    ],
    [
      'a config.toml next to a config.json',
      { [`${older}/config.json`]: '{}', [`${older}/config.toml`]: '' },
      'builder/unread-file',
      `${older}/config.toml`,
    ],
    [
      'a disk.yaml that the newer folder replaces',
      { [`${older}/disk.yaml`]: disk, [`${newer}/disk.yaml`]: disk },
      'builder/unread-file',
      `${older}/disk.yaml`,
    ],
    ['a file of another name', { [`${newer}/iso.toml`]: '' }, 'builder/unread-file', `${newer}/iso.toml`],
    ['kernel arguments in /etc', { 'etc/bootc/kargs.d/10.toml': '' }, 'kargs/unread-file', 'etc/bootc/kargs.d/10.toml'],
    [
      'kernel arguments with another ending',
      { 'usr/lib/bootc/kargs.d/60.conf': '' },
      'kargs/unread-file',
      'usr/lib/bootc/kargs.d/60.conf',
    ],
    [
      'an install configuration with another ending',
      { 'usr/lib/bootc/install/10-os.conf': '' },
      'install-configuration/unread-file',
      'usr/lib/bootc/install/10-os.conf',
    ],
    [
      'kernel arguments for an architecture by a name that bootc does not have',
      { 'usr/lib/bootc/kargs.d/50.toml': 'kargs = ["a"]\nmatch-architectures = ["arm64"]\n' },
      'inspect/match-architectures',
      'usr/lib/bootc/kargs.d/50.toml',
    ],
    [
      'an install configuration for no architecture',
      { 'usr/lib/bootc/install/50.toml': '[install]\nmatch-architectures = []\n' },
      'inspect/match-architectures',
      'usr/lib/bootc/install/50.toml',
    ],
    [
      'a configuration that bootc does not have',
      { 'etc/bootc/config.toml': '' },
      'install-configuration/unread-file',
      'etc/bootc/config.toml',
    ],
    [
      'a file in the place of a directory of drop-ins',
      { 'usr/lib/bootc/kargs.toml': 'kargs = []\n' },
      'install-configuration/unread-file',
      'usr/lib/bootc/kargs.toml',
    ],
    [
      'kernel arguments of the install configuration that bootc writes',
      { 'usr/lib/bootc/install/50.toml': '[install]\nkargs = ["quiet", "root=LABEL=a"]\n' },
      'install-configuration/argument',
      'usr/lib/bootc/install/50.toml',
    ],
    [
      'an encrypted root, which only "install to-disk" makes',
      { 'usr/lib/bootc/install/50.toml': '[install]\nblock = ["tpm2-luks"]\n' },
      'install-configuration/block',
      'usr/lib/bootc/install/50.toml',
    ],
  ])('%s', (_, files, code, file) => {
    expect(inspect({ ...aKernel, ...files }, { architecture: 'aarch64' })).toMatchObject({
      value: { notices: [{ code, at: { file }, hint: expect.any(String) }] },
    });
  });

  test.each<readonly [string, Readonly<Record<string, string>>]>([
    ['keys that bootc enrols', { 'usr/lib/bootc/install/secureboot-keys/auto/db.auth': '' }],
    ['directories of bootc', { 'usr/lib/bootc/bound-images.d/app.image': '' }],
    [
      'a root of its own where bootc passes none',
      {
        'usr/lib/bootc/install/50.toml':
          '[install]\nroot-mount-spec = ""\nboot-mount-spec = ""\nkargs = ["root=LABEL=a"]\n',
        'usr/lib/bootc/kargs.d/50.toml': 'kargs = ["boot=LABEL=b"]\n',
      },
    ],
  ])('nothing of %s', (_, files) => {
    expect(inspect({ ...aKernel, ...files })).toMatchObject({ value: { notices: [] } });
  });

  test('the line of a key in the install configuration', () => {
    const text = '[install]\n# as in the installer\nmatch-architectures = ["arm64", "aarch64"]\n';
    expect(inspect({ ...aKernel, 'usr/lib/bootc/install/50.toml': text }, { architecture: 'aarch64' })).toMatchObject({
      value: { notices: [{ code: 'inspect/match-architectures', at: { line: 3, column: 1 } }] },
    });
  });

  test('each option of a container that is not about the disk, with its path', () => {
    const text = `packages = []
[[customizations.disk.partitions]]
mountpoint = "/var"
fs_type = "ext4"
minsize = "3 GiB"
[[customizations.user]]
name = "kiosk"
[customizations.kernel]
append = "quiet"
`;
    expect(inspect({ ...aKernel, [`${older}/config.toml`]: text })).toMatchObject({
      value: {
        info: { os: { customizations: { value: { disk: {} } } } },
        notices: [
          { code: 'builder/ignored-option', at: { document: 'config.toml', path: ['customizations', 'kernel'] } },
          { code: 'builder/ignored-option', at: { path: ['customizations', 'user'] } },
        ],
      },
    });
  });

  test('what has an effect is not named', () => {
    const files = {
      [`${older}/config.json`]: '{"customizations":{"filesystem":[{"mountpoint":"/","minsize":1}]}}',
      [`${newer}/disk.yaml`]: disk,
      'usr/lib/bootc/kargs.d/10.toml': 'kargs = ["a"]\nmatch-architectures = ["aarch64", "x86_64"]\n',
      'usr/lib/bootc/install/10.toml': '[install]\nblock = ["direct"]\n',
    };
    expect(inspect({ ...aKernel, ...files }, { architecture: 'aarch64' })).toMatchObject({ value: { notices: [] } });
  });

  test('a file system for /boot is a fault that says where it belongs', () => {
    expect(
      inspect({ ...aKernel, 'usr/lib/bootc/install/a.toml': '[install.filesystem.boot]\ntype = "ext4"\n' }),
    ).toEqual({ fault: 'install-configuration/unknown-key', message: expect.stringContaining('"boot"') });
  });
});
