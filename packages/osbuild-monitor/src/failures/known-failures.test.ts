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
  ['a host without bubblewrap', 'host/bubblewrap', "FileNotFoundError: [Errno 2] No such file or directory: 'bwrap'"],
  ['a container that may not mount', 'host/permission', 'bwrap: Failed to make / slave: Operation not permitted'],
  [
    'a host whose SELinux policy does not know the labels',
    'host/selinux',
    'setfiles: Could not set context for /run/osbuild/tree/usr/bin/bootc: Invalid argument',
  ],
  [
    'an image that needs a login',
    'osbuild/login',
    'level=fatal msg="Error parsing image name: reading manifest 1 in registry.example.com/a: unauthorized: authentication required"',
  ],
  [
    'a podman that is too old',
    'host/podman',
    "RuntimeError: Failed to mount image (125): Error: unknown flag: --imagestore\nSee 'podman --help'",
  ],
  [
    'a kernel that mounts no file as EROFS',
    'host/kernel',
    "error: Installing to filesystem: Setting up composefs boot: Failed to mount composefs image: Mounting image 'a1fecd370015': Mounting image 'a1fecd370015': Creating filesystem mount: Block device required (os error 15)",
  ],
  [
    'systemd-boot without composefs',
    'osbuild/bootupd',
    'error: Installing to filesystem: Installing bootloader: bootupd is required for ostree-based installs',
  ],
  [
    'a unified kernel image of another root',
    'osbuild/composefs-digest',
    "error: Installing to filesystem: Setting up composefs boot: The UKI has the wrong composefs= parameter (is 'b9cf51cefa16da8422672d588d7b2372fdc19acb3d2e9653ac60dba36e3a612b4fd020f83a9b7e854d88a0f23469de8e1d4b73f10d4bf48a350c52009bb2888f', should be '5b7480ed1babe6e18650dc0c6f7f5326d50fb21f45d48d473e020ba96cec5868f710c769b77cb855bbfee71d32444f18d0a2ded28f0cb604bef228170a91c05c')",
  ],
  [
    'an SELinux policy that is named and not there',
    'osbuild/no-selinux-policy',
    'error: Building UKI: Computing composefs digest: Preparing for boot: Applying SELinux labels to filesystem: Building SELinux policy: Directory entry "default" does not exist',
  ],
];

describe('what was said', () => {
  test.each(said)('%s', (_, code, text) => {
    expect(findKnownFailure(text)?.code).toBe(code);
  });

  test('names the partition that did not appear', () => {
    expect(findKnownFailure("fsconfig() failed: /dev/loop0p2: Can't lookup blockdev.")?.cause).toBe(
      'the partition /dev/loop0p2 did not appear: the kernel of the host does not scan partitions',
    );
  });

  test('of a mount that failed for another reason nothing is claimed', () => {
    expect(findKnownFailure("fsconfig() failed: /dev/vdb: Can't lookup blockdev.")).toBeUndefined();
  });
});
