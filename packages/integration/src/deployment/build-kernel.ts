import { copyFileSync, linkSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type CommandRunner, outputText, requireSuccess } from '@bootwright/process';

export interface KernelRequest {
  /** A root with ukify and sbsign, and with the kernel and its initramfs. */
  readonly tools: string;
  /** The folder of `db.key` and `db.pem`. */
  readonly keys: string;
  readonly kernelVersion: string;
  /** Loaded after the initramfs of the root. */
  readonly initramfs: Uint8Array;
  readonly commandLine: string;
}

/** Values of PCR 11 by bank, as systemd-measure calculates them for the phases of a boot, in their order. */
export type CalculatedPcrs = Readonly<Record<string, readonly string[]>>;

/**
 * Builds a unified kernel image at `file` with ukify, signed with sbsign, and returns what systemd-measure calculates of it.
 * Needs root, for chroot.
 */
export async function buildKernel(
  file: string,
  request: KernelRequest,
  runner: CommandRunner,
): Promise<CalculatedPcrs> {
  const { tools, keys, kernelVersion, initramfs, commandLine } = request;
  const work = mkdtempSync(join(tools, 'run/bootwright-'));
  try {
    writeFileSync(join(work, 'deployment.cpio'), initramfs);
    for (const name of ['db.key', 'db.pem']) copyFileSync(join(keys, name), join(work, name));
    const inside = `/run/${basename(work)}`;
    const modules = `/usr/lib/modules/${kernelVersion}`;
    const command = [
      ...['chroot', tools, '/usr/bin/ukify', 'build', `--linux=${modules}/vmlinuz`],
      ...[`--initrd=${modules}/initramfs.img`, `--initrd=${inside}/deployment.cpio`],
      ...[`--uname=${kernelVersion}`, '--os-release=@/usr/lib/os-release', `--cmdline=${commandLine}`],
      ...[`--secureboot-private-key=${inside}/db.key`, `--secureboot-certificate=${inside}/db.pem`],
      ...['--signtool=sbsign', '--measure', '--pcr-banks=sha256,sha384', `--output=${inside}/kernel.efi`],
    ];
    const { stdout } = requireSuccess(await runner.run(command));
    rmSync(file, { force: true });
    linkSync(join(work, 'kernel.efi'), file);
    const values = [...outputText(stdout).matchAll(/^11:(\w+)=([0-9a-f]+)$/gm)];
    const ofBank = (bank: string) => values.flatMap(([, name, value = '']) => (name === bank ? [value] : []));
    return { sha256: ofBank('sha256'), sha384: ofBank('sha384') };
  } finally {
    rmSync(work, { recursive: true });
  }
}
