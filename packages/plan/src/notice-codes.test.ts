import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Customizations, PartitionCustomization } from '@bootwright/blueprint';
import type { BuildOptions, BuildRequest } from '@bootwright/build-request';
import { parseBuildRequestValue } from '@bootwright/build-request';
import type { Accounts, ContainerInfo, OsInfo } from '@bootwright/container-facts';
import { GiB, MiB, type Notice } from '@bootwright/core';
import { parseDiskDefinition } from '@bootwright/disk';
import { expect, test } from 'vitest';
import { sampleContainer, sampleRequest, sealedContainer } from '../../build-request/testing/sample-request.ts';
import { planImage } from './plan-image.ts';

/** A request that gets a notice, and one as like it as can be that does not. */
type Row = readonly [code: string, noted: () => readonly Notice[], silent: () => readonly Notice[]];

const notices = (customizations: Customizations, changes: Partial<BuildRequest> = {}) =>
  planImage(sampleRequest(customizations, { profile: 'reference', ...changes })).notices;

const accounts: Accounts = {
  users: [
    { name: 'core', id: 1000 },
    { name: 'nginx', id: 990, isReadOnly: true },
    { name: 'root', id: 0 },
  ],
  groups: [
    { name: 'adm', id: 4, isReadOnly: true },
    { name: 'root', id: 0 },
    { name: 'wheel', id: 10 },
  ],
  userGroups: true,
  createsHomes: false,
  shells: ['/bin/bash'],
};
const inContainer = (os: Partial<OsInfo>, facts: Partial<ContainerInfo> = {}): Partial<BuildRequest> => ({
  container: { ...sampleContainer, ...facts, os: { ...sampleContainer.os, ...os } },
});
const known = inContainer({ accounts });
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ1jvp5pOZ3z';

const of =
  (customizations: Customizations, changes: Partial<BuildRequest> = {}): (() => readonly Notice[]) =>
  () =>
    notices(customizations, changes);
const user = (given: Partial<NonNullable<Customizations['user']>[number]>, changes = known) =>
  of({ user: [{ name: 'alice', home: '/var/home/alice', ...given }] }, changes);
const partitions = (...list: readonly PartitionCustomization[]) => of({ disk: { partitions: list } });
const plain = (mountpoint: string, minsize = GiB(8), fs_type: 'ext4' | 'xfs' = 'ext4'): PartitionCustomization => ({
  type: 'plain',
  mountpoint,
  fs_type,
  minsize,
});
const subvolumes = (...names: readonly string[]): PartitionCustomization => ({
  type: 'btrfs',
  minsize: GiB(30),
  subvolumes: names.map((name, index) => ({ name, mountpoint: ['/', '/boot', '/var/data'][index] ?? '/var/log' })),
});
const volume = (name: string): PartitionCustomization => ({
  type: 'lvm',
  minsize: GiB(20),
  logical_volumes: [{ name, mountpoint: '/', fs_type: 'ext4', minsize: GiB(6) }],
});
const file = (path: string) => of({ files: [{ path, data: 'x' }] });

const esp = '{size: 500 MiB, payload_type: filesystem, payload: {type: vfat, mountpoint: /boot/efi}}';
const root = '{size: 8 GiB, payload_type: filesystem, payload: {type: ext4, mountpoint: /}}';
const disk = (...list: readonly string[]) => {
  const text = `partition_table:\n  partitions:\n${[esp, ...list].map((one) => `    - ${one}\n`).join('')}`;
  return { diskDefinition: { file: 'disk.yaml', value: parseDiskDefinition(text, { document: 'disk.yaml' }) } };
};
const diskYaml = (...list: readonly string[]) => of({}, inContainer(disk(...list)));
const sealed = (customizations: Customizations, facts: Partial<ContainerInfo> = {}) =>
  of(customizations, { container: { ...sealedContainer, ...facts } });
const sealedDisk = (...list: readonly string[]) => {
  const container = { ...sealedContainer, os: { ...sealedContainer.os, ...disk(...list) } };
  return of({}, { container });
};
/** The profile changes the storage to composefs. */
const composefs = (customizations: Customizations) =>
  of(customizations, { container: { ...sampleContainer, bootloader: 'systemd' }, profile: 'recommended' });
const options = (given: Partial<BuildOptions>, changes: Partial<BuildRequest> = {}) =>
  of({}, { ...changes, options: { remoteSource: false, omitDefaultKernelArguments: false, ...given } });
const spec = (specs: NonNullable<ContainerInfo['mountSpecs']>, changes: Partial<BuildRequest> = {}) =>
  of({}, { container: { ...sampleContainer, mountSpecs: specs }, ...changes });
const installKey = <T>(value: T) => ({ file: 'usr/lib/bootc/install/1.toml', value });
const dps = '4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709';
const typed = (type: string, mountpoint: string) =>
  `{size: 8 GiB, type: ${type}, payload_type: filesystem, payload: {type: ext4, mountpoint: ${mountpoint}}}`;
const requestJson = (given: object) => () =>
  parseBuildRequestValue(
    { container: {}, image_type: 'qcow2', options: given },
    { profile: 'reference', container: sampleContainer },
  ).notices;

const installerIso = (customizations: Customizations) => {
  const options = {
    remoteSource: false,
    omitDefaultKernelArguments: false,
    installerPayload: 'registry.example.com/a:1',
  };
  return of(customizations, { imageType: 'bootc-installer', options });
};

const rows: readonly Row[] = [
  ['blueprint/existing-gid', of({ user: [{ name: 'core', gid: 10 }] }, known), of({ user: [{ name: 'core' }] }, known)],
  [
    'blueprint/existing-uid',
    of({ user: [{ name: 'core', uid: 7 }] }, known),
    of({ user: [{ name: 'core', uid: 1000 }] }, known),
  ],
  ['blueprint/expiredate', user({ expiredate: 20_301_231 }), user({ expiredate: 22_279 })],
  [
    'blueprint/gid-not-given',
    of({ group: [{ name: 'web', gid: 10 }] }, known),
    of({ group: [{ name: 'web', gid: 11 }] }, known),
  ],
  [
    'blueprint/group-of-later-user',
    of({ user: [{ name: 'alice', groups: ['bob'] }, { name: 'bob' }] }, known),
    of({ user: [{ name: 'carol', groups: ['bob'] }, { name: 'bob' }] }, known),
  ],
  ['blueprint/group-of-user', of({ user: [{ name: 'wheel' }] }, known), user({})],
  ['blueprint/home', user({ home: '/tmp/alice' }), user({})],
  ['blueprint/kernel-arguments', of({ kernel: { append: 'root=/dev/sda1' } }), of({ kernel: { append: 'quiet' } })],
  ['blueprint/key-without-home', of({ user: [{ name: 'alice', key }] }, known), user({ key })],
  ['blueprint/password', user({ password: '$y$j9T$abc$def' }), user({ password: `$6$salt$${'a'.repeat(86)}` })],
  ['blueprint/read-only-group', user({ groups: ['adm'] }), user({ groups: ['wheel'] })],
  ['blueprint/read-only-user', of({ user: [{ name: 'nginx' }] }, known), of({ user: [{ name: 'core' }] }, known)],
  ['blueprint/shell', user({ shell: '/bin/zsh' }), user({ shell: '/bin/bash' })],
  ['blueprint/ssh-key', user({ key: 'ssh-rsa' }), user({ key })],
  ['blueprint/system-value', of({ hostname: 'a_b' }), of({ hostname: 'a-b' })],
  ['blueprint/uid-twice', user({ uid: 1000 }), user({ uid: 1001 })],
  ['blueprint/unknown-gid', user({ gid: 77 }), user({ gid: 10 })],
  ['blueprint/unknown-group', user({ groups: ['docker'] }), user({ groups: ['wheel'] })],
  [
    'blueprint/unknown-user',
    of({ files: [{ path: '/etc/a', user: 'web' }] }, known),
    of({ files: [{ path: '/etc/a', user: 'core' }] }, known),
  ],
  ['blueprint/unread-file', file('/etc/sysctl.d/a'), file('/etc/sysctl.d/a.conf')],
  ['blueprint/unsupported', of({ hostname: 'web' }), of({ kernel: { append: 'quiet' } })],
  [
    'blueprint/user-replaced',
    of({ sshkey: [{ user: 'core', key }], user: [{ name: 'core' }] }, known),
    of({ sshkey: [{ user: 'core', key }], user: [{ name: 'alice' }] }, known),
  ],
  ['composefs/deployment-edit', composefs({ user: [{ name: 'alice' }] }), composefs({})],
  [
    'composefs/not-mounted',
    composefs({ disk: { partitions: [plain('/'), plain('/var/data')] } }),
    composefs({ disk: { partitions: [plain('/')] } }),
  ],
  [
    'container/local-name',
    options({ remoteSource: true }, inContainer({}, { imgref: 'localhost/os:1' })),
    options({ remoteSource: true }),
  ],
  [
    'container/short-name',
    options({ remoteSource: true }, inContainer({}, { imgref: 'os:1' })),
    options({}, inContainer({}, { imgref: 'os:1' })),
  ],
  ['disk/boot-subvolume', partitions(subvolumes('root', '@boot')), partitions(subvolumes('root', 'boot'))],
  ['disk/discoverable-partitions', spec({ discoverable: installKey(true) }), spec({ discoverable: installKey(false) })],
  ['disk/layout-replaced', of({ disk: { type: 'gpt' } }), partitions(plain('/'))],
  ['disk/mount-spec', spec({ root: installKey('UUID=1') }), spec({ root: installKey('LABEL=root') })],
  ['disk/mountpoint', partitions(plain('/'), plain('/data')), partitions(plain('/'), plain('/var/data'))],
  ['disk/no-size', diskYaml('{size: 0}', root), diskYaml('{size: 1 MiB}', root)],
  [
    'disk/not-mounted',
    diskYaml('{size: 1 GiB, payload_type: filesystem, payload: {type: xfs}}', root),
    diskYaml('{size: 1 GiB}', root),
  ],
  [
    'disk/root-not-discoverable',
    spec(
      { root: installKey('') },
      { blueprint: { customizations: { disk: { type: 'dos', partitions: [plain('/')] } } } },
    ),
    spec({ root: installKey('') }),
  ],
  ['disk/size-raised', options({ size: GiB(1) }), options({ size: GiB(20) })],
  ['disk/small-boot', partitions(plain('/boot', MiB(100)), plain('/')), partitions(plain('/boot', GiB(1)), plain('/'))],
  [
    'disk/table-type',
    of({ disk: { type: 'dos', partitions: [plain('/', GiB(3072))] } }),
    of({ disk: { type: 'gpt', partitions: [plain('/', GiB(3072))] } }),
  ],
  [
    'disk/too-large-for-type',
    of({ disk: { partitions: [plain('/', GiB(2048))] } }, { imageType: 'vhd' }),
    partitions(plain('/', GiB(2048))),
  ],
  [
    'disk/too-small',
    partitions(plain('/'), plain('/var/a', MiB(100), 'xfs')),
    partitions(plain('/'), plain('/var/a', MiB(300), 'xfs')),
  ],
  [
    'disk/uuid',
    diskYaml('{size: 1 GiB, uuid: x}', root),
    diskYaml('{size: 1 GiB, uuid: 8A7A84A0-8387-40F6-AB41-A8B9A5A60D23}', root),
  ],
  ['disk/volume-name', partitions(volume('pvmove')), partitions(volume('root'))],
  [
    'installer/left-out',
    installerIso({ user: [{ name: 'alice', description: 'A' }] }),
    installerIso({ user: [{ name: 'alice', shell: '/bin/sh' }] }),
  ],
  [
    'installer/unattended',
    installerIso({ installer: { unattended: false } }),
    installerIso({ installer: { unattended: true } }),
  ],
  ['request/no-effect', requestJson({ preview: true }), requestJson({})],
  ['sealed/deployment-edit', sealed({ user: [{ name: 'alice' }] }), sealed({})],
  ['sealed/kernel-arguments', sealed({ kernel: { append: 'quiet' } }), sealed({})],
  ['sealed/no-verity', sealed({}, { defaultRootFs: 'xfs' }), sealed({}, { defaultRootFs: 'ext4' })],
  [
    'sealed/not-mounted',
    sealedDisk(typed(dps, '/'), '{size: 1 GiB, payload_type: filesystem, payload: {type: ext4, mountpoint: /var/a}}'),
    sealedDisk(typed(dps, '/')),
  ],
  ['sealed/root-subvolume', sealed({}, { defaultRootFs: 'btrfs' }), sealed({}, { defaultRootFs: 'ext4' })],
  ['sealed/several-roots', sealedDisk(typed(dps, '/'), typed(dps, '/var/a')), sealedDisk(typed(dps, '/'))],
];

const codesOf = (found: readonly Notice[]): readonly string[] => found.map(({ code }) => code);

test.each(rows)('%s is noted where it is true, and nowhere else', (code, noted, silent) => {
  expect(codesOf(noted())).toContain(code);
  expect(codesOf(silent())).not.toContain(code);
});

test.each(rows)('%s has a message, and a hint that begins with a verb in lower case', (code, noted) => {
  for (const { message, hint = '' } of noted().filter((one) => one.code === code)) {
    expect(message).toMatch(/^\S.{10,}[^.]$/s);
    expect(hint).toMatch(/^[a-z]/);
  }
});

const sourceTexts = [
  '.',
  ...['blueprint/src/accounts', 'blueprint/src/system', 'build-request/src', 'disk/src/checks', 'media-plan/src'].map(
    (folder) => `../../${folder}`,
  ),
].flatMap((folder) => {
  const path = join(import.meta.dirname, folder);
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(path, name), 'utf8'));
});

test('each notice that the sources can give has a row', () => {
  const sources = sourceTexts.join('');
  const given = /(?:code: |note\(\s*|unknown\w+: )'([a-z]+\/[a-z-]+)'/g;
  const refused = /code: `\$\{[a-zA-Z.]+because\}(\/[a-z-]+)`/g;
  const codes = [
    ...Array.from(sources.matchAll(given), ([, code]) => code),
    ...Array.from(sources.matchAll(refused), ([, ending]) => [`sealed${ending}`, `composefs${ending}`]).flat(),
  ];
  // An unsealed container takes kernel arguments, however it is stored.
  const possible = codes.filter((code) => code !== 'composefs/kernel-arguments');
  expect([...new Set(possible)].sort()).toEqual(rows.map(([code]) => code));
});

test('no other code is put together, but of the differences between the profiles, which have goldens', () => {
  const sources = sourceTexts.flatMap((text) => text.match(/code: `[^`]*`/g) ?? []);
  expect(sources.filter((code) => !code.includes('because}/'))).toEqual([`code: \`profile/\${name}\``]);
});
