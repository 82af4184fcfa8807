import type { Architecture } from '@bootwright/core';
import type { FilesystemType } from '@bootwright/disk';
import { describe, expect, test } from 'vitest';
import type { InstalledImageType, IsoImageType } from './image-type.ts';
import { findImageType, imageTypes, isInstalled, isoArchitecture, resolveImageType } from './resolve.ts';

const raw = installed('raw');

function installed(name: string): InstalledImageType {
  const type = findImageType(name);
  if (isInstalled(type)) return type;
  throw new Error(`${name} is not installed to a disk`);
}

function layout(architecture: Architecture, filesystem: FilesystemType): readonly string[] {
  return resolveImageType(raw, { architecture, filesystem }).baseTable.partitions.map(({ payload, size }) =>
    payload?.kind === 'filesystem' ? `${payload.mountpoint} ${payload.type}` : `${size / 2 ** 20} MiB`,
  );
}

describe('the base layout', () => {
  test.each<readonly [Architecture, FilesystemType, readonly string[]]>([
    ['x86_64', 'ext4', ['1 MiB', '/boot/efi vfat', '/boot ext4', '/ ext4']],
    ['aarch64', 'xfs', ['/boot/efi vfat', '/boot xfs', '/ xfs']],
    ['ppc64le', 'xfs', ['4 MiB', '/boot xfs', '/ xfs']],
    ['s390x', 'btrfs', ['/boot ext4', '/ btrfs']],
  ])('of %s with %s', (architecture, filesystem, expected) => {
    expect(layout(architecture, filesystem)).toEqual(expected);
  });

  test('is the same value for the same target', () => {
    const target = { architecture: 'x86_64', filesystem: 'xfs' } as const;
    expect(resolveImageType(raw, target).baseTable).toBe(resolveImageType(raw, target).baseTable);
  });

  test('does not exist for riscv64', () => {
    expect(() => layout('riscv64', 'ext4')).toThrow(
      expect.objectContaining({ code: 'image-type/architecture', hint: expect.stringContaining('x86_64') }),
    );
  });
});

describe('a type', () => {
  test.each([
    ['raw', 'disk.raw', 'application/octet-stream', 'image'],
    ['ami', 'disk.raw', 'application/octet-stream', 'image'],
    ['qcow2', 'disk.qcow2', 'application/x-qemu-disk', 'qcow2'],
    ['vmdk', 'disk.vmdk', 'application/x-vmdk', 'vmdk'],
    ['vhd', 'disk.vhd', 'application/x-vhd', 'vpc'],
    ['gce', 'image.tar.gz', 'application/gzip', 'gce'],
    ['ova', 'image.ova', 'application/ovf', 'archive'],
    ['oci', 'disk.qcow2', 'application/x-qemu-disk', 'qcow2'],
    ['bootc-installer', 'install.iso', 'application/x-iso9660-image', 'bootiso'],
    ['anaconda-iso', 'install.iso', 'application/x-iso9660-image', 'bootiso'],
    ['bootc-generic-iso', 'install.iso', 'application/x-iso9660-image', 'bootiso'],
    ['pxe-tar-xz', 'pxe.tar.xz', 'application/x-tar', 'xz'],
  ])('%s gives %s, %s, from the pipeline %s', (name, filename, mimeType, exported) => {
    expect(findImageType(name)).toMatchObject({ name, filename, mimeType, exports: [exported] });
  });

  test('is found by its alias', () => {
    expect(findImageType('vsphere-ova')).toBe(findImageType('ova'));
  });

  test.each([
    ['qcow', 'did you mean qcow2?'],
    ['floppy', '"bootwright list" says what each of them is'],
    ['', '"bootwright list" says what each of them is'],
    ['constructor', '"bootwright list" says what each of them is'],
  ])('%j is not a type', (name, hint) => {
    expect(() => findImageType(name)).toThrow(expect.objectContaining({ code: 'image-type/unknown', hint }));
  });

  test('that no sealed container can become says why', () => {
    const reasons = imageTypes.map((type) => [type.name, 'unsealedBecause' in type]);
    expect(reasons.filter(([, hasReason]) => hasReason).map(([name]) => name)).toEqual([
      'bootc-installer',
      'bootc-generic-iso',
      'anaconda-iso',
      'pxe-tar-xz',
    ]);
  });

  test.each(imageTypes.filter((type) => !isInstalled(type)).map((type) => [type.name, type] as const))(
    '%s exists for x86_64 and aarch64 alone',
    (_name, type: IsoImageType) => {
      expect(type.architectures.map((architecture) => isoArchitecture(type, architecture))).toEqual([
        'x86_64',
        'aarch64',
      ]);
      for (const architecture of ['ppc64le', 's390x', 'riscv64'] as const) {
        expect(() => isoArchitecture(type, architecture)).toThrow(
          expect.objectContaining({
            code: 'image-type/architecture',
            hint: 'use a container for one of x86_64, aarch64',
          }),
        );
      }
    },
  );
});
