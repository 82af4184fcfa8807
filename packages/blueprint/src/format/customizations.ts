import { filled, type Infer, list, optional } from '@bootwright/core/schemas';
import { groupSchema, sshKeySchema, userSchema } from './account-customization.ts';
import { flag, record, text } from './blueprint-fields.ts';
import { bootloaderSchema, ignitionSchema, kernelSchema } from './boot-customization.ts';
import { diskSchema } from './disk-customization.ts';
import { filesystemSchema } from './filesystem-customization.ts';
import { firstbootSchema } from './firstboot-customization.ts';
import { installerSchema, isoSchema } from './installer-customization.ts';
import { directorySchema, fileSchema } from './node-customization.ts';
import { cacertsSchema, fdoSchema, openscapSchema } from './security-customization.ts';
import {
  containersStorageSchema,
  dnfSchema,
  repositorySchema,
  rhsmSchema,
  rpmSchema,
} from './software-customization.ts';
import { firewallSchema, localeSchema, servicesSchema, sshdSchema, timezoneSchema } from './system-customization.ts';

/** In the order of the blueprint library (v1.32.0), in which the reference reports unsupported options. */
export const customizationsSchema = record('customizations', {
  hostname: optional(text({ examples: ['web-1'] }), 'Name of the host.'),
  kernel: optional(kernelSchema, 'Kernel and its arguments.'),
  sshkey: optional(list(sshKeySchema), 'SSH keys of users; prefer `key` of `user`.'),
  user: optional(list(userSchema), 'Users to make or change.'),
  group: optional(list(groupSchema), 'Groups to make.'),
  timezone: optional(timezoneSchema, 'Time zone and time servers.'),
  locale: optional(localeSchema, 'Languages and keyboard.'),
  firewall: optional(firewallSchema, 'Firewall.'),
  services: optional(servicesSchema, 'Units to enable, disable and mask.'),
  filesystem: optional(list(filesystemSchema), 'Least sizes, and file systems of their own, in the default layout.'),
  disk: optional(diskSchema, "A partition table of one's own; not together with filesystem."),
  installation_device: filled(text({ examples: ['/dev/sda'] }), 'Disk that an installer installs to.'),
  partitioning_mode: filled(
    text({ examples: ['raw', 'lvm', 'auto-lvm'] }),
    'How images made of packages are partitioned: raw, lvm or auto-lvm.',
  ),
  fdo: optional(fdoSchema, 'FIDO device onboarding.'),
  openscap: optional(openscapSchema, 'Hardening by OpenSCAP.'),
  ignition: optional(ignitionSchema, 'Ignition.'),
  directories: optional(list(directorySchema), 'Directories to make.'),
  files: optional(list(fileSchema), 'Files to write.'),
  repositories: optional(list(repositorySchema), 'Package repositories.'),
  fips: optional(flag(), 'FIPS mode.'),
  installer: optional(installerSchema, 'Settings of installer images.'),
  rpm: optional(rpmSchema, 'RPM.'),
  rhsm: optional(rhsmSchema, 'Red Hat subscription manager.'),
  cacerts: optional(cacertsSchema, 'CA certificates to trust.'),
  'containers-storage': optional(containersStorageSchema, 'Storage of embedded containers.'),
  firstboot: optional(firstbootSchema, 'Scripts of the first boot.'),
  dnf: optional(dnfSchema, 'DNF.'),
  iso: optional(isoSchema, 'Labels of ISO images.'),
  sshd: optional(sshdSchema, 'SSH server.'),
  bootloader: optional(bootloaderSchema, 'Boot loader.'),
});

/** Customizations, with the keys of the format. An absent key was not given. */
export type Customizations = Infer<typeof customizationsSchema>;
