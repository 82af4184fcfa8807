import { expect, test } from 'vitest';
import { renderBootEntry } from './boot-entry.ts';

test('an entry of the Boot Loader Specification', () => {
  const entry = {
    ...{ title: 'Debian', version: '6.12.1' },
    ...{ linux: '/debian/6.12.1/vmlinuz', initrd: '/debian/6.12.1/initramfs.img' },
    options: ['root=UUID=681d', 'rw'],
  };
  expect(renderBootEntry(entry)).toBe(`title Debian
version 6.12.1
linux /debian/6.12.1/vmlinuz
initrd /debian/6.12.1/initramfs.img
options root=UUID=681d rw
`);
});
