import { defineCommand } from '../command.ts';
import { bootOptions } from './boot-options.ts';

export const bootCommand = defineCommand({
  name: 'boot',
  summary: 'boot a disk, an ISO or a network boot in a virtual machine, and diagnose why if it fails',
  description: [
    'Starts QEMU with a disk, an ISO (as a CD-ROM), or the archive of pxe-tar-xz or its folder (kernel and initramfs, and',
    'the root over HTTP from a server that serves these files alone), and waits until it has booted: until a login prompt,',
    'multi-user.target, or the start of Anaconda. It is never written to. If it does not boot, the console shows the cause',
    'and the fix: a boot menu that waits, a root that is not found or not loaded, a rejected signature, a damaged or missing',
    'kernel, a panic, emergency mode, or silence. --check, --image and --sealed check the booted system from inside, without a user or',
    'SSH; that needs systemd 256 or later. The exit status is 4 if it did not boot, or a check failed.',
  ].join(' '),
  operands: [
    {
      name: 'DISK',
      summary: 'a raw, qcow2, vmdk, vhd or vhdx file, a block device, an ISO, or an archive or folder for network boot',
      required: false,
      completes: 'file',
    },
  ],
  options: bootOptions,
  examples: [
    { line: 'bootwright boot out/disk.qcow2', summary: 'does it boot?' },
    {
      line: 'bootwright boot out/disk.qcow2 --check config.toml --image registry.example.com/me/os:1 --sealed',
      summary: 'does the system have what the blueprint asks for?',
    },
    {
      line: 'bootwright boot --read-console console.log --arch aarch64',
      summary: 'why did it not boot elsewhere? Of a cloud, a lab or a failed job',
    },
    { line: 'bootwright boot --make-keys keys', summary: 'Secure Boot keys for tests' },
    {
      line: 'bootwright boot out/disk.raw --secure-boot --keys keys --tpm --artefacts out/boot',
      summary: 'with Secure Boot and a TPM; keep console, screenshot and journal',
    },
    {
      line: 'bootwright boot bootiso/install.iso --target-disk 10GiB --until login',
      summary: 'install to an empty disk, and start the installed system',
    },
    {
      line: 'bootwright boot xz/pxe.tar.xz --memory 4GiB --until initramfs',
      summary: 'does it boot from the network?',
    },
    { line: 'bootwright boot out/disk.raw --until ssh --detach --name web', summary: 'then "bootwright vm ssh web"' },
    { line: 'bootwright boot out/disk.raw --until ssh --ssh-port 2222 --stay', summary: 'log in and look around' },
  ],
  run: async (given, [disk], context) => (await import('./run-boot.ts')).runBoot(disk, given, context),
});
