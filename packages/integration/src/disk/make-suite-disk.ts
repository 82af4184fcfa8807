import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { defined, Fault } from '@bootwright/core';
import type { CommandRunner } from '@bootwright/process';
import { bootwrightOutput, inspectedRoot } from './bootwright-output.ts';
import type { DiskRecipe } from './disk-recipe.ts';
import { type EspSources, writeSealedEsp, writeUnsealedEsp } from './esp.ts';
import { parseDiskManifest } from './parse-disk-manifest.ts';
import type { SuiteDisk } from './suite-disk.ts';
import { writeSuiteRoot } from './suite-root.ts';
import { writeDisk } from './write-disk.ts';

export interface SuiteDiskPlace {
  /** The output of .ci/make-real-root.sh. */
  readonly roots: string;
  /** On the same file system as `roots`; only the disk remains in it. */
  readonly scratch: string;
  readonly file: string;
}

/**
 * Creates a disk as osbuild would: the command writes the manifest, and its stages are executed without mounts. Only the
 * installation of the container differs, because Debian has no bootc: its files are copied to the root file system, without
 * composefs, and the boot loader, kernel or entry to the ESP. Returns the manifest and its recipe.
 */
export async function makeSuiteDisk(
  disk: SuiteDisk,
  { roots, scratch, file }: SuiteDiskPlace,
  runner: CommandRunner,
): Promise<{ readonly manifest: string; readonly recipe: DiskRecipe }> {
  const work = mkdtempSync(join(scratch, 'disk-'));
  try {
    const [root, esp] = [join(work, 'root'), join(work, 'esp')];
    await writeSuiteRoot(root, { disk, root: join(roots, disk.container) }, runner);
    const image = ['--root', root, '--ref', `localhost/bootwright/${disk.container}:suite`, '--type', 'raw'];
    const choices = ['--profile', disk.profile, '--seed', '1', '--mock-sources', '--json'];
    const manifest = await bootwrightOutput(['manifest', ...image, ...choices]);
    const recipe = parseDiskManifest(manifest, `the manifest of ${disk.container}, profile ${disk.profile}`);
    const { kargs, kernel } = await inspectedRoot(root);
    const sources: EspSources = {
      root,
      keys: join(roots, 'keys'),
      kernelVersion: kernel.version,
      // As in .ci/make-real-root.sh: a busy host must not look like a broken disk.
      kernelArguments: [`root=UUID=${rootUuid(recipe)}`, 'rw', 'no_timer_check', ...kargs],
      ...defined({ flaw: disk.flaw }),
    };
    mkdirSync(esp);
    await espWriters[disk.container](esp, sources, runner);
    await writeDisk(file, { recipe, content: { '/': root, '/boot/efi': esp } }, runner);
    return { manifest, recipe };
  } finally {
    rmSync(work, { recursive: true });
  }
}

const espWriters = { sealed: writeSealedEsp, unsealed: writeUnsealedEsp };

function rootUuid({ partitions }: DiskRecipe): string {
  const root = partitions.find(({ mountpoint }) => mountpoint === '/');
  if (root?.filesystem?.kind === 'ext4') return root.filesystem.uuid;
  throw new Fault('integration/manifest', 'the manifest has no ext4 root');
}
