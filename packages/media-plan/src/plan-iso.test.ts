import { type BuildRequest, PlanContext } from '@bootwright/build-request';
import { Fault, renderPath } from '@bootwright/core';
import { findImageType } from '@bootwright/image-types';
import { expect, test } from 'vitest';
import { sampleContainer, sampleRequest } from '../../build-request/testing/sample-request.ts';
import { isoRequirements } from './iso-requirements.ts';
import { planIso } from './plan-iso.ts';

const installer = {
  remoteSource: false,
  omitDefaultKernelArguments: false,
  installerPayload: 'registry.example.com/a:1',
};

/** The plan of an ISO, and its notices as code and path. */
function planned(
  imageType: string,
  customizations: BuildRequest['blueprint']['customizations'] = {},
  changes: Partial<BuildRequest> = {},
) {
  const request = sampleRequest(customizations, { imageType, options: installer, profile: 'reference', ...changes });
  const type = findImageType(imageType, {});
  if (type.kind !== 'live-iso' && type.kind !== 'installer-iso') throw new Error(`${imageType} is not an ISO`);
  const { container } = request;
  const context = new PlanContext(request.profile);
  const { architecture } = isoRequirements(container, container.architecture ?? 'x86_64', type);
  const medium = planIso(type, { request, architecture, filesystem: 'ext4' }, context);
  return { medium, notices: context.notices.map(({ code, at }) => `${code} ${renderPath(at?.path ?? [])}`.trimEnd()) };
}

function faults(plan: () => unknown): readonly string[] {
  try {
    plan();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return error.all().map(({ code, at }) => `${code} ${renderPath(at?.path ?? [])}`.trimEnd());
  }
  return [];
}

const fedora = {
  ...sampleContainer,
  os: { ...sampleContainer.os, release: { id: 'fedora', versionId: '43', name: 'Fedora' } },
};
const without = (key: 'kernel' | 'uefiVendor') => {
  const { [key]: _, ...os } = fedora.os;
  return { container: { ...fedora, os } };
};

const labelled = (label: string) => ({
  container: { ...fedora, os: { ...fedora.os, isoDefinition: { file: 'iso.yaml', value: { label } } } },
});

/** A live ISO of a container with this iso.yaml. */
const live = (value: NonNullable<typeof fedora.os.isoDefinition>['value'], profile: BuildRequest['profile']) =>
  planned(
    'bootc-generic-iso',
    {},
    { container: { ...fedora, os: { ...fedora.os, isoDefinition: { file: 'iso.yaml', value } } }, profile },
  );
const entry = (name: string, linux = '/v') => ({ grub2: { entries: [{ name, linux, initrd: '/i' }] } });

test.each([
  ['a label with a blank, which the arguments of the kernel name', { label: 'ACME Live' }, 'label'],
  ['a label with a quote', { label: "ACME'S", kernelArguments: ['quiet'] }, 'label'],
  ['an argument with a semicolon', { kernelArguments: ['quiet', 'a=b;c'] }, 'kernel_args[1]'],
  ['an argument with a variable of GRUB', { kernelArguments: ['root=$x'] }, 'kernel_args[0]'],
  ['an argument with a quote that does not end', { kernelArguments: ['a="b'] }, 'kernel_args[0]'],
  ['arguments after a comment', { kernelArguments: ['a', '#b'] }, 'kernel_args[1]'],
  ['an entry with a quote in its title', entry("It's live"), 'grub2.entries[0].name'],
  ['an entry with a second command', entry('Live', '/v; halt'), 'grub2.entries[0].linux'],
])('%s breaks the menu of a live ISO', (_, value, place) => {
  const { notices } = live(value, 'reference');
  expect(notices.filter((notice) => notice.startsWith('profile/menu-value'))).toEqual([
    `profile/menu-value os_info.iso_info.${place}`,
  ]);
  expect(faults(() => live(value, 'recommended'))).toEqual([`media/menu os_info.iso_info.${place}`]);
});

test.each([
  ['a label with a blank, which no argument names', { label: 'ACME Live', kernelArguments: ['quiet'] }],
  ['quotes in pairs, and signs of GRUB between them', { kernelArguments: ["a='b;c $d'", 'e="f g"', 'h#i'] }],
  ['variables that osbuild replaces', entry('Live', '$kernelpath $root $isolabel x')],
])('%s are taken as they are', (_, value) => {
  expect(live(value, 'reference').notices).toEqual([]);
  expect(live(value, 'recommended').notices).toEqual([]);
});

test("a name with a quote and arguments with GRUB's signs break the menu of an installer", () => {
  const release = { ...fedora.os.release, name: "Fisher's Linux" };
  const container = { ...fedora, os: { ...fedora.os, release } };
  const kernel = { append: 'isolcpus=1&2' };
  const places = ['os_info.os_release.name', 'customizations.kernel.append'];
  const noted = planned('bootc-installer', { kernel }, { container }).notices;
  expect(noted.filter((notice) => notice.startsWith('profile/menu-value'))).toEqual(
    places.map((place) => `profile/menu-value ${place}`),
  );
  expect(faults(() => planned('bootc-installer', { kernel }, { container, profile: 'recommended' }))).toEqual(
    places.map((place) => `media/menu ${place}`),
  );
});

test('a label of more than 32 bytes, with which xorriso fails, is rejected', () => {
  expect(faults(() => live({ label: 'A'.repeat(32) }, 'recommended'))).toEqual([]);
  expect(faults(() => live({ label: `A${'Ä'.repeat(16)}` }, 'recommended'))).toEqual([
    'container/label os_info.iso_info.label',
  ]);
  expect(live({ label: 'A'.repeat(33) }, 'reference').notices).toEqual([
    'profile/rejected-value os_info.iso_info.label',
  ]);
});

test.each(['bootc-installer', 'anaconda-iso', 'bootc-generic-iso'])(
  'files that image-builder cannot decode are faults of %s, which has none',
  (imageType) => {
    const nodes = {
      directories: [{ path: 'etc/d' }],
      files: [
        { path: '/etc/a', mode: '7' },
        { path: '/etc/b', user: '-b' },
        { path: '/etc/c', uri: 'https://example.com' },
      ],
    };
    expect(faults(() => planned(imageType, nodes, { container: fedora }))).toEqual([
      'blueprint/path customizations.directories[0].path',
      'blueprint/mode customizations.files[0].mode',
      'blueprint/owner customizations.files[1].user',
      'blueprint/file-uri customizations.files[2].uri',
    ]);
    expect(faults(() => planned(imageType, { files: [{ path: '/usr/a' }] }, { container: fedora }))).toEqual([]);
  },
);

test.each<readonly [string, () => unknown, readonly string[]]>([
  [
    'no payload',
    () => planned('bootc-installer', {}, { container: fedora, options: { ...installer, installerPayload: '' } }),
    ['installer/payload options.bootc.installer_payload_ref'],
  ],
  [
    'the same build container again',
    () => planned('bootc-installer', {}, { container: fedora, buildContainer: sampleContainer }),
    [],
  ],
  ['no kernel', () => planned('bootc-generic-iso', {}, without('kernel')), ['container/kernel os_info.kernel_info']],
  ...(['bootc-generic-iso', 'bootc-installer'] as const).map(
    (type): readonly [string, () => unknown, readonly string[]] => [
      `a kernel without a version in a ${type}`,
      () =>
        planned(
          type,
          {},
          { container: { ...fedora, os: { ...fedora.os, kernel: { version: '', hasAbootImage: false } } } },
        ),
      ['container/kernel os_info.kernel_info'],
    ],
  ),
  [
    'names of accounts that osbuild rejects',
    () =>
      planned(
        'bootc-installer',
        { user: [{ name: 'a$' }], group: [{ name: 'g'.repeat(33) }], sshkey: [{ user: '-b', key: 'ssh-rsa A' }] },
        { container: fedora, profile: 'recommended' },
      ),
    [
      'blueprint/account-name customizations.user[0].name',
      'blueprint/account-name customizations.group[0].name',
      'blueprint/account-name customizations.sshkey[0].user',
    ],
  ],
  [
    'a label that osbuild rejects',
    () => planned('bootc-generic-iso', {}, { ...labelled('é '), profile: 'recommended' }),
    ['container/label os_info.iso_info.label'],
  ],
  [
    'no boot loader files',
    () => planned('bootc-generic-iso', {}, { ...without('uefiVendor'), profile: 'recommended' }),
    ['container/boot-loader-files os_info.uefi_vendor'],
  ],
  [
    'a build container that is another image',
    () => planned('bootc-installer', {}, { container: fedora, buildContainer: { ...fedora, imgref: 'b' } }),
    ['installer/build-container'],
  ],
  ['a distribution without packages', () => planned('anaconda-iso'), ['installer/distribution os_info.os_release']],
  [
    'accounts next to a kickstart file',
    () =>
      planned(
        'bootc-installer',
        { installer: { kickstart: { contents: 'reboot' } }, group: [{ name: 'a' }] },
        { container: fedora },
      ),
    ['installer/kickstart customizations.group'],
  ],
  [
    'a uid of root',
    () => planned('bootc-installer', { user: [{ name: 'root', uid: 7 }] }, { container: fedora }),
    ['installer/kickstart customizations.user[0].uid'],
  ],
  [
    'a name for sudo that a shell splits',
    () =>
      planned(
        'bootc-installer',
        { installer: { 'sudo-nopasswd': ['a b'] } },
        { container: fedora, profile: 'recommended' },
      ),
    ['installer/sudo customizations.installer.sudo-nopasswd'],
  ],
  ...['a b', '$(reboot)', '`id`', 'a;b', 'a\nb', "a'b", '-a', 'a|b', '~a'].map(
    (installerPayload): readonly [string, () => unknown, readonly string[]] => [
      `the payload ${JSON.stringify(installerPayload)}`,
      () => planned('bootc-installer', {}, { container: fedora, options: { ...installer, installerPayload } }),
      ['installer/payload options.bootc.installer_payload_ref'],
    ],
  ),
  [
    'a name of its own that a shell splits',
    () => planned('anaconda-iso', {}, { container: { ...fedora, imgref: 'a;b' } }),
    ['installer/payload imgref'],
  ],
])('an ISO with %s is rejected', (_, plan, expected) => {
  expect(faults(plan)).toEqual(expected);
});

test.each(['registry.example.com:5000/a/b_c:1.2-x', 'localhost/a', `a@sha256:${'0'.repeat(64)}`, '[::1]:5000/a'])(
  'the payload %s is taken as it is',
  (installerPayload) => {
    const { medium } = planned(
      'bootc-installer',
      {},
      { container: fedora, options: { ...installer, installerPayload } },
    );
    expect(medium).toMatchObject({ installer: { payload: { name: installerPayload } } });
  },
);

test('what osbuild rejects is noted for equality with the reference', () => {
  const accounts = planned(
    'bootc-installer',
    { user: [{ name: 'a$' }], group: [{ name: 'é' }] },
    { container: fedora },
  );
  const label = planned('bootc-generic-iso', {}, labelled(' '));
  const rejected = [...accounts.notices, ...label.notices].filter((notice) =>
    notice.startsWith('profile/rejected-value'),
  );
  expect(rejected).toEqual([
    'profile/rejected-value customizations.user[0].name',
    'profile/rejected-value customizations.group[0].name',
    'profile/rejected-value os_info.iso_info.label',
  ]);
});

test('what the kickstart file does not have of an account is noted', () => {
  const user = {
    name: 'alice',
    description: 'A',
    expiredate: 9,
    force_password_reset: true,
    shell: '/bin/sh',
    uid: 1,
    gid: 1,
  };
  const unforced = { name: 'bob', force_password_reset: false };
  const accounts = {
    user: [user, unforced],
    group: [
      { name: 'crew', gid: 0 },
      { name: 'web', gid: 3 },
    ],
  };
  expect(planned('bootc-installer', accounts, { container: fedora }).notices).toEqual([
    'installer/left-out customizations.user[0].description',
    'installer/left-out customizations.user[0].expiredate',
    'installer/left-out customizations.user[0].force_password_reset',
    'installer/left-out customizations.group[0].gid',
  ]);
});

const values = [
  ['user[0].home', { user: [{ name: 'a', home: '/a b' }] }],
  ['user[0].shell', { user: [{ name: 'a', shell: '/bin/sh\nreboot' }] }],
  ['user[0].groups[1]', { user: [{ name: 'a', groups: ['b', 'c,d'] }] }],
  [
    'user[0].key',
    {
      user: [
        { name: 'a', key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHxbXLOYfkqbjcrdDpwSgDjMuuGg8nTyBDVDYfJOCGdL "a"' },
      ],
    },
  ],
  ['group[0].name', { group: [{ name: 'a#b' }] }],
  ['kernel.append', { kernel: { append: "a='b c'" } }],
] as const;

test.each(values)(
  '%s that breaks the kickstart file is noted under reference, and a fault under recommended',
  (place, given) => {
    const customizations: BuildRequest['blueprint']['customizations'] = given;
    expect(planned('bootc-installer', customizations, { container: fedora }).notices).toEqual([
      `profile/kickstart-value customizations.${place}`,
    ]);
    expect(
      faults(() => planned('bootc-installer', customizations, { container: fedora, profile: 'recommended' })),
    ).toEqual([`installer/kickstart customizations.${place}`]);
  },
);
