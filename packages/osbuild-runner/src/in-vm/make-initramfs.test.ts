import { expect, test } from 'vitest';
import { scriptedRunner } from '../../../process/testing/scripted-runner.ts';
import { makeInitramfs } from './make-initramfs.ts';

test('without busybox there is no initramfs, and nothing is run', async () => {
  const kernel = { image: '/boot/vmlinuz', modules: '/lib/modules/6.12', version: '6.12' };
  await expect(makeInitramfs(kernel, scriptedRunner([]), { PATH: '/nowhere' })).rejects.toMatchObject({
    code: 'host/busybox',
    message: 'busybox, with which the virtual machine of --in-vm starts, is not installed',
    hint: 'install it with "apt install busybox" (Debian, Ubuntu) or "dnf install busybox" (Fedora)',
  });
});
