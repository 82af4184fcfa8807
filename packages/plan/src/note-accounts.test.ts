import type { Customizations } from '@bootwright/blueprint';
import { renderPath } from '@bootwright/core';
import { describe, expect, test } from 'vitest';
import { planImage } from './plan-image.ts';
import { sampleContainer, sampleRequest, sealedContainer } from './testing/sample-request.ts';

const sha512 = `$6$salt$${'a'.repeat(86)}`;
const [sha256, bcrypt] = [`$5$rounds=5000$salt$${'a'.repeat(43)}`, `$2b$12$${'a'.repeat(53)}`];
const ed25519 = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHxbXLOYfkqbjcrdDpwSgDjMuuGg8nTyBDVDYfJOCGdL';

function notices(customizations: Customizations, container = sampleContainer): readonly string[] {
  const { notices } = planImage(sampleRequest(customizations, { container, profile: 'recommended' }));
  return notices.map(({ code, at }) => `${code} ${renderPath(at?.path?.slice(1) ?? [])}`);
}

function user(changes: object): Customizations {
  return { user: [{ name: 'alice', ...changes }] };
}

describe('a notice says with which accounts nobody can log in', () => {
  test.each<readonly [string, Customizations, readonly string[]]>([
    ['a hash of yescrypt', user({ password: '$y$j9T$abc$def' }), ['blueprint/password user[0].password']],
    ['a hash of MD5', user({ password: '$1$abc$def' }), ['blueprint/password user[0].password']],
    ['a hash that is cut off', user({ password: '$6$salt$short' }), ['blueprint/password user[0].password']],
    ['a lock that is none', user({ password: '!' }), ['blueprint/password user[0].password']],
    [
      'whole hashes',
      { user: [sha512, sha256, bcrypt].map((password, index) => ({ name: `u${index}`, password })) },
      [],
    ],
    ['a plain password', user({ password: 'correct horse' }), []],
    ['a date for days', user({ expiredate: 20301231 }), ['blueprint/expiredate user[0].expiredate']],
    ['days', user({ expiredate: 22279 }), []],
    [
      'one uid for two users',
      {
        user: [
          { name: 'a', uid: 1000 },
          { name: 'b', uid: 1001 },
          { name: 'c', uid: 1000 },
        ],
      },
      ['blueprint/uid-twice user[2].uid'],
    ],
    ['a key of a user', user({ key: 'x' }), ['blueprint/ssh-key user[0].key']],
    ['a key by itself', { sshkey: [{ user: 'root', key: 'AAAAB3' }] }, ['blueprint/ssh-key sshkey[0].key']],
    ['a public key', user({ key: ed25519 }), []],
  ])('%s', (_, customizations, expected) => {
    expect(notices(customizations)).toEqual(expected);
  });

  test('accounts that a sealed image does not get have one notice only', () => {
    expect(notices(user({ password: '!', key: 'x' }), sealedContainer)).toEqual(['sealed/deployment-edit user[0]']);
  });
});

test.each<readonly [string, string, string]>([
  ['a drop-in without its ending', '/etc/sysctl.d/90-net', '0644'],
  ['a file of sudo with a dot', '/etc/sudoers.d/10.wheel', '0440'],
  ['a connection that others can read', '/etc/NetworkManager/system-connections/a.nmconnection', '0644'],
  ['kernel arguments of bootc', '/etc/bootc/kargs.d/10.toml', '0644'],
])('%s has no effect', (_, path, mode) => {
  expect(notices({ files: [{ path, mode }] })).toEqual(['blueprint/unread-file files[0]']);
});

test.each<readonly [string, string]>([
  ['/etc/sysctl.d/90-net.conf', '0644'],
  ['/etc/sudoers.d/10-wheel', '0440'],
  ['/etc/NetworkManager/system-connections/a.nmconnection', '600'],
  ['/etc/bootc.conf', '0644'],
])('%s with mode %s is read', (path, mode) => {
  expect(notices({ files: [{ path, mode }] })).toEqual([]);
});

test.each<readonly [string, string, number]>([
  ['a line break', 'quiet\nnosmt', 1],
  ['an open quote', 'a="b c', 1],
  ['a root', 'root=/dev/vda4 quiet', 1],
  ['what bootc passes', 'rw boot=LABEL=boot composefs=abc', 3],
  ['values with quotes', 'dyndbg="file a.c +p" quiet', 0],
  ['a key that begins as another', 'rootwait rootdelay=5', 0],
])('kernel arguments with %s', (_, append, count) => {
  const found = notices({ kernel: { append } });
  expect(found).toEqual(Array.from({ length: count }, () => 'blueprint/kernel-arguments kernel.append'));
});

test('a root that is given less than two deployments of the container need is raised, with a notice', () => {
  const minsize =
    sampleContainer.size ??
    (() => {
      throw new Error('no size');
    })();
  expect(notices({ filesystem: [{ mountpoint: '/', minsize }] })).toEqual(['disk/size-raised filesystem[0]']);
  const { notices: found } = planImage(
    sampleRequest({}, { options: { remoteSource: false, omitDefaultKernelArguments: false, size: minsize } }),
  );
  expect(found.map(({ code, at }) => [code, at?.path])).toEqual([['disk/size-raised', ['options', 'size']]]);
});
