import { type InlineData, inlineData } from '@bootwright/osbuild';
import type { NetworkBootPlan } from '@bootwright/plan';
import { networkBootReadme } from './network-boot-readme.ts';

/** The texts in an archive for network boot. */
export interface NetworkBootTexts {
  readonly grubMenu: InlineData;
  readonly readme: InlineData;
}

export function networkBootTexts({ customizations }: NetworkBootPlan): NetworkBootTexts {
  return { grubMenu: inlineData(grubMenu(customizations.kernelArguments)), readme: inlineData(networkBootReadme) };
}

/**
 * GRUB's menu with a root from HTTP, or in the initramfs. The administrator fills in the server; osbuild's stage
 * `org.osbuild.ostree.grub2` fills in `@OSTREE@`, the deployment.
 */
function grubMenu(kernelArguments: readonly string[]): string {
  const entries = [
    menuEntry('http-rootfs', { root: 'live:http://HTTP-SERVER/rootfs.img', initrd: '/initrd.img', kernelArguments }),
    menuEntry('combined-rootfs', { root: 'live:/rootfs.img', initrd: '/combined.img', kernelArguments }),
  ];
  return `set timeout=60\n${entries.join('')}`;
}

interface BootedRoot {
  readonly root: string;
  readonly initrd: string;
  readonly kernelArguments: readonly string[];
}

function menuEntry(name: string, { root, initrd, kernelArguments }: BootedRoot): string {
  return [
    `menuentry '${name}' {`,
    `    linux /vmlinuz root=${root} rd.live.image ${kernelArguments.join(' ')} ostree=@OSTREE@`,
    `    initrd ${initrd}`,
    '}',
    '',
  ].join('\n');
}
