import { chmodSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type CommandRunner, outputText, requireSuccess } from '@bootwright/process';

/** The line that the initramfs ends with. */
export const networkBootDone = 'suite: the root was loaded';

/** Modules of the network card that QEMU has, each after what it needs. */
const drivers = ['net/core/failover', 'drivers/net/net_failover', 'drivers/net/virtio_net'];

/** The address of the guest in QEMU's user network. */
const address = '10.0.2.15';

/**
 * Starts busybox, loads the root that the kernel arguments name, tries what it must not reach, and turns the machine off.
 * "Loading, please wait" is the first line of initramfs-tools.
 */
const init = `#!/bin/busybox sh
b=/bin/busybox
$b mkdir /proc
$b mount -t proc proc /proc
$b echo 'Loading, please wait...'
for module in /modules/*; do $b insmod $module; done
$b ifconfig eth0 ${address} netmask 255.255.255.0 up
$b sleep 1
url=$($b sed 's/.*root=live://; s/ .*//' /proc/cmdline)
$b wget -q -O /root.img $url && $b sha256sum /root.img
$b wget -q -O /other \${url%/*}/grub.cfg || $b echo 'suite: no other file'
$b wget -q -T 5 -O /other http://10.0.2.2/ || $b echo 'suite: no other host'
$b echo '${networkBootDone}'
$b poweroff -f
`;

/** Writes a folder for network boot: the kernel of `root`, and an initramfs of busybox with its network drivers. */
export async function writeNetworkBoot(
  folder: string,
  { root, version }: { readonly root: string; readonly version: string },
  runner: CommandRunner,
): Promise<{ readonly sha256: string }> {
  const modules = join(root, 'usr/lib/modules', version);
  const initramfs = `${folder}.initramfs`;
  for (const path of [folder, join(initramfs, 'bin'), join(initramfs, 'modules')]) mkdirSync(path, { recursive: true });
  cpSync(join(modules, 'vmlinuz'), join(folder, 'vmlinuz'));
  const busybox = requireSuccess(await runner.run(['sh', '-c', 'command -v busybox']));
  cpSync(outputText(busybox.stdout).trim(), join(initramfs, 'bin/busybox'), { dereference: true });
  for (const [index, driver] of drivers.entries()) {
    const packed = join(modules, `kernel/${driver}.ko.xz`);
    const { stdout } = requireSuccess(await runner.run(['xz', '--decompress', '--stdout', packed]));
    writeFileSync(join(initramfs, `modules/${index}-${basename(driver)}.ko`), stdout.bytes);
  }
  writeFileSync(join(initramfs, 'init'), init);
  chmodSync(join(initramfs, 'init'), 0o755);
  const archive = 'cd "$0" && find . | busybox cpio -o -H newc';
  writeFileSync(
    join(folder, 'initrd.img'),
    requireSuccess(await runner.run(['sh', '-c', archive, initramfs])).stdout.bytes,
  );
  writeFileSync(join(folder, 'rootfs.img'), Buffer.alloc(4 * 1024 * 1024, 'root of the suite\n'));
  const entry = `linux /vmlinuz root=live:http://HTTP-SERVER/rootfs.img rd.live.image console=ttyS0,115200n8`;
  writeFileSync(join(folder, 'grub.cfg'), `menuentry 'http-rootfs' {\n    ${entry}\n    initrd /initrd.img\n}\n`);
  const sum = requireSuccess(await runner.run(['sha256sum', join(folder, 'rootfs.img')]));
  return { sha256: outputText(sum.stdout).split(' ')[0] ?? '' };
}
