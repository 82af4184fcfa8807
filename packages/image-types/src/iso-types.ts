import type { InstallerIsoType, IsoImageType, LiveIsoType } from './image-type.ts';
import { isoArchitectures } from './iso-architectures.ts';

const iso = {
  aliases: [],
  filename: 'install.iso',
  mimeType: 'application/x-iso9660-image',
  exports: ['bootiso'],
  architectures: isoArchitectures,
  supportedOptions: [
    'customizations.fips',
    'customizations.group',
    'customizations.installer',
    'customizations.kernel.append',
    'customizations.user',
    'name',
    'version',
    'description',
  ],
} as const;

const anacondaModule = (name: string): string => `org.fedoraproject.Anaconda.Modules.${name}`;

export const bootcInstaller: InstallerIsoType = {
  ...iso,
  kind: 'installer-iso',
  name: 'bootc-installer',
  summary: 'an installer ISO made of a container',
  installer: 'container',
  unlistedOptions: ['customizations.sshkey'],
  unreadOptions: ['customizations.installer.payload'],
  rootFile: 'images/install.img',
  kernelArguments: ['console=tty0', 'inst.text'],
  anacondaModules: ['Users', 'Services', 'Security', 'Network', 'Payloads', 'Runtime', 'Storage'].map(anacondaModule),
  unsealedBecause:
    'the installer starts from a kernel and an initramfs that are rebuilt for it, which would not match the signed command line',
};

const bootcGenericIso: LiveIsoType = {
  ...iso,
  kind: 'live-iso',
  name: 'bootc-generic-iso',
  summary: 'a live ISO that the container itself describes',
  rootFile: 'LiveOS/squashfs.img',
  unlistedOptions: [],
  unreadOptions: ['fips', 'group', 'installer', 'user'].map((option) => `customizations.${option}`),
  kernelArguments: ['rd.live.image', 'quiet', 'rhgb', 'enforcing=0'],
  unsealedBecause:
    'a live ISO boots a separate kernel and initramfs with arguments of the medium, and mounts a root that no digest verifies',
};

const anacondaIso: InstallerIsoType = {
  ...bootcInstaller,
  name: 'anaconda-iso',
  aliases: ['iso'],
  summary: 'an installer ISO made of RPMs',
  installer: 'packages',
  kernelArguments: [],
  unsealedBecause:
    'Anaconda installs to ostree, where the unified kernel image does not find the root that its signed command line names',
};

/** ISO image types of osbuild/image-builder, data/distrodefs/bootc-generic/imagetypes.yaml, in its order. */
export const isoTypes: readonly IsoImageType[] = [bootcInstaller, bootcGenericIso, anacondaIso];
