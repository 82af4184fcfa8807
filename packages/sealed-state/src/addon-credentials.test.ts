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

test('the host name is a kernel argument, which counts more than a file of the image', () => {
  expect(contentOf('[customizations]\nhostname = "web-1.example.com"\n')).toEqual({
    kernelArguments: ['systemd.hostname=web-1.example.com'],
    credentials: [],
    leftOut: [],
  });
});

test.each(['web rw', 'web"', 'wéb', 'a\tb'])('rejects the host name %j, which begins another argument', (hostname) => {
  expect(() => contentOf(`[customizations]\nhostname = ${JSON.stringify(hostname)}\n`)).toThrow(
    expect.objectContaining({
      code: 'addon/customization',
      message: `${JSON.stringify(hostname)} cannot be a value on the kernel command line`,
      at: expect.objectContaining({ path: ['customizations', 'hostname'] }),
    }),
  );
});

test('of two users with one name the later counts, and a unit sets the password of root', () => {
  const text = `
[[customizations.sshkey]]
user = "root"
key = "ssh-ed25519 AAAA one"
[[customizations.user]]
name = "root"
password = "$6$salt$hash"
key = "ssh-ed25519 AAAA two"
`;
  expect(credentialsOf(text)).toEqual({
    'ssh.authorized_keys.root': 'ssh-ed25519 AAAA two\n',
    'passwd.hashed-password.root': '$6$salt$hash',
    'systemd.unit-dropin.multi-user.target': '[Unit]\nWants=bootwright-passwords.service\n',
    'systemd.extra-unit.bootwright-passwords.service': expect.stringContaining('usermod --password'),
  });
  expect(contentOf(text).leftOut).toEqual([]);
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

test('what systemd would not take of a blueprint is left out, and the rest is carried', () => {
  const { leftOut, kernelArguments, credentials } = contentOf(`
[[customizations.group]]
name = "a.b"
[[customizations.user]]
name = "john.doe"
[[customizations.user]]
name = "1st"
[[customizations.user]]
name = "alice"
description = "a:b"
shell = "bash"
home = "/var/home/../x"
uid = 65535
groups = ["wheel", "27"]
[[customizations.user]]
name = "bob"
home = "/usr/bob"
[[customizations.files]]
path = "/usr/a"
[[customizations.directories]]
path = "/srv2/a"
[customizations.services]
enabled = ["a b", ".service"]
masked = ["x init=/bin/sh", "../x"]
`);
  expect(leftOut.map(({ what }) => what)).toEqual([
    'the group "a.b"',
    'the user "john.doe"',
    'the user "1st"',
    'description of the user "alice"',
    'shell of the user "alice"',
    'home of the user "alice"',
    'uid of the user "alice"',
    'the membership of the user "alice" in "27"',
    'the directory /srv2/a',
    'the file /usr/a',
    '"a b"',
    '".service"',
    '"x init=/bin/sh"',
    '"../x"',
    'the home of "bob"',
  ]);
  expect(kernelArguments).toEqual([]);
  expect(Object.fromEntries(credentials.map(({ name, text }) => [name, text]))).toEqual({
    'sysusers.extra': [
      'u "alice" - - "/var/home/alice" "/bin/bash"',
      'm "alice" "wheel"',
      'u "bob" - - "/usr/bob" "/bin/bash"',
      '',
    ].join('\n'),
    'tmpfiles.extra': 'd "/var/home/alice" 0700 "alice" "alice"\n',
  });
});

test('a file that is a unit is a unit of the manager, too', () => {
  const text = '[[customizations.files]]\npath = "/etc/systemd/system/a.service"\ndata = "[Service]"\n';
  expect(credentialsOf(text)['systemd.extra-unit.a.service']).toBe('[Service]');
});

test('a file takes the place of each setting that would write it, which is left out', () => {
  const files = ['hostname', 'localtime', 'locale.conf', 'vconsole.conf'];
  const text = `
[customizations]
hostname = "a"
timezone = { timezone = "UTC" }
locale = { languages = ["C.UTF-8"], keyboard = "de" }
${files.map((name) => `[[customizations.files]]\npath = "/etc/${name}"\ndata = "x"\n`).join('')}`;
  const { credentials, leftOut } = contentOf(text);
  expect(credentials).toEqual([
    {
      name: 'tmpfiles.extra',
      text: files.map((name) => `f+~ "/etc/${name}" 0644 "root" "root" - ${base64('x')}\n`).join(''),
    },
  ]);
  expect(leftOut).toEqual(
    [
      ['the host name', 'hostname', ['hostname']],
      ['the time zone', 'localtime', ['timezone', 'timezone']],
      ['the locale', 'locale.conf', ['locale', 'languages', 0]],
      ['the keyboard layout', 'vconsole.conf', ['locale', 'keyboard']],
    ].map(([what, name, path]) => ({
      what,
      at: { document: 'blueprint', path: ['customizations', ...(path ?? [])] },
      reason: `the file /etc/${name} of the blueprint takes its place`,
      instead: 'leave one of them out',
    })),
  );
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
      'a mode with more words',
      '[[customizations.files]]\npath = "/etc/a"\nmode = "0644 x"\n',
      'expected three or four octal digits, got "0644 x"',
    ],
  ])('%s', (_, text, message) => {
    expect(outcomeOf(() => contentOf(text))).toEqual({ fault: 'addon/customization', message });
  });
});
