import { type DocumentPath, renderPath } from '@bootwright/core';

const noInstaller = 'remove it, or make an installer: "bootc-installer"';
const ostreeInstaller = 'remove it: only installers of ostree commits read it';

/** What to do instead of an option that an image does not honour, by its path. */
const hints: ReadonlyMap<string, string> = new Map([
  ['distro', 'remove it: the distribution is that of the container'],
  ['architecture', 'remove it: the architecture is that of the container'],
  ['packages', 'install them in the container'],
  ['modules', 'install them in the container'],
  ['enabled_modules', 'enable them in the container'],
  ['groups', 'install them in the container'],
  ['containers', 'bind them to the container: /usr/lib/bootc/bound-images.d'],
  ['customizations.hostname', 'copy a file /etc/hostname into the container'],
  ['customizations.kernel.name', 'install that kernel in the container: the image boots the one that is there'],
  ['customizations.services', 'enable, disable or mask units in the container with systemctl'],
  ['customizations.firewall', 'configure it in the container, such as with firewall-offline-cmd'],
  ['customizations.installation_device', ostreeInstaller],
  ['customizations.fdo', ostreeInstaller],
  ['customizations.installer', noInstaller],
  [
    'customizations.iso',
    'remove it: an ISO takes its label from iso.yaml or os-release of the container, and a disk has none',
  ],
  ['customizations.partitioning_mode', 'describe the partitions with "disk"'],
  ['customizations.fips', 'set fips=1 in /usr/lib/bootc/kargs.d of the container, and its crypto policy to FIPS'],
  ['customizations.sshd', 'write the settings to a file in /etc/ssh/sshd_config.d'],
  ['customizations.ignition.embedded', 'give ignition.firstboot.url, or build the configuration into the container'],
  ['customizations.installer.payload', 'install the flatpaks in the container that is installed'],
]);

/** What to do instead of an option that the image type does not honour: a phrase that begins with a verb. */
export function unsupportedHint(path: DocumentPath): string {
  for (let length = path.length; length > 0; length--) {
    const hint = hints.get(renderPath(path.slice(0, length)));
    if (hint !== undefined) return hint;
  }
  return 'build it into the container';
}
