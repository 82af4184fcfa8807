import { GiB } from '@bootwright/core';
import { diskArchitectures } from './base-tables.ts';
import type { DiskImageType } from './image-type.ts';

const supportedOptions = [
  'customizations.bootloader',
  'customizations.directories',
  'customizations.disk',
  'customizations.files',
  'customizations.group',
  'customizations.ignition',
  'customizations.kernel.append',
  'customizations.user',
  'customizations.sshd',
  'name',
  'version',
  'description',
];

/** What disks, and images that are made of a disk, have in common. */
export const diskImage = {
  aliases: [],
  defaultSize: GiB(10),
  kernelArguments: ['rw', 'console=tty0', 'console=ttyS0'],
  architectures: diskArchitectures,
} as const;

const disk = {
  ...diskImage,
  kind: 'disk',
  supportedOptions,
  unlistedOptions: ['customizations.filesystem', 'customizations.sshkey'],
  unreadOptions: ['customizations.sshd', 'customizations.ignition.embedded'],
} as const;

const raw: DiskImageType = {
  ...disk,
  name: 'raw',
  summary: 'a raw disk image',
  filename: 'disk.raw',
  mimeType: 'application/octet-stream',
  exports: ['image'],
};

const qcow2: DiskImageType = {
  ...disk,
  name: 'qcow2',
  summary: 'a QEMU disk image',
  filename: 'disk.qcow2',
  mimeType: 'application/x-qemu-disk',
  exports: ['qcow2'],
};

/** Disk image types of osbuild/image-builder, data/distrodefs/bootc-generic/imagetypes.yaml, in its order. */
export const diskTypes: readonly DiskImageType[] = [
  raw,
  { ...raw, name: 'ami', summary: 'a raw disk image for Amazon EC2' },
  qcow2,
  {
    ...disk,
    name: 'vmdk',
    summary: 'a VMware disk image',
    filename: 'disk.vmdk',
    mimeType: 'application/x-vmdk',
    exports: ['vmdk'],
  },
  {
    ...disk,
    name: 'vhd',
    summary: 'a disk image for Azure and Hyper-V',
    filename: 'disk.vhd',
    mimeType: 'application/x-vhd',
    exports: ['vpc'],
  },
  {
    ...disk,
    name: 'gce',
    summary: 'a disk archive for Google Compute Engine',
    filename: 'image.tar.gz',
    mimeType: 'application/gzip',
    exports: ['gce'],
  },
  {
    ...disk,
    name: 'ova',
    aliases: ['vsphere-ova'],
    summary: 'a VMware appliance',
    filename: 'image.ova',
    mimeType: 'application/ovf',
    exports: ['archive'],
  },
  { ...qcow2, name: 'oci', summary: 'a QEMU disk image for Oracle Cloud' },
];
