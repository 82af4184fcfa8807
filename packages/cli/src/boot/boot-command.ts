import { defineCommand } from '../command.ts';
import { bootOptions } from './boot-options.ts';

export const bootCommand = defineCommand({
  name: 'boot',
  summary: 'boot a disk in a virtual machine, and diagnose why if it fails',
  description: [
    'Starts QEMU with a disk and waits until it has booted. The disk is never written to. If it does not boot, the',
    'console shows the cause and the fix: a root that is not found, a rejected signature, a damaged kernel, a panic,',
    'emergency mode, or silence. --check, --image and --sealed check the booted system from inside, without a user or',
    'SSH; that needs systemd 256 or later. The exit status is 4 if the disk did not boot, or a check failed.',
  ].join(' '),
  operands: [
    {
      name: 'DISK',
      summary: 'a raw, qcow2, vmdk, vhd or vhdx file, or a block device',
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
    { line: 'bootwright boot --make-keys keys', summary: 'Secure Boot keys for tests' },
    {
      line: 'bootwright boot out/disk.raw --secure-boot --keys keys --tpm --artefacts out/boot',
      summary: 'with Secure Boot and a TPM; keep console, screenshot and journal',
    },
    { line: 'bootwright boot out/disk.raw --until ssh --ssh-port 2222 --stay', summary: 'log in and look around' },
  ],
  run: async (given, [disk], context) => (await import('./run-boot.ts')).runBoot(disk, given, context),
});
