import { type Leaf, noStat } from '@bootwright/composefs';
import { describe, expect, test } from 'vitest';
import type { WrittenEntry } from '../../../archive/testing/tar.ts';
import { directory, smallestRoot } from '../../../composefs/testing/bootc-root.ts';
import { kernelImage, verified, withDirectories } from '../../testing/sealed-image.ts';
import { sealNotices } from '../notices/seal-notices.ts';
import { linksOut } from './links-out.ts';

const kernel = 'boot/EFI/Linux/a.efi';
const link = (name: string, target: string): WrittenEntry => ({ name, type: '2', target });
const init = withDirectories({ 'usr/lib/systemd/systemd': '\x7fELF' });
const sbin = [...directory('sbin'), link('sbin/init', '../usr/lib/systemd/systemd')];

/** The verdict on a root that is sealed with its own digest. */
async function checked(entries: readonly WrittenEntry[]) {
  const root = [...smallestRoot, ...entries];
  const { digest = '' } = await verified({ layers: [root] });
  const sealed = withDirectories({ [kernel]: kernelImage(`composefs=${digest}`) });
  return verified({ layers: [root, [...sealed, ...directory('boot')]] });
}

describe('a seal is not verified where what boots is a link to what the digest does not cover', () => {
  test.each<[string, readonly WrittenEntry[], string, string]>([
    ['init', [...directory('sbin'), link('sbin/init', '/var/lib/init')], 'sbin/init', 'var'],
    ['a directory on the way to init', [link('sbin', 'home/sbin')], 'sbin/init', 'home'],
    [
      'init, over several links',
      [...directory('sbin'), link('sbin/init', '../usr/i'), link('usr/i', '../srv/i')],
      'sbin/init',
      'srv',
    ],
    [
      'init, as its target is there',
      [...withDirectories({ 'var/init': 'x' }), ...directory('sbin'), link('sbin/init', '../var/init')],
      'sbin/init',
      'var/init',
    ],
    ['the shell', [...directory('bin'), link('bin/sh', '/opt/sh')], 'bin/sh', 'opt'],
    [
      'systemd',
      [...withDirectories({ 'usr/lib/systemd/x': '' }), link('usr/lib/systemd/systemd', '/etc/x')],
      'usr/lib/systemd/systemd',
      'etc',
    ],
    ['all units', [...init, link('usr/lib/systemd/system', '/var/units')], 'usr/lib/systemd/system', 'var'],
    [
      'a unit',
      [
        ...withDirectories({ 'usr/lib/systemd/system/b.service': '' }),
        link('usr/lib/systemd/system/a.service', '/home/a'),
      ],
      'usr/lib/systemd/system/a.service',
      'home',
    ],
    [
      'a generator',
      [
        ...withDirectories({ 'usr/lib/systemd/system-generators/b': '' }),
        link('usr/lib/systemd/system-generators/a', '/mnt/a'),
      ],
      'usr/lib/systemd/system-generators/a',
      'mnt',
    ],
    [
      'modules of a kernel',
      [...withDirectories({ 'usr/lib/modules/b/x': '' }), link('usr/lib/modules/a', '/var/modules')],
      'usr/lib/modules/a',
      'var',
    ],
    [
      'modules in a directory',
      [...withDirectories({ 'usr/lib/modules/a/x': '' }), link('usr/lib/modules/a/kernel', '/run/kernel')],
      'usr/lib/modules/a/kernel',
      'run',
    ],
    [
      'the loader of programs',
      [...withDirectories({ 'usr/lib64/x': '' }), link('usr/lib64/ld-linux-x86-64.so.2', '/var/ld.so')],
      'usr/lib64/ld-linux-x86-64.so.2',
      'var',
    ],
    [
      'the C library',
      [...withDirectories({ 'usr/lib/x': '' }), link('usr/lib/libc.so.6', '/tmp/libc.so')],
      'usr/lib/libc.so.6',
      'tmp',
    ],
    ['the libraries of all programs', [link('lib64', '/var/lib64')], 'lib64', 'var'],
    ['the programs of the root', [link('usr/bin', '../home/bin')], 'usr/bin', 'home'],
    [
      'a library of systemd',
      [...withDirectories({ 'usr/lib64/x': '' }), link('usr/lib64/libcap.so.2', '/var/libcap.so')],
      'usr/lib64/libcap.so.2',
      'var',
    ],
    [
      'a library in the directory of a kind of machine',
      [...withDirectories({ 'usr/lib/x86_64-linux-gnu/x': '' }), link('usr/lib/x86_64-linux-gnu/libz.so', '/run/z')],
      'usr/lib/x86_64-linux-gnu/libz.so',
      'run',
    ],
    [
      "systemd's own library",
      [...withDirectories({ 'usr/lib/systemd/x': '' }), link('usr/lib/systemd/libsystemd-core-257.so', '/home/x')],
      'usr/lib/systemd/libsystemd-core-257.so',
      'home',
    ],
    [
      'a unit that a target wants',
      [
        ...withDirectories({ 'usr/lib/systemd/system/a.target.wants/b.service': '' }),
        link('usr/lib/systemd/system/a.target.wants/c.service', '/etc/c.service'),
      ],
      'usr/lib/systemd/system/a.target.wants/c.service',
      'etc',
    ],
    [
      'a drop-in of a unit',
      [
        ...withDirectories({ 'usr/lib/systemd/system/a.service.d/x': '' }),
        link('usr/lib/systemd/system/a.service.d/a.conf', '/root/a.conf'),
      ],
      'usr/lib/systemd/system/a.service.d/a.conf',
      'root',
    ],
    [
      'a list of users',
      [...withDirectories({ 'usr/lib/sysusers.d/x': '' }), link('usr/lib/sysusers.d/a.conf', '../../../srv/a')],
      'usr/lib/sysusers.d/a.conf',
      'srv',
    ],
    [
      'all files that systemd-tmpfiles makes',
      [...init, link('usr/lib/tmpfiles.d', '/var/t')],
      'usr/lib/tmpfiles.d',
      'var',
    ],
    [
      'a rule of udev',
      [...withDirectories({ 'usr/lib/udev/rules.d/x': '' }), link('usr/lib/udev/rules.d/a.rules', '/opt/a')],
      'usr/lib/udev/rules.d/a.rules',
      'opt',
    ],
    [
      'a module deep below its kernel',
      [...withDirectories({ 'usr/lib/modules/a/kernel/fs/x': '' }), link('usr/lib/modules/a/kernel/fs/a.ko', '/tmp/a')],
      'usr/lib/modules/a/kernel/fs/a.ko',
      'tmp',
    ],
    [
      'a program',
      [...withDirectories({ 'usr/bin/x': '' }), link('usr/bin/mount', '/var/mount')],
      'usr/bin/mount',
      'var',
    ],
  ])('%s', async (_, entries, file, leads) => {
    const check = await checked(entries);
    expect(check.verdict).toEqual({ kind: 'not-verified', obstacles: [{ kind: 'leads-out', file, leads }] });
    expect(sealNotices(check)).toEqual([
      {
        code: 'seal/leads-out',
        message: `/${file} leads to /${leads}: a running machine has that of its own, the digest does not cover it, and it takes part in the boot`,
        at: { document: 'container', file },
        hint: 'put the file itself there',
      },
    ]);
  });
});

describe('a seal holds where links lead elsewhere in the root, or nothing boots by them', () => {
  test.each<[string, readonly WrittenEntry[]]>([
    ['init to systemd', [...init, ...sbin]],
    [
      'the directories of a merged /usr',
      [...init, link('bin', 'usr/bin'), link('lib', 'usr/lib'), link('sbin', 'usr/sbin')],
    ],
    [
      'homes and data',
      [link('home', 'var/home'), link('srv', 'var/srv'), link('opt', 'var/opt'), link('root', 'var/roothome')],
    ],
    ['/usr/local', [link('usr/local', '../var/usrlocal')]],
    [
      'a unit that is not to start',
      [
        ...withDirectories({ 'usr/lib/systemd/system/b.service': '' }),
        link('usr/lib/systemd/system/a.service', '/dev/null'),
      ],
    ],
    [
      'an alternative of a program',
      [...withDirectories({ 'usr/bin/b': '' }), link('usr/bin/a', '/etc/alternatives/a')],
    ],
    ['a program of another system', [...withDirectories({ 'usr/bin/b': '' }), link('usr/bin/a', '/opt/a/bin/a')]],
    [
      'an alternative of a library',
      [...withDirectories({ 'usr/lib64/b': '' }), link('usr/lib64/liba.so.1', '/etc/alternatives/liba')],
    ],
    [
      "the machine's own environment",
      [
        ...withDirectories({ 'usr/lib/environment.d/b': '' }),
        link('usr/lib/environment.d/99-environment.conf', '../../../etc/environment'),
      ],
    ],
    [
      'the sources of a kernel',
      [...withDirectories({ 'usr/lib/modules/a/x': '' }), link('usr/lib/modules/a/build', '/usr/src/kernels/a')],
    ],
  ])('%s', async (_, entries) => {
    expect((await checked(entries)).verdict).toMatchObject({ kind: 'holds', file: kernel });
  });
});

test('no more than twenty of such links are listed', async () => {
  const units = Array.from({ length: 30 }, (_, place) => link(`usr/lib/systemd/system/${place}.service`, '/var/x'));
  const { verdict } = await checked([...withDirectories({ 'usr/lib/systemd/system/b.service': '' }), ...units]);
  expect(verdict).toMatchObject({ kind: 'not-verified', obstacles: { length: 20 } });
});

test('pauses while very many links are followed', () => {
  const links = Array.from({ length: 5000 }, (_, index): readonly [string, Leaf] => {
    return [`p${index}`, { stat: noStat, content: { kind: 'link', target: `p${index + 1}` } }];
  });
  const bin = { stat: noStat, entries: new Map(links) };
  const usr = { stat: noStat, entries: new Map([['bin', bin]]) };
  const root = { stat: noStat, entries: new Map([['usr', usr]]) };
  expect([...linksOut(root)].length).toBeGreaterThanOrEqual(Math.floor(5000 / 256));
});
