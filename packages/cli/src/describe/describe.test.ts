import { join } from 'node:path';
import { imageTypes } from '@bootwright/image-types';
import { describe, expect, test } from 'vitest';
import { captured } from '../captured.ts';

describe('list', () => {
  test('has a line for every disk image type', async () => {
    const { status, stdout } = await captured(['list']);
    expect(status).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "TYPE               FILE          ARCHITECTURES                 SEALED ON       WHAT IT IS
      raw                disk.raw      x86_64 aarch64 ppc64le s390x  x86_64 aarch64  a raw disk image
      ami                disk.raw      x86_64 aarch64 ppc64le s390x  x86_64 aarch64  a raw disk image for Amazon EC2
      qcow2              disk.qcow2    x86_64 aarch64 ppc64le s390x  x86_64 aarch64  a QEMU disk image
      vmdk               disk.vmdk     x86_64 aarch64 ppc64le s390x  x86_64 aarch64  a VMware disk image
      vhd                disk.vhd      x86_64 aarch64 ppc64le s390x  x86_64 aarch64  a disk image for Azure and Hyper-V
      gce                image.tar.gz  x86_64 aarch64 ppc64le s390x  x86_64 aarch64  a disk archive for Google Compute Engine
      ova, vsphere-ova   image.ova     x86_64 aarch64 ppc64le s390x  x86_64 aarch64  a VMware appliance
      oci                disk.qcow2    x86_64 aarch64 ppc64le s390x  x86_64 aarch64  a QEMU disk image for Oracle Cloud
      bootc-installer    install.iso   x86_64 aarch64                                an installer ISO made of a container
      bootc-generic-iso  install.iso   x86_64 aarch64                                a live ISO that the container itself describes
      anaconda-iso, iso  install.iso   x86_64 aarch64                                an installer ISO made of RPMs
      pxe-tar-xz         pxe.tar.xz    x86_64 aarch64 ppc64le s390x                  kernel, initramfs and root file system for network boot
      "
    `);
  });

  test('--json has the same types', async () => {
    const { stdout } = await captured(['list', '--json']);
    const names = imageTypes.map(({ name }) => ({ name }));
    expect(JSON.parse(stdout)).toMatchObject(names);
  });
});

describe('describe', () => {
  test('says by which channels a sealed container can still be customized, and what each needs', async () => {
    const root = join(import.meta.dirname, '../../../../test-data/containers/sealed');
    const { stdout } = await captured(['describe', 'qcow2', '--root', root, '--arch', 'x86_64']);
    const lines = stdout.split('\n');
    const first = lines.indexOf('What it can still be given');
    expect(lines.slice(first + 1, first + 4).map((line) => line.trim())).toEqual([
      'in the state of the deployment: users, groups, SSH keys, files, directories, mounts, host name, time zone, locale, keyboard, services; needs systemd 254 for passwords',
      'by an addon of the UKI on the ESP: kernel arguments; needs systemd 254, a signature of the addon by a key of db or MOK, where Secure Boot is on',
      expect.stringMatching(
        /^as credentials in such an addon: users, .*; needs systemd 257, --deliver addon, a signature/,
      ),
    ]);
  });

  test('draws the table of the architecture that was asked for', async () => {
    const { stdout } = await captured(['describe', 'vsphere-ova', '--arch', 'arm64', '--rootfs', 'btrfs']);
    expect(stdout).toContain('ova, vsphere-ova: a VMware appliance');
    expect(stdout).toContain(`Partition table on aarch64 (gpt)
     SIZE     TYPE        CONTENT  MOUNTED AT
  1  501 MiB  EFI system  vfat     /boot/efi
  2  1 GiB    XBOOTLDR    ext4     /boot
  3  2 GiB    Linux data  btrfs    /
`);
    expect(stdout).not.toContain('x86_64 (gpt)');
  });

  test('--json has names, sizes in bytes and tables', async () => {
    const { stdout } = await captured(['describe', 'raw', '--arch', 's390x', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      name: 'raw',
      exports: ['image'],
      default_size: 10 * 1024 ** 3,
      sealed_architectures: ['x86_64', 'aarch64'],
      base_tables: [{ architecture: 's390x', partitions: [{ mountpoint: '/boot' }, { mountpoint: '/' }] }],
    });
  });

  test.each([['a misspelt type', 'qcow', 'error: unsupported image type "qcow", valid types are raw, ami, qcow2,']])(
    '%s is wrong usage',
    async (_name, type, message) => {
      const { status, stderr } = await captured(['describe', type]);
      expect(status).toBe(2);
      expect(stderr.startsWith(message)).toBe(true);
    },
  );

  test('an architecture that has no disks is wrong usage', async () => {
    const { status, stderr } = await captured(['describe', 'raw', '--arch', 'riscv64']);
    expect(status).toBe(2);
    expect(stderr).toContain('does not exist for riscv64');
  });
});
