import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { parseDump } from '@bootwright/composefs';
import { type CommandRunner, requireSuccess } from '@bootwright/process';
import type { SealedState } from '@bootwright/sealed-state';
import { z } from 'zod';
import { bootwrightOutput, inspectedRoot } from '../disk/bootwright-output.ts';
import type { DiskRecipe } from '../disk/disk-recipe.ts';
import { writeSealedEsp } from '../disk/esp.ts';
import type { SuiteDiskPlace } from '../disk/make-suite-disk.ts';
import { parseDiskManifest } from '../disk/parse-disk-manifest.ts';
import { writeDisk } from '../disk/write-disk.ts';
import { buildKernel, type CalculatedPcrs } from './build-kernel.ts';
import { composefsInitramfs } from './composefs-initramfs.ts';
import { writeState } from './state-files.ts';
import { writeDeployment } from './write-deployment.ts';

export interface DeploymentDisk {
  readonly recipe: DiskRecipe;
  readonly digest: string;
  /** Of the unified kernel image, without that of addons. */
  readonly commandLine: string;
  readonly pcrs: CalculatedPcrs;
  /** What `inspect --verify` says of the container with its image. */
  readonly verified: unknown;
}

/**
 * Creates a sealed disk with a composefs root, as bootc installs it: the digest of the container is in its unified kernel
 * image, and `state` is in /etc of the deployment. A copy of the image stays next to the disk as `FILE.efi`.
 */
export async function makeDeploymentDisk(
  state: SealedState,
  { roots, scratch, file }: SuiteDiskPlace,
  runner: CommandRunner,
): Promise<DeploymentDisk> {
  const work = mkdtempSync(join(scratch, 'deployment-'));
  try {
    const place = (name: string) => join(work, name);
    const [root, partition, esp, dump] = [place('root'), place('partition'), place('esp'), place('dump')];
    requireSuccess(await runner.run(['cp', '--archive', '--link', join(roots, 'sealed'), root]));
    prepareRoot(root);
    const kernelVersion = (await inspectedRoot(root)).kernel.version;

    await bootwrightOutput(['seal', 'dump', '--root', root, '-o', dump]);
    mkdirSync(partition);
    const tree = parseDump(readFileSync(dump, 'utf8'));
    const { digest, etc } = await writeDeployment(partition, { root, tree }, runner);
    writeState(join(partition, etc), state);

    const commandLine = `console=ttyS0,115200n8 systemd.show_status=true quiet no_timer_check composefs=${digest}`;
    const name = `EFI/Linux/${kernelVersion}.efi`;
    const keys = join(roots, 'keys');
    const initramfs = composefsInitramfs();
    const request = { tools: join(roots, 'unsealed'), keys, kernelVersion, initramfs, commandLine };
    const pcrs = await buildKernel(join(root, 'boot', name), request, runner);
    requireSuccess(await runner.run(['cp', join(root, 'boot', name), `${file}.efi`]));

    const verified = await bootwrightOutput(['inspect', '--verify', '--root', root, '--json']);

    const image = ['--root', root, '--ref', 'localhost/bootwright/sealed:suite', '--type', 'raw'];
    const choices = ['--profile', 'recommended', '--seed', '1', '--mock-sources', '--json'];
    const recipe = parseDiskManifest(await bootwrightOutput(['manifest', ...image, ...choices]), 'the manifest');
    mkdirSync(esp);
    await writeSealedEsp(esp, { root, keys, kernelVersion, kernelArguments: [] }, runner);
    mkdirSync(join(esp, 'loader/addons'));
    await writeDisk(file, { recipe, content: { '/': partition, '/boot/efi': esp } }, runner);
    return {
      recipe,
      digest,
      commandLine,
      pcrs,
      verified: z.object({ composefs: z.unknown() }).parse(JSON.parse(verified)).composefs,
    };
  } finally {
    rmSync(work, { recursive: true });
  }
}

/** Units that a first boot is slow with, and that no test needs. */
const slowUnits = ['ldconfig.service', 'systemd-hwdb-update.service', 'systemd-journal-catalog-update.service'];

function prepareRoot(root: string): void {
  mkdirSync(join(root, 'sysroot'));
  // In a container that no system has started, as in any other, systemd creates the users at the first boot.
  rmSync(join(root, 'etc/.updated'));
  rmSync(join(root, 'usr/lib/image-builder/bootc/disk.yaml'));
  // bootc computes no digest where a policy is configured that is not installed.
  rmSync(join(root, 'etc/selinux'), { recursive: true });
  for (const unit of slowUnits) symlinkSync('/dev/null', join(root, 'etc/systemd/system', unit));
}

/** Copies the disk with further files in the folder of its addons. */
export async function withAddons(
  { from, to }: { readonly from: string; readonly to: string },
  { recipe, addons }: { readonly recipe: DiskRecipe; readonly addons: readonly string[] },
  runner: CommandRunner,
): Promise<void> {
  const esp = recipe.partitions.find(({ mountpoint }) => mountpoint === '/boot/efi');
  requireSuccess(await runner.run(['cp', '--sparse=always', from, to]));
  const image = `${to}@@${esp?.start ?? 0}`;
  requireSuccess(await runner.run(['mcopy', '-i', image, '-Q', ...addons, '::/loader/addons/']));
}
