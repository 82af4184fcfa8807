import { type Blueprint, parseBlueprint } from '@bootwright/blueprint';
import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../core/testing/outcome.ts';
import { addonCredentials } from './addon-credentials.ts';

const parsed = (text: string): Blueprint => parseBlueprint(text, { document: 'blueprint', format: 'toml' });
const contentOf = (text: string) => addonCredentials(parsed(text), { document: 'blueprint' });
function credentialsOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(contentOf(text).credentials.map(({ name, text: content }) => [name, content]));
}
const base64 = (text: string) => Buffer.from(text).toString('base64');

test('a user with a group, a password and a key', () => {
  const text = `
[[customizations.user]]
name = "alice"
description = "Alice 100%"
password = "$6$salt$hash"
key = "ssh-ed25519 AAAA alice"
groups = ["wheel"]
uid = 1001
[[customizations.group]]
name = "staff"
gid = 2000
`;
  expect(credentialsOf(text)).toEqual({
    'passwd.hashed-password.alice': '$6$salt$hash',
    'sysusers.extra': 'g "staff" 2000\nu "alice" 1001 "Alice 100%%" "/var/home/alice" "/bin/bash"\nm "alice" "wheel"\n',
    'tmpfiles.extra': [
      'd "/var/home/alice" 0700 "alice" "alice"',
      'd "/var/home/alice/.ssh" 0700 "alice" "alice"',
      `f+~ "/var/home/alice/.ssh/authorized_keys" 0600 "alice" "alice" - ${base64('ssh-ed25519 AAAA alice\n')}`,
      '',
    ].join('\n'),
    'systemd.unit-dropin.systemd-sysusers.service': '[Service]\nImportCredential=passwd.hashed-password.alice\n',
  });
});

test('files, directories and settings of the system', () => {
  const text = `
[customizations]
hostname = "web-1"
[customizations.timezone]
timezone = "Europe/Berlin"
[customizations.locale]
languages = ["de_DE.UTF-8"]
keyboard = "de"
[[customizations.directories]]
path = "/etc/app.d"
mode = "0750"
user = 5
[[customizations.files]]
path = "/etc/app.d/a b"
data = "x = 1"
group = "adm"
`;
  expect(credentialsOf(text)).toEqual({
    'system.hostname': 'web-1',
    'tmpfiles.extra': [
      'L+ /etc/localtime - - - - ../usr/share/zoneinfo/Europe/Berlin',
      `f+~ "/etc/locale.conf" 0644 "root" "root" - ${base64('LANG=de_DE.UTF-8\n')}`,
      `f+~ "/etc/vconsole.conf" 0644 "root" "root" - ${base64('KEYMAP=de\n')}`,
      'd "/etc/app.d" 0750 "5" "root"',
      `f+~ "/etc/app.d/a b" 0644 "root" "adm" - ${base64('x = 1')}`,
      '',
    ].join('\n'),
  });
});

test('services and kernel arguments', () => {
  const content = contentOf(`
[customizations.kernel]
append = "quiet"
[customizations.services]
enabled = ["a.service", "b.timer"]
masked = ["c.service"]
`);
  expect(content.kernelArguments).toEqual(['quiet', 'systemd.mask=c.service']);
  expect(content.credentials.map(({ name, text }) => [name, text])).toEqual([
    ['systemd.unit-dropin.multi-user.target', '[Unit]\nWants=a.service b.timer\n'],
  ]);
});

test('of two users with one name the later counts, and root keeps its password', () => {
  const text = `
[[customizations.sshkey]]
user = "root"
key = "ssh-ed25519 AAAA one"
[[customizations.user]]
name = "root"
password = "$6$salt$hash"
key = "ssh-ed25519 AAAA two"
`;
  expect(credentialsOf(text)).toEqual({ 'ssh.authorized_keys.root': 'ssh-ed25519 AAAA two\n' });
  expect(contentOf(text).leftOut).toEqual([
    {
      what: 'the password of root, which exists already',
      at: { document: 'blueprint', path: ['customizations', 'user', 0, 'password'] },
    },
  ]);
});

test('what no credential carries is named', () => {
  const { leftOut } = contentOf(`
packages = [{ name = "vim" }]
[customizations]
fips = true
[customizations.services]
disabled = ["a.service"]
[customizations.timezone]
ntpservers = ["a.example.com"]
`);
  expect(leftOut.map(({ what }) => what)).toEqual([
    'packages',
    'customizations.timezone.ntpservers',
    'customizations.services.disabled',
    'customizations.fips',
  ]);
});

describe('what could not be carried safely', () => {
  test.each<[string, string, string]>([
    [
      'a password in plain text',
      '[[customizations.user]]\nname = "a"\npassword = "secret"\n',
      'the password of "a" is not hashed',
    ],
    [
      'a line feed in a path',
      '[[customizations.files]]\npath = "/etc/a\\nb"\n',
      '"/etc/a\\nb" contains a control character',
    ],
    [
      'a line feed in a unit',
      '[customizations.services]\nenabled = ["a\\nb"]\n',
      '"a\\nb" contains a control character',
    ],
    [
      'a mode with more words',
      '[[customizations.files]]\npath = "/etc/a"\nmode = "0644 x"\n',
      'expected three or four octal digits, got "0644 x"',
    ],
  ])('%s', (_, text, message) => {
    expect(outcomeOf(() => contentOf(text))).toEqual({ fault: 'addon/customization', message });
  });
});
