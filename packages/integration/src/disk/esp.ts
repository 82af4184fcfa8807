import { copyFileSync, mkdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type CommandRunner, requireSuccess } from '@bootwright/process';
import { renderBootEntry } from './boot-entry.ts';
import type { SuiteFlaw } from './suite-disk.ts';

export interface EspSources {
  /** Root of the container, with its kernel and systemd-boot. */
  readonly root: string;
  /** The folder of `db.key` and `db.pem`, which sign programs for the firmware. */
  readonly keys: string;
  readonly kernelVersion: string;
  /** Kernel arguments, for a kernel that is not unified. */
  readonly kernelArguments: readonly string[];
  readonly flaw?: SuiteFlaw;
}

/** Fills `folder` as the ESP of an unsealed container: systemd-boot, an entry, kernel and initramfs. */
export async function writeUnsealedEsp(folder: string, sources: EspSources, runner: CommandRunner): Promise<void> {
  const { root, kernelVersion, kernelArguments, flaw } = sources;
  const home = `/debian/${kernelVersion}`;
  await writeBootLoader(folder, sources, runner);
  for (const name of ['vmlinuz', 'initramfs.img']) {
    copy(join(root, 'usr/lib/modules', kernelVersion, name), join(folder, home, name));
  }
  const entry = renderBootEntry({
    title: 'Debian',
    version: kernelVersion,
    linux: `${home}/vmlinuz`,
    initrd: `${home}/initramfs.img`,
    options: kernelArguments.filter((argument) => flaw !== 'no-console' || !argument.startsWith('console=')),
  });
  write(join(folder, 'loader/entries/debian.conf'), entry);
}

/** Fills `folder` as the ESP of a sealed container: systemd-boot and the unified kernel. */
export async function writeSealedEsp(folder: string, sources: EspSources, runner: CommandRunner): Promise<void> {
  const name = join('EFI/Linux', `${sources.kernelVersion}.efi`);
  const kernel = join(folder, name);
  await writeBootLoader(folder, sources, runner);
  copy(join(sources.root, 'boot', name), kernel);
  if (sources.flaw === 'truncated-kernel') truncateSync(kernel, Math.floor(statSync(kernel).size / 2));
  if (sources.flaw === 'unsigned-kernel') requireSuccess(await runner.run(['sbattach', '--remove', kernel]));
}

/** The default boot path of UEFI, used for unknown disks: UEFI specification, 3.5.1.1. */
const fallbackLoader = 'EFI/BOOT/BOOTX64.EFI';

async function writeBootLoader(folder: string, { root, keys }: EspSources, runner: CommandRunner): Promise<void> {
  const loader = join(folder, fallbackLoader);
  mkdirSync(dirname(loader), { recursive: true });
  const signing = ['--key', join(keys, 'db.key'), '--cert', join(keys, 'db.pem'), '--output', loader];
  const unsigned = join(root, 'usr/lib/systemd/boot/efi/systemd-bootx64.efi');
  requireSuccess(await runner.run(['sbsign', ...signing, unsigned]));
  write(join(folder, 'loader/loader.conf'), 'timeout 0\n');
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
