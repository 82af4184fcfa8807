import { describe, expect, test } from 'vitest';
import { isoLabel, loraxTemplates, type Release, runnerOf } from './distribution.ts';
import { installerPackages } from './installer-packages.ts';

const release = (id: string, versionId: string, ...idLike: readonly string[]): Release => ({ id, versionId, idLike });

describe('the runner', () => {
  test.each([
    ['fedora', '42', 'org.osbuild.fedora42'],
    ['fedora', '042', 'org.osbuild.fedora42'],
    ['centos', '10', 'org.osbuild.centos10'],
    ['rhel', '9.6', 'org.osbuild.rhel96'],
    ['rhel', '10.1', 'org.osbuild.rhel101'],
    ['ol', '10.0', 'org.osbuild.ol10'],
    ['acme', 'rolling', 'org.osbuild.linux'],
    ['almalinux', '10', 'org.osbuild.linux'],
  ])('of %s %s is %s', (id, version, name) => {
    expect(runnerOf(release(id, version))).toEqual({ name });
  });

  test.each([
    ['fedora', 'rawhide', 'a whole number, such as 42'],
    ['fedora', '42.1', 'a whole number, such as 42'],
    ['centos', '18446744073709551616', 'a whole number, such as 10'],
    ['rhel', '10', 'major.minor, such as 10.1'],
    ['rhel', '10.1.2', 'major.minor, such as 10.1'],
    ['ol', '10', 'major.minor, such as 10.0'],
    ['ol', 'a.0', 'major.minor, such as 10.0'],
  ])('of %s needs another version than %s', (id, version, expected) => {
    expect(runnerOf(release(id, version))).toEqual({ expected });
  });
});

test.each([
  ['fedora', '42', 'Fedora-S-dvd-x86_64-42'],
  ['centos', '10', 'CentOS-Stream-10-BaseOS-x86_64'],
  ['centos', '8', 'CentOS-Stream-8-x86_64-dvd'],
  ['rhel', '9.6', 'RHEL-9-6-BaseOS-x86_64'],
  ['acme', '1', 'Container-Installer-x86_64'],
])('the label of %s %s is %s', (id, version, label) => {
  expect(isoLabel(release(id, version), 'x86_64')).toBe(label);
});

test.each([
  ['rhel', '10.1', [], '80-rhel'],
  ['almalinux', '10', ['rhel', 'centos', 'fedora'], '80-rhel'],
  ['centos', 'eln', [], '80-rhel'],
  ['centos', '10', [], '99-generic'],
  ['fedora', '42', [], '99-generic'],
])('%s %s like %j has the templates of %s', (id, version, idLike, folder) => {
  expect(loraxTemplates(release(id, version, ...idLike))).toEqual([
    { path: `${folder}/runtime-postinstall.tmpl`, afterInitramfs: false },
    { path: `${folder}/runtime-cleanup.tmpl`, afterInitramfs: true },
  ]);
});

test.each([
  ['ol', '9.6', [], '80-rhel'],
  ['acme', '9', ['ol'], '80-rhel'],
  ['acme', '10', ['ol', 'fedora'], '80-rhel'],
  ['acme', '42', ['fedora'], '99-generic'],
  ['acme', '8', ['ol'], undefined],
  ['acme', '9.100', ['ol'], undefined],
])('%s %s like %j is installed by packages with the templates of %s', (id, version, idLike, folder) => {
  const path = folder === undefined ? undefined : `${folder}/runtime-postinstall.tmpl`;
  expect(installerPackages(release(id, version, ...idLike))?.loraxTemplates[0]?.path).toBe(path);
});
