import { Fault } from '@bootwright/core';

/** What a machine is started with. */
export interface BootArguments {
  /** Of the kernel, with `server` in the place of the administrator's. */
  readonly arguments: readonly string[];
  /** The file that the kernel arguments name as the root file system. */
  readonly rootfs: string;
}

/** The menu of osbuild/image-builder names the server so; an administrator puts an address there. */
const liveRoot = /^root=live:http:\/\/[^/\s]+\/([\w-][\w.-]*)$/;

/**
 * The kernel arguments of the menu's entry whose root comes over HTTP (`grub.cfg` of an archive for network boot), with
 * `server` as the host. Fault: `network-boot/menu`.
 */
export function parseBootArguments(menu: string, server: string): BootArguments {
  const lines = menu.split('\n').flatMap((line) => /^\s*linux(?:efi)?\s+\S+\s+(.*)$/.exec(line)?.[1] ?? []);
  for (const line of lines) {
    const words = line.split(/\s+/).filter((word) => word !== '');
    const rootfs = words.flatMap((word) => liveRoot.exec(word)?.[1] ?? [])[0];
    if (rootfs === undefined) continue;
    checkWords(words);
    return { arguments: words.map((word) => word.replace(liveRoot, `root=live:http://${server}/$1`)), rootfs };
  }
  throw menuFault('has no entry with root=live:http://…', 'build the archive again, or add such an entry to grub.cfg');
}

/** GRUB would expand quotes and variables, which is not done here. */
function checkWords(words: readonly string[]): void {
  const unusual = words.find((word) => !/^[\w@%+=:,./!~?*()[\]#&<>|^-]+$/.test(word));
  if (unusual === undefined) return;
  throw menuFault(
    `has a kernel argument that is not plain: ${JSON.stringify(unusual)}`,
    'write it without quotes and variables',
  );
}

function menuFault(why: string, hint: string): Fault {
  return new Fault('network-boot/menu', `the menu for network boot, grub.cfg, ${why}`, { hint });
}
