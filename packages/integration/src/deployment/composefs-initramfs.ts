import { type CpioEntry, cpioFolders, encodeCpio } from '@bootwright/archive';

/**
 * Mounts the root of a deployment as `bootc-root-setup` does: the EROFS image that the kernel command line names over its
 * objects, /etc of the deployment and /var of the operating system from the root partition. It does not require fs-verity,
 * which only a mounted file system can give to its files.
 */
const script = `#!/bin/sh
set -eu
for word in $(cat /proc/cmdline); do
  case $word in composefs=*) digest=\${word#composefs=} ;; esac
done
modprobe -a erofs overlay
mount --make-rprivate /
mkdir -p /run/deployment/image /run/deployment/root
mount -t erofs -o ro "/sysroot/composefs/images/$digest" /run/deployment/image
mount -t overlay -o "ro,metacopy=on,redirect_dir=on,lowerdir=/run/deployment/image::/sysroot/composefs/objects" \\
  "composefs:$digest" /run/deployment/root
mount --bind "/sysroot/state/deploy/$digest/etc" /run/deployment/root/etc
mount --bind /sysroot/state/os/default/var /run/deployment/root/var
mount --move /sysroot /run/deployment/root/sysroot
mount --move /run/deployment/root /sysroot
`;

const unit = `[Unit]
Description=Root of the deployment
DefaultDependencies=no
ConditionPathExists=/etc/initrd-release
After=sysroot.mount
Before=initrd-root-fs.target
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/bin/deployment-root
`;

const target = `[Unit]
Requires=deployment-root.service
`;

/** An initramfs with that program and its unit, to be loaded after the one that dracut has made. */
export function composefsInitramfs(): Uint8Array {
  const files: readonly CpioEntry[] = [
    { kind: 'file', path: 'usr/bin/deployment-root', bytes: Buffer.from(script), mode: 0o755 },
    { kind: 'file', path: 'etc/systemd/system/deployment-root.service', bytes: Buffer.from(unit) },
    { kind: 'file', path: 'etc/systemd/system/initrd-root-fs.target.d/deployment.conf', bytes: Buffer.from(target) },
  ];
  // The folders have to exist in dracut's initramfs too, where some are links that a folder would replace.
  return encodeCpio([...cpioFolders(files.slice(2)), ...files]);
}
