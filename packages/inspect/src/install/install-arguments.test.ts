import { expect, test } from 'vitest';
import { type InstallArgumentUse, noticesOfInstallArguments } from './install-arguments.ts';
import type { InstallConfiguration } from './install-configuration.ts';

const ostree: InstallArgumentUse = {
  storage: 'ostree',
  isSigned: false,
  isPackaged: true,
  isRootPassed: true,
  isBootPassed: true,
  others: ['crashkernel=1G', 'quiet'],
};
const systemd: InstallArgumentUse = { ...ostree, storage: 'composefs' };
const sealed: InstallArgumentUse = { ...systemd, isSigned: true };

const file = 'usr/lib/bootc/install/10.toml';
const dropIn = (install: InstallConfiguration) => ({
  install,
  source: { file, text: '[install]\nkargs = []\nkarg-deletes = []\n' },
});

function notices(install: InstallConfiguration, use: InstallArgumentUse) {
  return noticesOfInstallArguments([dropIn(install)], use).map(({ at, message }) => `${at?.line} ${message}`);
}

const added = 'and those of the image type and the blueprint are added later';

test.each<readonly [string, InstallConfiguration, InstallArgumentUse, readonly string[]]>([
  ['words that bootc leaves alone', { kargs: ['console=ttyS0', 'rw'] }, ostree, []],
  [
    'words that bootc writes',
    { kargs: ['ro', 'composefs=a'] },
    ostree,
    [
      '2 the kernel argument "ro": the root of a deployment is mounted writable, and protected by ostree or composefs',
      '2 the kernel argument "composefs": the deployment is stored with ostree, and nothing reads it',
    ],
  ],
  [
    'an open quote',
    { kargs: ['a="b'] },
    ostree,
    ['2 a double quote is not closed: the kernel takes all that follows for one value'],
  ],
  [
    'arguments that it deletes',
    { kargs: ['a-b=1'], 'karg-deletes': ['a_b', 'quiet', 'crashkernel=1G', 'root'] },
    ostree,
    [],
  ],
  [
    'missing arguments',
    { 'karg-deletes': ['crashkernel=2G', 'console'] },
    ostree,
    [
      `3 karg-deletes: the container brings no kernel argument "crashkernel=2G", ${added}`,
      `3 karg-deletes: the container brings no kernel argument "console", ${added}`,
    ],
  ],
  [
    'what has no effect with composefs',
    { kargs: ['a'], 'karg-deletes': ['quiet'] },
    systemd,
    [
      '2 kargs of the install configuration has no effect: bootc reads it for deployments that are stored with ostree alone',
      '3 karg-deletes of the install configuration has no effect: bootc reads it for deployments that are stored with ostree alone',
    ],
  ],
  [
    'what has no effect in a sealed container',
    { kargs: ['a'] },
    sealed,
    [
      '2 kargs of the install configuration has no effect: bootc reads it for deployments that are stored with ostree alone',
    ],
  ],
  ['nothing at all', {}, sealed, []],
])('%s', (_, install, use, expected) => {
  expect(notices(install, use)).toEqual(expected);
});

test('the hint of a sealed container is its UKI', () => {
  const hints = [systemd, sealed].map((use) => noticesOfInstallArguments([dropIn({ kargs: ['a'] })], use)[0]?.hint);
  expect(hints).toEqual(['use /usr/lib/bootc/kargs.d', 'build the arguments into the UKI']);
});

test('what a drop-in deletes may come from another one', () => {
  const dropIns = [dropIn({ 'karg-deletes': ['a'] }), dropIn({ kargs: ['a=1'] })];
  expect(noticesOfInstallArguments(dropIns, ostree)).toEqual([]);
});
