import { createTree } from '@bootwright/file-tree';
import { expect, test } from 'vitest';
import { findKargsDropIns, noticesOfKargs } from './kargs-directory.ts';

test.each([
  [
    'a link that leads nowhere',
    { 'usr/lib/bootc/kargs.d/a.toml': { link: 'b.toml' } },
    {
      code: 'inspect/dangling-link',
      message: '/usr/lib/bootc/kargs.d/a.toml is a link that leads nowhere',
      at: { document: 'container', file: 'usr/lib/bootc/kargs.d/a.toml' },
      hint: 'remove it in the container image, or put a file where it leads',
    },
  ],
  [
    'a name that is not UTF-8',
    { 'usr/lib/bootc/kargs.d/\udcff.txt': 'x' },
    {
      code: 'inspect/file-name',
      message: '/usr/lib/bootc/kargs.d has a file whose name is not UTF-8, which bootc rejects',
      at: { document: 'container', file: 'usr/lib/bootc/kargs.d' },
      hint: 'rename the file in the container image',
    },
  ],
])('rejects %s in kargs.d, as bootc does', (_, files, fault) => {
  expect(() => findKargsDropIns(createTree(files), 'x86_64')).toThrow(expect.objectContaining(fault));
});

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
