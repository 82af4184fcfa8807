import { describe, expect, test } from 'vitest';
import { findKnownFailure } from './known-failures.ts';

/** What osbuild 191 and the programs below it said. */
const said: readonly (readonly [what: string, code: string, text: string])[] = [
  [
    'a kernel that looks for no partitions, as mount says since util-linux 2.39',
    'host/partitions',
    'RuntimeError: b"mount: /store/tmp/buildroot-tmp-lwwqvuq3/mounts: fsconfig() failed: /dev/loop0p2: Can\'t lookup blockdev.\\n       dmesg(1) may have more information after failed mount system call." (code: 32)',
  ],
  [
    'a kernel that looks for no partitions, as mount said before',
    'host/partitions',
    'mount: /store/tmp/buildroot-tmp-x/mounts: special device /dev/loop0p2 does not exist.',
  ],
  [
    'a kernel without FAT',
    'host/filesystem',
    "mount: /store/tmp/buildroot-tmp-x/mounts/boot/efi: unknown filesystem type 'vfat'.",
  ],
  [
    'an image that is in another storage',
    'osbuild/image',
    'unknown skopeo error: time="2026-11-26T02:03:05Z" level=fatal msg="Error parsing image name \\"containers-storage:[overlay@/srv/storage+/run/containers/storage]f02aaac79a5bf61170c3c1cc1c19bbde906e16fb39046a0a71f09ee6ba0fa509\\": parsing named reference \\"f02aaac79a5bf61170c3c1cc1c19bbde906e16fb39046a0a71f09ee6ba0fa509\\": invalid repository name (f02aaac79a5bf61170c3c1cc1c19bbde906e16fb39046a0a71f09ee6ba0fa509), cannot specify 64-byte hexadecimal strings"',
  ],
  [
    'a podman that is too old',
    'host/podman',
    "RuntimeError: Failed to mount image (125): Error: unknown flag: --imagestore\nSee 'podman --help'",
  ],
  [
    'systemd-boot without composefs',
    'osbuild/bootupd',
    'error: Installing to filesystem: Installing bootloader: bootupd is required for ostree-based installs',
  ],
];

describe('what was said', () => {
  test.each(said)('%s', (_, code, text) => {
    expect(findKnownFailure(text)?.code).toBe(code);
  });

  test('names the partition that did not appear', () => {
    expect(findKnownFailure("fsconfig() failed: /dev/loop0p2: Can't lookup blockdev.")?.cause).toBe(
      "the partition /dev/loop0p2 did not appear: this machine's kernel does not look for partitions",
    );
  });

  test('of a mount that failed for another reason nothing is claimed', () => {
    expect(findKnownFailure("fsconfig() failed: /dev/vdb: Can't lookup blockdev.")).toBeUndefined();
  });
});
