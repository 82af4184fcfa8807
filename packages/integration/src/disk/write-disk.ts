import { readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { type CommandRunner, requireSuccess } from '@bootwright/process';
import type { DiskRecipe } from './disk-recipe.ts';
import { filesystemCommands } from './filesystem-commands.ts';
import { sfdiskScript } from './sfdisk-script.ts';

/** Directories by the mount point of the partition that they fill. */
export type DiskContent = Readonly<Record<string, string>>;

/**
 * Writes a raw disk to `file`, whole or not at all: laid out as `recipe` says, with what `content` gives. Nothing is
 * mounted, and no loop device is taken. Needs sfdisk, mke2fs (e2fsprogs 1.47) and mtools, and root where the owners of
 * files are to be kept.
 *
 * Faults: those of `requireSuccess`, and `process/not-found` where a program is missing.
 */
export async function writeDisk(
  file: string,
  { recipe, content }: { readonly recipe: DiskRecipe; readonly content: DiskContent },
  runner: CommandRunner,
): Promise<void> {
  const disk = `${file}.part`;
  const run = async (command: readonly string[], stdin = '') =>
    requireSuccess(await runner.run(command, { stdin, timeoutMilliseconds: patience }));
  try {
    writeFileSync(disk, '');
    truncateSync(disk, recipe.size);
    await run(['sfdisk', '--quiet', '--no-reread', '--no-tell-kernel', disk], sfdiskScript(recipe));
    for (const partition of recipe.partitions) {
      const { filesystem, mountpoint } = partition;
      if (filesystem === undefined) continue;
      const directory = mountpoint === undefined ? undefined : content[mountpoint];
      const given = directory === undefined ? {} : { content: { directory, names: readdirSync(directory).sort() } };
      for (const command of filesystemCommands({ disk, partition, filesystem, ...given })) await run(command);
    }
    renameSync(disk, file);
  } finally {
    rmSync(disk, { force: true });
  }
}

/** In milliseconds, for each of its programs; on a busy machine a root of some hundred MiB takes some seconds. */
const patience = 300_000;
