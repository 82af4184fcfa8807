import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { captured } from '@bootwright/cli';
import { Fault, unreachable } from '@bootwright/core';
import type { CommandRunner } from '@bootwright/process';
import { z } from 'zod';
import type { DiskRecipe } from './disk-recipe.ts';
import type { EspSources } from './esp.ts';
import { writeSealedEsp, writeUnsealedEsp } from './esp.ts';
import { parseDiskManifest } from './parse-disk-manifest.ts';
import type { SuiteDisk } from './suite-disk.ts';
import { writeSuiteRoot } from './suite-root.ts';
import { writeDisk } from './write-disk.ts';

export interface SuiteDiskPlace {
  /** What .ci/make-real-root.sh has made. */
  readonly roots: string;
  /** On the same file system as `roots`; nothing but the disk stays in it. */
  readonly scratch: string;
  readonly file: string;
}

const bootcAnswer = z.object({
  kargs: z.array(z.string()),
  kernel: z.object({ version: z.string(), unified: z.boolean() }),
});

/**
 * Makes a disk as osbuild would: the command writes the manifest, and what its stages say is done without a mount. Only
 * the installation of the container is another one, as Debian has no bootc: its files are put as they are into the root
 * file system, without composefs, and the boot loader, kernel or entry into the ESP. Returns the manifest and what was
 * read from it.
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
    const manifest = await said(['manifest', ...image, ...choices]);
    const recipe = parseDiskManifest(manifest, `the manifest of ${disk.container}, profile ${disk.profile}`);
    const kernel = bootcAnswer.parse(JSON.parse(await said(['inspect', '--root', root, '--format', 'bootc'])));
    const sources: EspSources = {
      root,
      keys: join(roots, 'keys'),
      kernelVersion: kernel.kernel.version,
      // As .ci/make-real-root.sh says: a busy machine must not be taken for a broken one.
      kernelArguments: [`root=UUID=${rootUuid(recipe)}`, 'rw', 'no_timer_check', ...kernel.kargs],
      ...(disk.flaw !== undefined && { flaw: disk.flaw }),
    };
    mkdirSync(esp);
    switch (disk.container) {
      case 'sealed':
        await writeSealedEsp(esp, sources, runner);
        break;
      case 'unsealed':
        await writeUnsealedEsp(esp, sources, runner);
        break;
      default:
        unreachable(disk.container);
    }
    await writeDisk(file, { recipe, content: { '/': root, '/boot/efi': esp } }, runner);
    return { manifest, recipe };
  } finally {
    rmSync(work, { recursive: true });
  }
}

function rootUuid({ partitions }: DiskRecipe): string {
  const root = partitions.find(({ mountpoint }) => mountpoint === '/');
  if (root?.filesystem?.kind === 'ext4') return root.filesystem.uuid;
  throw new Fault('integration/manifest', 'the manifest has no root of ext4');
}

/** What the command prints. */
async function said(argv: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await captured(argv);
  if (status === 0) return stdout;
  throw new Fault('integration/command', `bootwright ${argv.join(' ')} ended with status ${status}:\n${stderr}`);
}
