import { Fault } from '@bootwright/core';

/** What the guest receives next to the disk. */
export interface GuestMessages {
  /** Arguments added to the kernel's command line, if systemd-boot or its stub starts it and Secure Boot is off. */
  readonly kernelArguments?: readonly string[];
  /** systemd credentials by name (systemd.system-credentials(7)); their bytes are passed unchanged. */
  readonly credentials?: Readonly<Record<string, string | Uint8Array>>;
}

/**
 * The strings of SMBIOS type 11 that systemd reads: arguments (systemd-stub(7) for unified kernels, systemd-boot(7) for
 * entries) and credentials (systemd(1)). Faults: `boot/credential` for a name that systemd would ignore.
 */
export function smbiosStrings({ kernelArguments = [], credentials = {} }: GuestMessages): readonly string[] {
  const line = kernelArguments.join(' ');
  const commandLine = ['stub', 'boot'].map((reader) => `io.systemd.${reader}.kernel-cmdline-extra=${line}`);
  const strings = Object.entries(credentials).map(([name, value]) => {
    if (!/^[\w.@~:\\-]{1,255}$/.test(name) || name === '.' || name === '..') {
      throw new Fault('boot/credential', `${JSON.stringify(name)} is not a valid name of a credential`, {
        hint: 'use letters, digits, ".", "-", "_", "@", "~", such as passwd.hashed-password.root',
      });
    }
    return `io.systemd.credential.binary:${name}=${Buffer.from(value).toString('base64')}`;
  });
  return [...(line === '' ? [] : commandLine), ...strings];
}
