import { writeFileSync } from 'node:fs';
import { type CommandRunner, requireSuccess } from '@bootwright/process';
import { file, needs, program, x64 } from '../../../tools/probes.mjs';

/** A program of efitools that greets. */
export const helloWorld = '/usr/lib/efitools/x86_64-linux-gnu/HelloWorld.efi';

/** What it takes to make a disk with it and to start that. */
export const efiDisks = needs(
  x64(),
  ...(['qemu-system-x86_64', 'mformat', 'mmd', 'mcopy', 'sbsign', 'openssl'] as const).map((name) => program(name)),
  ...[helloWorld, '/usr/share/OVMF/OVMF_CODE_4M.secboot.fd'].map(file),
);

/** Writes a disk that is one FAT file system, which firmware takes for an ESP, with `loader` as its boot loader. */
export async function writeEfiDisk(disk: string, loader: string, runner: CommandRunner): Promise<void> {
  writeFileSync(disk, Buffer.alloc(4 * 1024 * 1024));
  const run = async (...command: string[]) => requireSuccess(await runner.run(command));
  await run('mformat', '-i', disk, '-v', 'EFI');
  await run('mmd', '-i', disk, '::/EFI', '::/EFI/BOOT');
  await run('mcopy', '-i', disk, loader, '::/EFI/BOOT/BOOTX64.EFI');
}
