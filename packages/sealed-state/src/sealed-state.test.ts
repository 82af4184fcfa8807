import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../core/testing/outcome.ts';
import { type StateCustomizations, sealedState } from './sealed-state.ts';

const nothing: StateCustomizations = {
  groups: [],
  users: [],
  directories: [],
  files: [],
  enabledUnits: [],
  maskedUnits: [],
  mounts: [],
};
const at = { document: 'blueprint', path: ['customizations'] };
const state = (given: Partial<StateCustomizations>, relabels = false) =>
  sealedState({ ...nothing, ...given }, relabels, at);
const base64 = (text: string) => Buffer.from(text).toString('base64');

test('without customizations nothing is written', () => {
  expect(state({}, true)).toEqual({ directories: [], files: [], labels: [], writesAtBoot: false });
});

test('a new user has an account, a home, a key and a password', () => {
  const user = {
    ...{ name: 'alice', exists: false, hasHome: true, uid: 1001, groups: ['wheel'], description: 'Alice 100%' },
    ...{ password: '$6$salt$hash', key: 'ssh-ed25519 AAAA alice' },
  };
  expect(state({ users: [user], groups: [{ name: 'staff', gid: 2000 }] })).toEqual({
    directories: [
      { path: '/etc/credstore', mode: 0o700 },
      { path: '/etc/sysusers.d' },
      { path: '/etc/systemd/system/systemd-sysusers.service.d' },
      { path: '/etc/tmpfiles.d' },
    ],
    files: [
      {
        path: '/etc/sysusers.d/50-bootwright.conf',
        text: 'g "staff" 2000\nu "alice" 1001 "Alice 100%%" "/var/home/alice" "/bin/bash"\nm "alice" "wheel"\n',
      },
      { path: '/etc/credstore/passwd.hashed-password.alice', text: '$6$salt$hash', mode: 0o600 },
      {
        path: '/etc/systemd/system/systemd-sysusers.service.d/50-bootwright.conf',
        text: '[Service]\nImportCredential=passwd.hashed-password.alice\n',
      },
      {
        path: '/etc/tmpfiles.d/50-bootwright.conf',
        text: [
          'd "/var/home/alice" 0700 "alice" "alice"',
          'd "/var/home/alice/.ssh" 0700 "alice" "alice"',
          `f~ "/var/home/alice/.ssh/authorized_keys" 0600 "alice" "alice" - ${base64('ssh-ed25519 AAAA alice\n')}`,
          '',
        ].join('\n'),
      },
    ],
    labels: [],
    writesAtBoot: true,
  });
});

test('a service sets the password of an account that the container has, once', () => {
  const root = { name: 'root', exists: true, hasHome: true, home: '/var/roothome', password: '$6$salt$hash' };
  const { files } = state({ users: [root] });
  expect(files).toEqual([
    { path: '/etc/credstore/passwd.hashed-password.root', text: '$6$salt$hash', mode: 0o600 },
    {
      path: '/etc/systemd/system/bootwright-passwords.service',
      text: [
        '[Unit]',
        'Description=Set passwords of existing accounts once',
        'ConditionPathExists=!/var/lib/bootwright/passwords',
        'After=systemd-sysusers.service',
        'Before=systemd-user-sessions.service',
        '',
        '[Service]',
        'Type=oneshot',
        'StateDirectory=bootwright',
        'ImportCredential=passwd.hashed-password.root',
        `ExecStart=/bin/sh -ec 'usermod --password "$$(cat "$$CREDENTIALS_DIRECTORY/passwd.hashed-password.root")" root; touch /var/lib/bootwright/passwords'`,
        '',
      ].join('\n'),
    },
    {
      path: '/etc/systemd/system/multi-user.target.d/50-bootwright.conf',
      text: '[Unit]\nWants=bootwright-passwords.service\n',
    },
  ]);
});

test('files and directories have their permissions from the build and their owners from tmpfiles', () => {
  const { directories, files, writesAtBoot } = state({
    directories: [{ path: '/var/lib/app', mode: '0750', user: 'app', ensure_parents: true }],
    files: [
      { path: '/etc/app/a b*', data: 'x = 1', mode: '0640', group: 990 },
      { path: '/etc/motd', data: 'hello' },
    ],
  });
  expect(directories).toEqual([
    { path: '/var/lib/app', mode: 0o750 },
    { path: '/etc/app' },
    { path: '/etc' },
    { path: '/etc/tmpfiles.d' },
  ]);
  expect(files).toEqual([
    { path: '/etc/app/a b*', text: 'x = 1', mode: 0o640 },
    { path: '/etc/motd', text: 'hello' },
    {
      path: '/etc/tmpfiles.d/50-bootwright.conf',
      text: 'z "/var/lib/app" 0750 "app" -\nz "/etc/app/a b\\\\*" 0640 - "990"\n',
    },
  ]);
  expect(writesAtBoot).toBe(true);
});

test('settings, units and mounts are files alone, which need no writable root', () => {
  const mounts = [
    { filename: 'var-data.mount', what: '/dev/disk/by-uuid/1', where: '/var/data', type: 'xfs', options: 'noatime' },
    { filename: 'dev-2.swap', what: '/dev/disk/by-uuid/2', type: 'swap' },
  ];
  const { files, writesAtBoot } = state({
    ...{ hostname: 'web-1', language: 'de_DE.UTF-8', keyboard: 'de', mounts },
    ...{ enabledUnits: ['sshd', 'fstrim.timer'], maskedUnits: ['cups'] },
  });
  expect(files).toEqual([
    { path: '/etc/hostname', text: 'web-1\n' },
    { path: '/etc/locale.conf', text: 'LANG=de_DE.UTF-8\n' },
    { path: '/etc/vconsole.conf', text: 'KEYMAP=de\n' },
    { path: '/etc/systemd/system/cups.service', text: '' },
    {
      path: '/etc/systemd/system/var-data.mount',
      text: '[Mount]\nWhat=/dev/disk/by-uuid/1\nWhere=/var/data\nType=xfs\nOptions=noatime\n',
    },
    { path: '/etc/systemd/system/dev-2.swap', text: '[Swap]\nWhat=/dev/disk/by-uuid/2\n' },
    {
      path: '/etc/systemd/system/multi-user.target.d/50-bootwright.conf',
      text: '[Unit]\nWants=sshd.service fstrim.timer\n',
    },
    { path: '/etc/systemd/system/local-fs.target.d/50-bootwright.conf', text: '[Unit]\nWants=var-data.mount\n' },
    { path: '/etc/systemd/system/swap.target.d/50-bootwright.conf', text: '[Unit]\nWants=dev-2.swap\n' },
  ]);
  expect(writesAtBoot).toBe(false);
});

test('under an SELinux policy files boot with common labels, and tmpfiles sets those of the policy', () => {
  const { files, labels } = state({ hostname: 'web-1', enabledUnits: ['sshd'], timezone: 'Europe/Berlin' }, true);
  expect(files.at(-1)?.text).toBe(
    [
      'L+ /etc/localtime - - - - ../usr/share/zoneinfo/Europe/Berlin',
      'z "/etc"',
      'z "/etc/systemd/system/multi-user.target.d"',
      'z "/etc/hostname"',
      'z "/etc/systemd/system/multi-user.target.d/50-bootwright.conf"',
      '',
    ].join('\n'),
  );
  expect(labels).toEqual([
    ['/etc/systemd/system/multi-user.target.d', 'system_u:object_r:systemd_unit_file_t:s0'],
    ['/etc/tmpfiles.d', 'system_u:object_r:etc_t:s0'],
    ['/etc/hostname', 'system_u:object_r:etc_t:s0'],
    ['/etc/systemd/system/multi-user.target.d/50-bootwright.conf', 'system_u:object_r:systemd_unit_file_t:s0'],
    ['/etc/tmpfiles.d/50-bootwright.conf', 'system_u:object_r:etc_t:s0'],
  ]);
});

describe('what would break a line or a unit is a fault', () => {
  test.each<[string, Partial<StateCustomizations>]>([
    ['a group', { groups: [{ name: 'a\nb' }] }],
    ['an owner', { files: [{ path: '/etc/a', user: 'a\nb' }] }],
    ['a time zone', { timezone: 'a\nb' }],
    ['a unit', { enabledUnits: ['a\nb'] }],
    [
      'a mount option',
      { mounts: [{ filename: 'a.mount', what: '/dev/a', where: '/a', type: 'xfs', options: 'a\nb' }] },
    ],
  ])('%s with a line feed', (_, given) => {
    expect(outcomeOf(() => state(given))).toEqual({
      fault: 'addon/customization',
      message: expect.stringContaining('contains a control character'),
    });
  });
});
