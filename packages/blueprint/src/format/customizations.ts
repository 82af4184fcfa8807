import { filled, flag, list, optional, record, text } from '../shape.ts';
import type { GroupCustomization, SshKeyCustomization, UserCustomization } from './account-customization.ts';
import { groupShape, sshKeyShape, userShape } from './account-customization.ts';
import type { BootloaderCustomization, IgnitionCustomization, KernelCustomization } from './boot-customization.ts';
import { bootloaderShape, ignitionShape, kernelShape } from './boot-customization.ts';
import type { DiskCustomization } from './disk-customization.ts';
import { diskShape } from './disk-customization.ts';
import type { FilesystemCustomization } from './filesystem-customization.ts';
import { filesystemShape } from './filesystem-customization.ts';
import type { FirstbootCustomization } from './firstboot-customization.ts';
import { firstbootShape } from './firstboot-customization.ts';
import type { InstallerCustomization, IsoCustomization } from './installer-customization.ts';
import { installerShape, isoShape } from './installer-customization.ts';
import type { DirectoryCustomization, FileCustomization } from './node-customization.ts';
import { directoryShape, fileShape } from './node-customization.ts';
import type { CacertsCustomization, FdoCustomization, OpenscapCustomization } from './security-customization.ts';
import { cacertsShape, fdoShape, openscapShape } from './security-customization.ts';
import type {
  ContainersStorageCustomization,
  DnfCustomization,
  RepositoryCustomization,
  RhsmCustomization,
  RpmCustomization,
} from './software-customization.ts';
import { containersStorageShape, dnfShape, repositoryShape, rhsmShape, rpmShape } from './software-customization.ts';
import type {
  FirewallCustomization,
  LocaleCustomization,
  ServicesCustomization,
  SshdCustomization,
  TimezoneCustomization,
} from './system-customization.ts';
import { firewallShape, localeShape, servicesShape, sshdShape, timezoneShape } from './system-customization.ts';

/** Customizations, with the keys of the format. An absent key was not given. */
export interface Customizations {
  readonly hostname?: string;
  readonly kernel?: KernelCustomization;
  readonly sshkey?: readonly SshKeyCustomization[];
  readonly user?: readonly UserCustomization[];
  readonly group?: readonly GroupCustomization[];
  readonly timezone?: TimezoneCustomization;
  readonly locale?: LocaleCustomization;
  readonly firewall?: FirewallCustomization;
  readonly services?: ServicesCustomization;
  readonly filesystem?: readonly FilesystemCustomization[];
  readonly disk?: DiskCustomization;
  readonly installation_device?: string;
  readonly partitioning_mode?: string;
  readonly fdo?: FdoCustomization;
  readonly openscap?: OpenscapCustomization;
  readonly ignition?: IgnitionCustomization;
  readonly directories?: readonly DirectoryCustomization[];
  readonly files?: readonly FileCustomization[];
  readonly repositories?: readonly RepositoryCustomization[];
  readonly fips?: boolean;
  readonly installer?: InstallerCustomization;
  readonly rpm?: RpmCustomization;
  readonly rhsm?: RhsmCustomization;
  readonly cacerts?: CacertsCustomization;
  readonly 'containers-storage'?: ContainersStorageCustomization;
  readonly firstboot?: FirstbootCustomization;
  readonly dnf?: DnfCustomization;
  readonly iso?: IsoCustomization;
  readonly sshd?: SshdCustomization;
  readonly bootloader?: BootloaderCustomization;
}

/** In the order of the blueprint library (v1.32.0), in which the reference reports unsupported options. */
export const customizationsShape = record<Customizations>(
  'customizations',
  {
    hostname: optional(text({ examples: ['web-1'] }), 'Name of the host.'),
    kernel: optional(kernelShape, 'Kernel and its arguments.'),
    sshkey: optional(list(sshKeyShape), 'SSH keys of users; prefer `key` of `user`.'),
    user: optional(list(userShape), 'Users to make or change.'),
    group: optional(list(groupShape), 'Groups to make.'),
    timezone: optional(timezoneShape, 'Time zone and time servers.'),
    locale: optional(localeShape, 'Languages and keyboard.'),
    firewall: optional(firewallShape, 'Firewall.'),
    services: optional(servicesShape, 'Units to enable, disable and mask.'),
    filesystem: optional(list(filesystemShape), 'Least sizes, and file systems of their own, in the default layout.'),
    disk: optional(diskShape, "A partition table of one's own; not together with filesystem."),
    installation_device: filled(text({ examples: ['/dev/sda'] }), 'Disk that an installer installs to.'),
    partitioning_mode: filled(
      text({ examples: ['raw', 'lvm', 'auto-lvm'] }),
      'How images made of packages are partitioned: raw, lvm or auto-lvm.',
    ),
    fdo: optional(fdoShape, 'FIDO device onboarding.'),
    openscap: optional(openscapShape, 'Hardening by OpenSCAP.'),
    ignition: optional(ignitionShape, 'Ignition.'),
    directories: optional(list(directoryShape), 'Directories to make.'),
    files: optional(list(fileShape), 'Files to write.'),
    repositories: optional(list(repositoryShape), 'Package repositories.'),
    fips: optional(flag(), 'FIPS mode.'),
    installer: optional(installerShape, 'Settings of installer images.'),
    rpm: optional(rpmShape, 'RPM.'),
    rhsm: optional(rhsmShape, 'Red Hat subscription manager.'),
    cacerts: optional(cacertsShape, 'CA certificates to trust.'),
    'containers-storage': optional(containersStorageShape, 'Storage of embedded containers.'),
    firstboot: optional(firstbootShape, 'Scripts of the first boot.'),
    dnf: optional(dnfShape, 'DNF.'),
    iso: optional(isoShape, 'Labels of ISO images.'),
    sshd: optional(sshdShape, 'SSH server.'),
    bootloader: optional(bootloaderShape, 'Boot loader.'),
  },
  { independent: true },
);
