import type { BootMenu } from './iso-recipe.ts';

/** The menu as a configuration of GRUB. */
export function renderMenu({ label, timeout, entries }: BootMenu): string {
  return [
    `set timeout=${timeout}`,
    `search --no-floppy --set=root --label '${label}'`,
    ...entries.flatMap(({ name, linux, initrd }) => [
      `menuentry '${name}' {`,
      `  linux ${linux}`,
      `  initrd ${initrd}`,
      '}',
    ]),
    '',
  ].join('\n');
}
