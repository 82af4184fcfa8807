import { diskImage } from './disk-types.ts';
import type { NetworkBootType } from './image-type.ts';

/** The network boot type of osbuild/image-builder, data/distrodefs/bootc-generic/imagetypes.yaml. */
export const networkBootType: NetworkBootType = {
  ...diskImage,
  kind: 'network-boot',
  name: 'pxe-tar-xz',
  summary: 'kernel, initramfs and root file system for network boot',
  filename: 'pxe.tar.xz',
  mimeType: 'application/x-tar',
  exports: ['xz'],
  initramfsModules: ['ostree', 'dmsquash-live', 'livenet'],
  supportedOptions: [
    'customizations.directories',
    'customizations.files',
    'customizations.user',
    'customizations.group',
    'customizations.kernel.append',
    'name',
    'version',
    'description',
  ],
  unlistedOptions: ['customizations.disk', 'customizations.filesystem', 'customizations.sshkey'],
  unreadOptions: [],
  unsealedBecause:
    'network boot loads a separate kernel and initramfs, and a root from squashfs that no digest verifies',
};
