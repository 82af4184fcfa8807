import { readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { type CommandRunner, requireSuccess } from '@bootwright/process';
import type { DiskRecipe } from './disk-recipe.ts';
import { filesystemCommands } from './filesystem-commands.ts';
import { sfdiskScript } from './sfdisk-script.ts';

/** Directories that fill partitions, by mount point. */
export type DiskContent = Readonly<Record<string, string>>;

/**
 * Writes a raw disk atomically to `file`, with the layout of `recipe` and the files of `content`, without mounts and loop
 * devices. Needs sfdisk, mke2fs (e2fsprogs 1.47) and mtools, and root to keep the owners of files.
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

/** Milliseconds for each program; on a busy host a root of some hundred MiB takes some seconds. */
const patience = 300_000;
