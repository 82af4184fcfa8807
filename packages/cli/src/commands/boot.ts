import { bootOptions } from '../boot/boot-options.ts';
import { defineCommand } from '../command.ts';

export const bootCommand = defineCommand({
  name: 'boot',
  summary: 'boot a disk in a virtual machine, and say why where it does not',
  description: [
    'Starts QEMU with a disk and waits until it has booted. The disk is not written to. Where it does not boot, the',
    'cause and the fix are read from the console: a root that is not found, a signature that is rejected, a kernel',
    'that is damaged, a panic, emergency mode, or silence. What --check, --image and --sealed ask for is looked at inside,',
    'without a user or SSH, where the system has systemd 256 or later. The exit status is 4 where it did not boot, or is',
    'not as asked for.',
  ].join(' '),
  operands: [
    { name: 'DISK', summary: 'raw, qcow2, vmdk, vhd or vhdx, or a block device', required: false, completes: 'file' },
  ],
  options: bootOptions,
  examples: [
    { line: 'bootwright boot out/disk.qcow2', summary: 'does it boot?' },
    {
      line: 'bootwright boot out/disk.qcow2 --check config.toml --image registry.example.com/me/os:1 --sealed',
      summary: 'is inside what was asked for?',
    },
    { line: 'bootwright boot --make-keys keys', summary: 'Secure Boot keys for tests' },
    {
      line: 'bootwright boot out/disk.raw --secure-boot --keys keys --tpm --artefacts out/boot',
      summary: 'with Secure Boot and a TPM, keeping console, screenshot and journal',
    },
    { line: 'bootwright boot out/disk.raw --until ssh --ssh-port 2222 --stay', summary: 'to look around in it' },
  ],
  run: async (given, [disk], context) => (await import('../boot/run-boot.ts')).runBoot(disk, given, context),
});
