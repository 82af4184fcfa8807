import { expect, test } from 'vitest';
import { noticesOfKargs } from './kargs-directory.ts';

test('names the file of kargs.d whose argument has a problem', () => {
  const ostree = {
    storage: 'ostree',
    isSigned: false,
    isPackaged: true,
    isRootPassed: true,
    isBootPassed: true,
  } as const;
  const file = 'usr/lib/bootc/kargs.d/10.toml';
  expect(
    noticesOfKargs(
      [
        { file, kargs: ['quiet', 'boot=LABEL=boot'] },
        { file: 'b', kargs: ['a'] },
      ],
      ostree,
    ),
  ).toEqual([
    {
      code: 'kargs/argument',
      message:
        'the kernel argument "boot": bootc passes that of the disk where /boot is a file system of its own, and this one comes later',
      hint: 'remove it',
      at: { document: 'kargs', file, path: ['kargs'] },
    },
  ]);
});
