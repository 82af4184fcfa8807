import { expect, test } from 'vitest';
import { argumentProblems } from './argument-problems.ts';

const passed = { isRootPassed: true, isBootPassed: true } as const;
const ostree = { storage: 'ostree', isSigned: false, isPackaged: true, ...passed } as const;
const sealed = { storage: 'composefs', isSigned: true, isPackaged: true, ...passed } as const;
const blueprint = { storage: 'ostree', isSigned: false, isPackaged: false, ...passed } as const;
const systemd = { storage: 'composefs', isSigned: false, isPackaged: true, ...passed } as const;
const ownRoot = { ...ostree, isRootPassed: false } as const;
const ownBoot = { ...ostree, isBootPassed: false } as const;

test.each([
  [
    'root=/dev/vda4 quiet',
    ostree,
    ['the kernel argument "root": bootc passes that of the disk, and this one comes later and replaces it'],
  ],
  ['root=/dev/vda4', sealed, []],
  ['root=/dev/vda4', ownRoot, []],
  ['boot=LABEL=boot', ownBoot, []],
  ['rw', blueprint, ['the kernel argument "rw": it is passed without being asked for']],
  ['rw quiet', ostree, []],
  ['rw', sealed, []],
  [
    'composefs=abc',
    ostree,
    ['the kernel argument "composefs": the deployment is stored with ostree, and nothing reads it'],
  ],
  [
    'composefs=abc',
    sealed,
    ['the kernel argument "composefs": bootc writes it for each deployment, with the digest of its root'],
  ],
  ['ostree=/a', ostree, ['the kernel argument "ostree": bootc writes it for each deployment']],
  [
    'ostree=/a',
    systemd,
    ['the kernel argument "ostree": the deployment is stored with composefs, and nothing reads it'],
  ],
  [
    '"root=LABEL=a b"',
    ostree,
    ['the kernel argument "root": bootc passes that of the disk, and this one comes later and replaces it'],
  ],
  ["a='b c'", ostree, ['single quotes do not group words: the kernel splits them at the blanks and keeps the quotes']],
  ['a="b c', ostree, ['a double quote is not closed: the kernel takes all that follows for one value']],
  ['a="b root=c" rootwait bootfoo rootflags=subvol=x', ostree, []],
] as const)('%s, %j', (line, use, expected) => {
  expect(argumentProblems(line, use).map(({ message }) => message)).toEqual(expected);
});
