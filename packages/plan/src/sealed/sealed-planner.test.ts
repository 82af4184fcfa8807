import type { Customizations } from '@bootwright/blueprint';
import type { BuildRequest, SealedOptions } from '@bootwright/build-request';
import type { ContainerInfo, UnifiedKernelImage } from '@bootwright/container-facts';
import { GiB, renderPath } from '@bootwright/core';
import { describe, expect, test } from 'vitest';
import { knownSealedContainer, sampleRequest, sealedContainer } from '../../../build-request/testing/sample-request.ts';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { planImage } from '../plan-image.ts';

const digest = 'ab'.repeat(64);
const etc = `/state/deploy/${digest}/etc`;
const variable = '/state/os/default/var';

function planned(customizations: Customizations, options: SealedOptions = {}, changes: Partial<BuildRequest> = {}) {
  const { plan, notices, fixed } = planImage(
    sampleRequest(customizations, {
      container: knownSealedContainer,
      options: { remoteSource: false, omitDefaultKernelArguments: false, sealed: options },
      ...changes,
    }),
  );
  if (plan.kind !== 'disk') throw new Error('not a disk');
  const { sealed } = plan.customizations;
  return { sealed, notices, fixed, boot: plan.boot };
}

/** By customization, the channel and what carries it out, or why nothing does. */
function channels(...given: Parameters<typeof planned>): Readonly<Record<string, string>> {
  const decisions = planned(...given).sealed?.decisions ?? [];
  return Object.fromEntries(
    decisions.map((one) => [one.what, `${one.channel}: ${one.channel === 'none' ? one.reason : one.through}`]),
  );
}

const reasonOf = (systemd: string) =>
  `none: the container has systemd ${systemd}, and its services import passwords since 254`;

const withUki = (changes: UnifiedKernelImage): { readonly container: ContainerInfo } => ({
  container: { ...sealedContainer, unifiedKernelImage: { ...knownSealedContainer.unifiedKernelImage, ...changes } },
});

const everything: Customizations = {
  group: [{ name: 'staff' }],
  user: [{ name: 'alice', password: `$6$salt$${'a'.repeat(86)}`, key: 'ssh-ed25519 AAAA alice', groups: ['wheel'] }],
  sshkey: [{ user: 'root', key: 'ssh-ed25519 AAAA root' }],
  directories: [{ path: '/etc/app.d' }],
  files: [{ path: '/etc/app.conf', data: 'x', mode: '0640', user: 'alice' }],
  hostname: 'web-1',
  timezone: { timezone: 'Europe/Berlin' },
  locale: { languages: ['de_DE.UTF-8'], keyboard: 'de' },
  services: { enabled: ['sshd'], masked: ['cups'] },
  kernel: { append: 'quiet' },
  filesystem: [{ mountpoint: '/var/data', minsize: GiB(1) }],
};

test('each customization has its channel', () => {
  expect(channels(everything)).toEqual({
    'the host name': 'state: /etc/hostname',
    'the time zone': 'state: tmpfiles.d',
    'the locale': 'state: /etc/locale.conf',
    'the keyboard layout': 'state: /etc/vconsole.conf',
    'the service "sshd"': 'state: a drop-in of multi-user.target',
    'masking "cups"': 'state: an empty unit file',
    'the group "staff"': 'state: sysusers.d',
    'the user "root"': 'state: tmpfiles.d',
    'the user "alice"': 'state: sysusers.d, tmpfiles.d, credstore',
    'the directory /etc/app.d': 'state: /etc/app.d',
    'the file /etc/app.conf': 'state: /etc/app.conf, and tmpfiles.d for its owner',
    'the file system for /var/data': 'state: var-data.mount',
    'the kernel arguments "quiet"': 'addon: /loader/addons/50-bootwright.addon.efi',
    'the kernel argument "rw"': 'addon: /loader/addons/50-bootwright.addon.efi',
  });
  expect(planned(everything).notices).toEqual([]);
  expect(planned(everything).fixed).toContain('sealed-customizations');
});

test('the state is written below the deployment of the digest, and /var is shared', () => {
  const { sealed } = planned({
    files: [
      { path: '/etc/a', data: 'x', mode: '0600' },
      { path: '/root/b', data: 'y' },
    ],
  });
  expect(sealed?.state?.files.slice(0, 2)).toEqual([
    { path: `${etc}/a`, text: 'x', mode: 0o600 },
    { path: `${variable}/roothome/b`, text: 'y' },
  ]);
  expect(sealed?.state?.labels).toContainEqual([`${etc}/a`, 'system_u:object_r:etc_t:s0']);
});

describe('"rw"', () => {
  const args = (...given: Parameters<typeof planned>) => planned(...given).sealed?.addon?.kernelArguments;
  const owned: Customizations = { user: [{ name: 'alice' }] };
  const { selinuxPolicy: _, ...os } = knownSealedContainer.os;
  const writable = withUki({ commandLine: 'rw' });

  test.each<[string, Customizations, Partial<BuildRequest>, readonly string[] | undefined]>([
    ['is added where services write at boot', owned, {}, ['rw']],
    ['is added to the arguments of the blueprint', { ...owned, kernel: { append: 'quiet' } }, {}, ['quiet', 'rw']],
    ['is not added where the UKI has it', owned, withUki({ commandLine: 'root=x rw' }), undefined],
    ['is not added where the blueprint has it', { ...owned, kernel: { append: 'rw quiet' } }, {}, ['rw quiet']],
    [
      'is added where a quoted value of the blueprint contains it',
      { ...owned, kernel: { append: 'dyndbg="file rw +p"' } },
      {},
      ['dyndbg="file rw +p"', 'rw'],
    ],
    ['is added where the UKI takes it back', owned, withUki({ commandLine: 'rw ro' }), ['rw']],
    ['is added where the blueprint takes it back', { ...owned, kernel: { append: 'ro' } }, writable, ['ro', 'rw']],
    ['comes before a quote that is not closed', { ...owned, kernel: { append: 'x="a' } }, {}, ['rw', 'x="a']],
    [
      'is not added for plain files without a policy',
      { files: [{ path: '/etc/a' }] },
      { container: { ...knownSealedContainer, os } },
      undefined,
    ],
  ])('%s', (_name, customizations, changes, expected) => {
    expect(args(customizations, {}, changes)).toEqual(expected);
  });
});

describe('what stays impossible', () => {
  const real = { real: ['/root', '/usr/local'], links: [] };
  const realRoot = {
    container: { ...knownSealedContainer, os: { ...knownSealedContainer.os, writableDirectories: real } },
  };

  test.each<[Customizations, string]>([
    [{ files: [{ path: '/usr/local/bin/a' }] }, 'files[0]'],
    [{ user: [{ name: 'root', key: 'ssh-ed25519 AAAA root' }] }, 'user[0]'],
  ])('a path in the verified root of %j', (customizations, place) => {
    const found = planned(customizations, {}, realRoot).notices.filter(({ code }) => /^sealed\//.test(code));
    expect(found.map(({ at }) => renderPath(at?.path?.slice(1) ?? []))).toEqual([place]);
  });

  test.each<[string, Customizations, string, string]>([
    ['a file behind a fragment', { files: [{ path: '/etc/a#b' }] }, 'files[0]', 'ends a path at "?" and "#"'],
    ['disabling a unit', { services: { disabled: ['a'] } }, 'services.disabled[0]', 'cannot remove the links'],
    ['a unit in another directory', { services: { masked: ['../../a'] } }, 'services.masked[0]', 'no unit of such'],
    ['time servers', { timezone: { ntpservers: ['a'] } }, 'timezone.ntpservers', 'depends on the container'],
    ['a second language', { locale: { languages: ['C', 'de'] } }, 'locale.languages[1]', 'has one language'],
    ['Ignition', { ignition: { firstboot: { url: 'https://a' } } }, 'ignition.firstboot', 'part of the signed UKI'],
    ['the console of GRUB', { bootloader: { grub2: {} } }, 'bootloader.grub2', 'and not GRUB'],
    ['the shell of root', { user: [{ name: 'root', shell: '/bin/zsh' }] }, 'user[0].shell', 'does not change it'],
    ['an end of an account', { user: [{ name: 'a', expiredate: 5 }] }, 'user[0].expiredate', 'no field for it'],
    ['a name that sysusers rejects', { user: [{ name: 'john.doe' }] }, 'user[0].name', 'rejects such a name'],
    ['a group that sysusers rejects', { group: [{ name: 'a.b' }] }, 'group[0].name', 'rejects such a name'],
    ['a membership by number', { user: [{ name: 'a', groups: ['27'] }] }, 'user[0].groups[0]', 'rejects such a name'],
    ['a colon in a description', { user: [{ name: 'a', description: 'x:y' }] }, 'user[0].description', 'colon'],
    ['a home that climbs', { user: [{ name: 'a', home: '/var/home/../../usr' }] }, 'user[0].home', 'canonical path'],
    [
      'a host name that a file replaces',
      { hostname: 'a', files: [{ path: '/etc/hostname', data: 'b' }] },
      'hostname',
      'takes its place',
    ],
    [
      'a mask that a file replaces',
      { services: { masked: ['a'] }, files: [{ path: '/etc/systemd/system/a.service' }] },
      'services.masked[0]',
      'takes its place',
    ],
    ['a home in the verified root', { user: [{ name: 'a', home: '/srv2/a' }] }, 'user[0]', 'verified root'],
    [
      'a mount point without a directory',
      { disk: { partitions: [{ type: 'plain', mountpoint: '/data', fs_type: 'ext4', minsize: GiB(1) }] } },
      'disk.partitions[0]',
      'read-only',
    ],
  ])('%s is a notice with its reason', (_, customizations, place, reason) => {
    const found = planned(customizations).notices.filter(({ code }) => /^sealed\//.test(code));
    expect(found.map(({ at }) => renderPath(at?.path?.slice(1) ?? []))).toEqual([place]);
    expect(found[0]?.message).toContain(reason);
    expect(found[0]?.hint).toEqual(expect.any(String));
  });

  test('without the digest of the UKI nothing reaches the state, and kernel arguments the addon', () => {
    const given = { ...everything, user: [{ name: 'alice' }], sshkey: [] };
    const decided = channels(given, {}, { container: sealedContainer });
    expect(decided['the kernel arguments "quiet"']).toBe('addon: /loader/addons/50-bootwright.addon.efi');
    const { 'the kernel arguments "quiet"': _, ...others } = decided;
    expect(new Set(Object.values(others))).toEqual(
      new Set([
        'none: the facts of the container lack the composefs digest of its UKI, by which bootc names the deployment',
      ]),
    );
    expect(Object.keys(others)).toHaveLength(11);
  });

  test('a systemd that reads no addons gets no arguments', () => {
    expect(channels({ kernel: { append: 'quiet' } }, {}, withUki({ systemd: '253.4' }))).toEqual({
      'the kernel arguments "quiet"': 'none: the container has systemd 253.4, and arguments of addons need 254',
    });
  });

  test.each<[string, object]>([
    [
      '253.4',
      { 'the password of the user "alice"': reasonOf('253.4'), 'the user "alice"': 'state: sysusers.d, tmpfiles.d' },
    ],
    ['254', { 'the user "alice"': 'state: sysusers.d, tmpfiles.d, credstore' }],
  ])('a systemd of version %s gets the passwords that its services import', (systemd, expected) => {
    const { user = [] } = everything;
    const given: Customizations = { user: user.map(({ name, password = '' }) => ({ name, password })) };
    const { 'the kernel argument "rw"': _, ...decided } = channels(given, {}, withUki({ systemd }));
    expect(decided).toEqual(expected);
  });

  test('a name that systemd-sysusers would reject is a fault', () => {
    expect(outcomeOf(() => planned({ user: [{ name: 'a/b' }] }))).toMatchObject({ fault: expect.any(String) });
  });
});

test('a password of an account that nothing can change is left out', () => {
  const accounts = { users: [{ name: 'core', isReadOnly: true }], groups: [] };
  const container = { ...knownSealedContainer, os: { ...knownSealedContainer.os, accounts } };
  const user = [{ name: 'core', password: `$6$salt$${'a'.repeat(86)}` }];
  const { sealed, notices } = planned({ user }, {}, { container });
  expect(notices.map(({ message }) => message)).toEqual([
    'the password of the user "core" is left out: the account is in /usr/lib/passwd, where nothing changes it',
  ]);
  expect(sealed?.state).toBeUndefined();
});

test('a number of a group that nobody has is left out, so that the account is made', () => {
  const accounts = { users: [], groups: [{ name: 'staff', id: 50 }] };
  const container = { ...knownSealedContainer, os: { ...knownSealedContainer.os, accounts } };
  const user = [
    { name: 'a', gid: 50 },
    { name: 'b', gid: 60 },
    { name: 'c', gid: 70 },
  ];
  const { sealed } = planned({ user, group: [{ name: 'own', gid: 70 }] }, {}, { container });
  const lines = sealed?.state?.files.find(({ path }) => path.includes('sysusers.d'))?.text.split('\n');
  expect(lines?.map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
    'g "own" 70',
    'u "a" -:50',
    'u "b" -',
    'u "c" -:70',
    '',
  ]);
});

describe('delivery by the addon', () => {
  const real = { real: ['/root', '/usr/local'], links: [] };
  const knownRealUsr = {
    ...knownSealedContainer,
    os: { ...knownSealedContainer.os, writableDirectories: real },
  };
  const deliver = { deliver: 'addon' } as const;

  test('brings everything as credentials', () => {
    const { sealed } = planned(everything, deliver);
    expect(sealed?.state).toBeUndefined();
    expect(sealed?.addon?.credentials.map(({ name }) => name)).toEqual([
      'ssh.authorized_keys.root',
      'passwd.hashed-password.alice',
      'sysusers.extra',
      'tmpfiles.extra',
      'systemd.unit-dropin.systemd-sysusers.service',
      'systemd.unit-dropin.multi-user.target',
      'systemd.extra-unit.var-data.mount',
      'systemd.unit-dropin.local-fs.target',
    ]);
    expect(sealed?.addon?.kernelArguments).toEqual([
      'quiet',
      'systemd.hostname=web-1',
      'systemd.mask=cups.service',
      'rw',
    ]);
    expect(new Set(sealed?.decisions.map(({ channel }) => channel))).toEqual(new Set(['addon']));
  });

  test.each<[string, Customizations, string]>([
    ['a file in the verified root', { files: [{ path: '/usr/local/bin/a' }] }, 'files[0]'],
    ['a home in the verified root', { user: [{ name: 'a', home: '/srv2/a', key: 'ssh-ed25519 AAAA a' }] }, 'user[0]'],
    ['a unit that would be another argument', { services: { masked: ['x init=/a'] } }, 'services.masked[0]'],
    ['a name that sysusers rejects', { user: [{ name: 'john.doe' }] }, 'user[0].name'],
    ['the uid of root', { user: [{ name: 'root', uid: 7 }] }, 'user[0].uid'],
  ])('leaves out %s with one notice', (_, customizations, place) => {
    const { notices, sealed } = planned(customizations, deliver, { container: knownRealUsr });
    const found = notices.filter(({ code }) => /^sealed\//.test(code));
    expect(found.map(({ at }) => renderPath(at?.path?.slice(1) ?? []))).toEqual([place]);
    expect(JSON.stringify(sealed?.addon ?? '')).not.toMatch(/usr\/local|init=|john|AAAA/);
  });

  test('brings the password of an account that the container has by a unit', () => {
    const hash = `$6$salt$${'a'.repeat(86)}`;
    const { sealed } = planned({ user: [{ name: 'root', password: hash }] }, deliver);
    expect(sealed?.addon?.credentials.map(({ name }) => name)).toEqual([
      'passwd.hashed-password.root',
      'systemd.unit-dropin.multi-user.target',
      'systemd.extra-unit.bootwright-passwords.service',
    ]);
  });

  test('needs a systemd that takes an initramfs of an addon', () => {
    const { notices } = planned({ hostname: 'a' }, deliver, withUki({ systemd: '256' }));
    expect(notices.map(({ message }) => message)).toEqual([
      'the host name is left out: the container has systemd 256, and credentials of addons need 257',
    ]);
  });
});

describe('the profile reference', () => {
  test('leaves customizations out by default', () => {
    const { sealed, boot } = planned(everything, {}, { profile: 'reference' });
    expect(sealed).toBeUndefined();
    expect(boot.channels.deploymentEdits).toMatchObject({ allowed: false, because: 'sealed' });
  });

  test('honours them where the request asks for it', () => {
    const asked = planned(everything, { customizations: true }, { profile: 'reference' });
    expect(asked.sealed?.decisions).toEqual(planned(everything).sealed?.decisions);
  });
});

test('a request can do without them under the profile recommended', () => {
  expect(planned(everything, { customizations: false }).sealed).toBeUndefined();
});

test('an addon that is ready is carried as it is', () => {
  expect(planned({}, { addon: 'TVo=' }).sealed?.addon).toEqual({
    filename: '50-bootwright.addon.efi',
    ready: 'TVo=',
    kernelArguments: [],
    credentials: [],
  });
});
