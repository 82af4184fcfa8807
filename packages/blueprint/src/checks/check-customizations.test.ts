import { renderLocation } from '@bootwright/core';
import { expect, it } from 'vitest';
import { parseCustomizationsValue } from '../parse-value.ts';
import { checkFilesystems, checkLayoutChoice } from './check-filesystems.ts';
import { checkGroups } from './check-groups.ts';
import { checkIgnition, checkIgnitionSource } from './check-ignition.ts';
import { checkInstaller } from './check-installer.ts';

const at = { document: 'blueprint', path: ['customizations'] };
const given = (value: unknown) => parseCustomizationsValue(value, at);
const texts = (faults: ReturnType<typeof checkGroups>): readonly string[] =>
  faults.map((fault) => `${renderLocation(fault.at ?? {}).replace('blueprint: customizations.', '')} ${fault.message}`);

it.each([
  ['/', true, true],
  ['/boot', true, true],
  ['/boot/efi', false, false],
  ['/var', false, false],
  ['/var/data', true, false],
  ['/var/lib/containers', true, false],
  ['/var/home', false, false],
  ['/var/home/alice', false, false],
  ['/var/homes', true, false],
  ['/var/run', false, false],
  ['/home', false, false],
  ['/var/data/', false, false],
  ['/var//x', false, false],
  ['relative', false, false],
  ['', false, false],
])('mount point %j: %s, and %s where root is btrfs', (mountpoint, any, rootAndBoot) => {
  const customizations = given({ filesystem: [{ mountpoint, minsize: 1 }] });
  expect(checkFilesystems(customizations, 'any', at).length === 0).toBe(any);
  expect(checkFilesystems(customizations, 'root-and-boot', at).length === 0).toBe(rootAndBoot);
});

it('says which mount points are allowed', () => {
  const [fault] = checkFilesystems(given({ filesystem: [{ mountpoint: '/opt', minsize: 1 }] }), 'root-and-boot', at);
  expect([fault?.message, fault?.hint]).toEqual([
    'the mount point "/opt" is not allowed',
    'allowed are / and /boot, as the root file system is btrfs',
  ]);
});

it('takes disk or filesystem, not both', () => {
  const both = given({ disk: {}, filesystem: [] });
  expect(texts(checkLayoutChoice(both, at))).toEqual([
    'disk disk and filesystem are both given, and each lays out the whole disk',
  ]);
  expect(checkLayoutChoice(given({ disk: {} }), at)).toEqual([]);
});

it('names every group that is given twice', () => {
  const group = [
    { name: 'test', gid: 1234 },
    { name: 'wheel', gid: 42 },
    { name: 'wheel', gid: 42 },
    { name: 'user', gid: 1234 },
    { name: 'test' },
  ];
  expect(texts(checkGroups(given({ group }), at))).toEqual([
    'group[2].name the group name "wheel" is already that of group[1]',
    'group[2].gid the group number 42 is already that of group[1]',
    'group[3].gid the group number 1234 is already that of group[0]',
    'group[4].name the group name "test" is already that of group[0]',
  ]);
});

it.each([
  ['neither', {}, [], ['ignition.firstboot firstboot has neither url nor empty']],
  ['empty: false', { empty: false }, [], ['ignition.firstboot firstboot has neither url nor empty']],
  ['a url', { url: 'https://example.com/a.ign' }, [], []],
  ['empty', { empty: true }, [], []],
  [
    'both',
    { url: 'https://example.com/a.ign', empty: true },
    ['ignition.firstboot firstboot has both url and empty, which rule each other out'],
    [],
  ],
])('ignition.firstboot with %s', (_, firstboot, contradiction, source) => {
  const customizations = given({ ignition: { firstboot } });
  expect(texts(checkIgnition(customizations, at))).toEqual(contradiction);
  expect(texts(checkIgnitionSource(customizations, at))).toEqual(source);
});

it('names options of an installer that rule each other out', () => {
  const installer = {
    unattended: true,
    'sudo-nopasswd': ['%wheel'],
    kickstart: { contents: 'text' },
    modules: { disable: ['org.fedoraproject.Anaconda.Modules.Users'] },
  };
  const customizations = given({ installer, user: [{ name: 'a' }], iso: { volume_id: 'My OS' } });
  expect(texts(checkInstaller(customizations, at))).toEqual([
    "installer.unattended unattended has no effect on a kickstart file of one's own",
    "installer.sudo-nopasswd sudo-nopasswd has no effect on a kickstart file of one's own",
    'installer.modules.disable[0] the Users module is disabled, and users or groups are given, which need it',
    'iso.volume_id the volume identifier "My OS" is not allowed',
  ]);
});
