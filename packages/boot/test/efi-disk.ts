import { existsSync, writeFileSync } from 'node:fs';
import { type CommandRunner, findProgram, requireSuccess } from '@bootwright/process';

/** A program of efitools that greets. */
export const helloWorld = '/usr/lib/efitools/x86_64-linux-gnu/HelloWorld.efi';

/** Why no disk with it can be made and started here; empty where one can. */
export function whyNoEfi(): string {
  const programs = ['qemu-system-x86_64', 'mformat', 'mmd', 'mcopy', 'sbsign', 'openssl'];
  const missing = programs.filter((program) => findProgram(program, process.env) === undefined);
  const files = [helloWorld, '/usr/share/OVMF/OVMF_CODE_4M.secboot.fd'].filter((file) => !existsSync(file));
  return missing.length + files.length === 0 ? '' : `: there is no ${[...missing, ...files].join(', ')}`;
}

/** Writes a disk that is one FAT file system, which firmware takes for an ESP, with `program` as its boot loader. */
export async function writeEfiDisk(file: string, program: string, runner: CommandRunner): Promise<void> {
  writeFileSync(file, Buffer.alloc(4 * 1024 * 1024));
  const run = async (...command: string[]) => requireSuccess(await runner.run(command));
  await run('mformat', '-i', file, '-v', 'EFI');
  await run('mmd', '-i', file, '::/EFI', '::/EFI/BOOT');
  await run('mcopy', '-i', file, program, '::/EFI/BOOT/BOOTX64.EFI');
}
