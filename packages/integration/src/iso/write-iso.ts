import { cpSync, mkdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { partitionTypes } from '@bootwright/core';
import { type CommandRunner, requireSuccess } from '@bootwright/process';
import type { IsoRecipe } from './iso-recipe.ts';
import { renderMenu } from './render-menu.ts';

export interface IsoPlace {
  /** The root of the container. */
  readonly root: string;
  /** An empty folder for what the medium contains. */
  readonly scratch: string;
  readonly file: string;
}

/** What GRUB of Debian's packages needs to find its menu on the medium and start Linux. */
const modules = [
  'iso9660',
  'fat',
  'part_gpt',
  'part_msdos',
  'normal',
  'configfile',
  'search',
  'search_label',
  'linux',
  'echo',
];
const biosModules = ['biosdisk', ...modules];

/**
 * Writes an ISO atomically, as osbuild's stages would, without mounts and loop devices: their layout, images, menus and
 * options, with GRUB of Debian's packages in the place of the container's. Needs grub-mkimage with the platforms x86_64-efi
 * and i386-pc, mtools, mksquashfs and xorrisofs. Faults: those of `requireSuccess`.
 */
export async function writeIso(
  recipe: IsoRecipe,
  { root, scratch, file }: IsoPlace,
  runner: CommandRunner,
): Promise<void> {
  const run = async (...command: string[]) =>
    requireSuccess(await runner.run(command, { timeoutMilliseconds: patience }));
  const at = (path: string) => join(scratch, path);
  const write = (path: string, content: string | Uint8Array) => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), content);
  };
  const menu = renderMenu(recipe.menu);
  for (const directory of recipe.directories) mkdirSync(at(directory), { recursive: true });
  for (const { from, to } of recipe.kernel) cpSync(join(root, from), at(to), { dereference: true });
  const excluded = recipe.root.exclude.flatMap((pattern) => ['-e', pattern]);
  const squashed = ['-quiet', '-no-progress', '-comp', recipe.root.compression, '-regex', ...excluded];
  await run('mksquashfs', root, at(recipe.root.file), ...squashed);

  write(`${recipe.bios.prefix.slice(1)}/grub.cfg`, menu);
  const biosOptions = [
    '--format',
    'i386-pc-eltorito',
    '--prefix',
    recipe.bios.prefix,
    '--output',
    at(recipe.bios.image),
  ];
  await run('grub-mkimage', ...biosOptions, ...biosModules);

  const loader = 'EFI/BOOT/BOOTX64.EFI';
  write('EFI/BOOT/grub.cfg', menu);
  await run('grub-mkimage', '--format', 'x86_64-efi', '--prefix', '/EFI/BOOT', '--output', at(loader), ...modules);
  const fat = at(recipe.efi.image);
  write(recipe.efi.image, '');
  truncateSync(fat, recipe.efi.size);
  await run('mformat', '-i', fat, '-N', recipe.efi.volumeId, '::');
  await run('mmd', '-i', fat, '::/EFI', '::/EFI/BOOT');
  await run('mcopy', '-i', fat, at(loader), at('EFI/BOOT/grub.cfg'), '::/EFI/BOOT/');

  const draft = `${file}.part`;
  try {
    await run('xorrisofs', ...xorrisoOptions(recipe, fat), '-o', draft, scratch);
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** The options that osbuild's stage org.osbuild.xorrisofs passes. */
function xorrisoOptions({ image, bios }: IsoRecipe, fat: string): readonly string[] {
  return [
    ...['-quiet', '-rock', '-joliet', '-iso-level', `${image.level}`, '-V', image.volumeId, '-sysid', image.systemId],
    ...['--grub2-mbr', image.hybridMbr, '-partition_offset', '16', '-appended_part_as_gpt'],
    ...['-append_partition', '2', partitionTypes.gpt.esp, fat],
    ...['-iso_mbr_part_type', 'EBD0A0A2-B9E5-4433-87C0-68B6B72699C7'],
    ...['-b', bios.image, '-c', image.catalog, '--boot-catalog-hide', '-no-emul-boot', '-boot-load-size', '4'],
    ...['-boot-info-table', '--grub2-boot-info', '-eltorito-alt-boot', '-e', '--interval:appended_partition_2:all::'],
    '-no-emul-boot',
  ];
}

/** Milliseconds for each program. */
const patience = 300_000;
