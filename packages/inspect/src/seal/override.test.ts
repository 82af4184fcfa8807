import { describe, expect, test } from 'vitest';
import { overrideOf } from './override.ts';

describe('starts something else, whoever says it', () => {
  test.each([
    'rdinit=/bin/sh',
    'init=/bin/sh',
    'init=/var/lib/x',
    'initrd=\\x',
    'rd.break',
    'rd.break=pre-mount',
    'rd.systemd.unit=emergency.target',
    'rd.systemd.mask=bootc-root-setup.service',
    'systemd.mask=a.service',
    'systemd.unit=x.target',
    'systemd.debug_shell',
    'systemd.debug-shell=1',
    'systemd.run=/bin/sh',
    'systemd.setenv=LD_PRELOAD=/var/x.so',
    'systemd.set_credential=fstab.extra:x',
    'systemd.volatile=yes',
    'systemd.volatile=overlay',
    'systemd.volatile',
    'systemd.mount-extra=LABEL=x:/usr:ext4',
    'rd.systemd.mount-extra=LABEL=x:/sysroot',
    'mount.usr=LABEL=x',
    'usrhash=ab',
    'ostree=/ostree/boot.1/x',
    'overlayroot=tmpfs',
  ])('%s', (word) => {
    expect(overrideOf(word, 'kernel')).toEqual(expect.any(String));
    expect(overrideOf(word, 'addon')).toEqual(expect.any(String));
  });
});

describe('starts nothing else', () => {
  test.each([
    'rw',
    'quiet',
    'console=ttyS0,115200',
    'enforcing=0',
    'init=/usr/lib/systemd/systemd',
    'init=/sbin/init',
    'foo.init=/bin/sh',
    'initcall_debug',
  ])('%s', (word) => {
    expect(overrideOf(word, 'kernel')).toBeUndefined();
    expect(overrideOf(word, 'addon')).toBeUndefined();
  });
});

describe('is for the image to say, and for no addon', () => {
  test.each([
    'root=LABEL=root',
    'rootflags=subvol=root',
    'rootfstype=btrfs',
    'rd.luks.name=x',
    'systemd.volatile=state',
    'systemd.mount-extra=UUID=1:/boot:ext4:defaults',
    'systemd.show_status=1',
  ])('%s', (word) => {
    expect(overrideOf(word, 'kernel')).toBeUndefined();
    expect(overrideOf(word, 'addon')).toBe('configures the root, the initramfs or systemd');
  });
});
