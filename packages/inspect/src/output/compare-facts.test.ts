import { createTree } from '@bootwright/file-tree';
import { describe, expect, test } from 'vitest';
import { inspectTree } from '../inspect-tree.ts';
import type { AskedAnswers } from '../running/run-inspection.ts';
import { runInspection } from '../running/run-inspection.ts';
import { compareFacts } from './compare-facts.ts';

const files = {
  'etc/os-release': { link: '../usr/lib/os-release' },
  'usr/lib/os-release': 'ID=debian\nVERSION_ID=13\nNAME=Debian\n',
  'usr/lib/modules/6.1/vmlinuz': 'kernel',
  'usr/lib/bootc/install/00.toml':
    '[install]\nbootloader = "systemd"\nkargs = ["a"]\n[install.filesystem.root]\ntype = "ext4"\n',
  'usr/lib/bootc/kargs.d/a.toml': 'kargs = ["quiet"]\n',
  'etc/selinux/config': 'SELINUXTYPE=targeted\n',
  'etc/selinux/targeted/contexts/files/file_contexts': '/.* system_u:object_r:default_t:s0\n',
};
const read = inspectTree(createTree(files), {
  imgref: 'localhost/a',
  architecture: 'x86_64',
  initrdModules: ['bootc', 'systemd'],
});

const answers: AskedAnswers = {
  bootc: { kargs: ['quiet'], kernel: { version: '6.1', unified: false } },
  install: {
    configuration: {
      'root-fs-type': 'ext4',
      block: ['direct'],
      filesystem: { root: { type: 'ext4' } },
      bootloader: 'systemd',
      kargs: ['a'],
    },
    notices: [],
  },
  release: { id: 'debian', versionId: '13', name: 'Debian' },
  initrdModules: ['bootc', 'systemd'],
};

const differences = (changed: Partial<AskedAnswers>) =>
  compareFacts(read, runInspection(read, { ...answers, ...changed }));

test('a container that answers what its files say has no difference, and its facts are the same', () => {
  expect(differences({})).toEqual([]);
  expect(runInspection(read, answers)).toEqual(read);
});

describe('every fact that is answered otherwise is a difference', () => {
  test('a kernel that is unified, and its version', () => {
    const bootc = { kargs: ['quiet'], kernel: { version: '6.2', unified: true } };
    expect(differences({ bootc })).toEqual([
      { fact: 'unified_kernel', read: false, asked: true },
      { fact: 'bootc.kernel.version', read: '6.1', asked: '6.2' },
      { fact: 'bootc.kernel.unified', read: false, asked: true },
    ]);
  });

  test('no kernel, other arguments', () => {
    expect(differences({ bootc: { kargs: ['quiet', 'x'] } })).toEqual([
      { fact: 'bootc.kargs', read: ['quiet'], asked: ['quiet', 'x'] },
      { fact: 'bootc.kernel.version', read: '6.1' },
      { fact: 'bootc.kernel.unified', read: false },
    ]);
  });

  test('nothing configured', () => {
    expect(differences({ install: { notices: [] } })).toEqual([
      { fact: 'default_root_fs', read: 'ext4' },
      { fact: 'bootloader', read: 'systemd' },
      { fact: 'bootc.install_configuration.block', read: ['direct'] },
      { fact: 'bootc.install_configuration.bootloader', read: 'systemd' },
      { fact: 'bootc.install_configuration.filesystem.root.type', read: 'ext4' },
      { fact: 'bootc.install_configuration.kargs', read: ['a'] },
      { fact: 'bootc.install_configuration.root-fs-type', read: 'ext4' },
    ]);
  });

  test('modules in another order, another release', () => {
    const release = { id: 'debian', versionId: '14', name: 'Debian' };
    expect(differences({ initrdModules: ['systemd', 'bootc'], release })).toEqual([
      { fact: 'os_info.os_release.version_id', read: '13', asked: '14' },
      { fact: 'os_info.initrd_modules', read: ['bootc', 'systemd'], asked: ['systemd', 'bootc'] },
    ]);
  });
});

describe('what nobody answers', () => {
  test('an old bootc: not unified, with a notice, and its arguments as they were read', () => {
    const asked = runInspection(read, { ...answers, bootc: 'old' });
    expect(asked.info.unifiedKernel).toBe(false);
    expect(asked.bootc).toEqual(read.bootc);
    expect(asked.notices.map(({ code }) => code)).toEqual(['install-configuration/argument', 'inspect/old-bootc']);
  });

  test('a container without cat or kernel keeps the release that was read and has no modules', () => {
    const { release: _, initrdModules: __, ...some } = answers;
    const asked = runInspection(read, some);
    expect(asked.info.os.release).toEqual(read.info.os.release);
    expect(compareFacts(read, asked)).toEqual([{ fact: 'os_info.initrd_modules', read: ['bootc', 'systemd'] }]);
  });
});
