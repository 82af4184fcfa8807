import type { Notice } from '@bootwright/core';
import { unreachable } from '@bootwright/core';
import type { LoadFlaw } from '@bootwright/uki';
import { unifiedKernelDirectory } from '@bootwright/uki';
import type { SealObstacle } from './seal-obstacle.ts';

const rebuild = 'make the image again with `bootc container ukify` as the last step of the build';
const whole = 'build and push the image again: its configuration does not match its layers';

/** One reason why a seal cannot be relied on, as a notice with the cure. */
export function obstacleNotice(obstacle: SealObstacle): Notice {
  const [message, hint] = textOf(obstacle);
  return {
    code: `seal/${obstacle.kind}`,
    message,
    ...('file' in obstacle ? { at: { document: 'container', file: obstacle.file } } : {}),
    hint,
  };
}

function textOf(obstacle: SealObstacle): readonly [string, string] {
  switch (obstacle.kind) {
    case 'no-digest':
      return [`the seal cannot be checked: ${obstacle.fault.message}`, obstacle.fault.hint ?? rebuild];
    case 'layer-count':
      return [
        `the configuration names ${obstacle.declared} layers in diff_ids, and the image has ${obstacle.found}: bootc builds the root from the layers that it names`,
        whole,
      ];
    case 'layer-digest':
      return [
        `the configuration names layer ${obstacle.layer} as ${quoted(obstacle.declared)} in diff_ids, and its tar archive has ${obstacle.found}: bootc stores layers by that digest, and may use another layer`,
        whole,
      ];
    case 'read-differently':
      return [`the seal may not apply to what bootc reads: ${obstacle.why}`, 'build and push the image again'];
    case 'entry':
      return [
        `/${obstacle.file} is a boot loader entry of type 1: bootc prefers entries to unified kernel images, and installs no image next to one`,
        'remove it as you build the container; bootc writes the entries of a machine itself',
      ];
    case 'unreadable':
      return [`/${obstacle.file} takes part in the boot and cannot be checked: ${obstacle.why}`, rebuild];
    case 'not-looked-for':
      return [
        `no unified kernel image in /${unifiedKernelDirectory} has a name that bootc looks for: it treats the container as one without such an image`,
        `install it to /${unifiedKernelDirectory} as NAME.efi`,
      ];
    case 'name':
      return [`the name of /${obstacle.file} is not UTF-8: bootc stops with an error there`, 'rename it'];
    case 'too-small':
      return [`/${obstacle.file} is too short for a unified kernel image: bootc stops with an error there`, rebuild];
    case 'unsealed':
      return [
        `the unified kernel image /${obstacle.file} names no root: bootc stops with an error there, as it installs every image that it finds`,
        'remove it, or seal it too',
      ];
    case 'mislabelled':
      return [`the command line of /${obstacle.file} names a digest of EROFS format 1 as one of format 2`, rebuild];
    case 'broken-word':
      return [
        `${quoted(obstacle.word)} in the command line of /${obstacle.file} has no digest that bootc understands: it stops with an error there`,
        rebuild,
      ];
    case 'contradictory':
      return [
        `the command line of /${obstacle.file} names the root in words that differ (${listed(obstacle.words)}): which one counts depends on the initramfs`,
        'leave one of them',
      ];
    case 'no-command-line':
      return [`/${obstacle.file} has a profile without a command line, which boots without the seal`, rebuild];
    case 'no-os-release':
      return [
        `/${obstacle.file} has no os-release file with a name (.osrel): bootc stops with an error there, as it needs one for the boot menu`,
        rebuild,
      ];
    case 'no-kernel':
      return [`/${obstacle.file} has no kernel (.linux), or a profile of it has none: it does not start`, rebuild];
    case 'no-initramfs':
      return [
        `/${obstacle.file} has no initramfs (.initrd), or a profile of it has none, and its command line has root=: the kernel mounts that file system itself, and nothing enforces the seal`,
        rebuild,
      ];
    case 'several-sections':
      return [
        `/${obstacle.file} has several sections ${obstacle.section}: which one starts depends on the profile`,
        'leave one of them, which all profiles use',
      ];
    case 'unread-word':
      return [
        `the command line of /${obstacle.file} names the root with composefs.digest= alone: bootc's initramfs mounts the sealed root only for composefs= (bootc-root-setup.service)`,
        rebuild,
      ];
    case 'with-loader':
      return [
        `bootupd installs /${obstacle.file} to EFI/Linux on the ESP with the boot loader, which may start it instead of the sealed image`,
        'remove it as you build the container',
      ];
    case 'loader-kernel':
      return [
        `/${obstacle.file} is a Linux kernel or a unified kernel image where firmware looks for a boot loader: it may start instead of the sealed image`,
        'remove it as you build the container, or put a boot loader there',
      ];
    case 'unknown-loader':
      return [
        `firmware or a boot loader may start /${obstacle.file} instead of the sealed image: ${obstacle.why}`,
        'remove it as you build the container, or put a boot loader there that names itself',
      ];
    case 'leads-out':
      return [
        `/${obstacle.file} leads to /${obstacle.leads}: a running machine has that of its own, the digest does not cover it, and it takes part in the boot`,
        'put the file itself there',
      ];
    case 'other-case':
      return [
        `/${obstacle.file} differs in case, or in dots or blanks at its end, from what bootc looks for, so that bootc ignores it: an ESP ignores these, and firmware and boot loaders find it there`,
        'remove it as you build the container, or rename it',
      ];
    case 'several-command-lines':
      return [
        `/${obstacle.file} has several command lines, or one that firmware and bootc read differently, and they do not name the same root`,
        'make the image again with ukify, with the same root in all profiles',
      ];
    case 'overwritten':
      return [changesInMemory[obstacle.flaw](`/${obstacle.file}`), 'make it again with ukify'];
    case 'quoted':
      return [
        `the command line of /${obstacle.file} has quotes or backslashes: the kernel, systemd and bootc split it into different words`,
        'leave out quotes and backslashes',
      ];
    case 'long-command-line':
      return [
        `the command line of /${obstacle.file} has ${obstacle.bytes} bytes with those of all addons, and the kernel ignores what follows the first 2047`,
        'remove arguments',
      ];
    case 'override':
      return [
        `${quoted(obstacle.word)} in the command line of /${obstacle.file} ${obstacle.effect}: more than the sealed root may start`,
        'remove the word, or check by other means what it does',
      ];
    case 'addon-root':
      return [
        `the addon /${obstacle.file} names a root of its own, which systemd-stub appends to the command line`,
        'remove the addon',
      ];
    case 'addon-kernel':
      return [
        `/${obstacle.file} is a unified kernel image in a place for addons: bootc installs it as an addon if --uki-addon names it, and checks no root in it`,
        `move it to /${unifiedKernelDirectory} and seal it, or remove it`,
      ];
    case 'addon-section':
      return [
        `the addon /${obstacle.file} has a section ${obstacle.section}, which is not verified`,
        'remove the addon, or all its sections but the command line',
      ];
    case 'companion':
      return [
        `systemd-stub passes /${obstacle.file} to the initramfs, and its content is not verified`,
        'remove it as you build the container',
      ];
    default:
      return unreachable(obstacle);
  }
}

const changesInMemory: Readonly<Record<LoadFlaw, (file: string) => string>> = {
  sections: (file) => `sections of ${file} are loaded over each other, so that others start than bootc reads`,
  headers: (file) =>
    `a section of ${file} is loaded over its headers, by which systemd-stub finds the command line, kernel and initramfs`,
  file: (file) => `sections of ${file} have bytes of the file in common, or with its headers`,
  relocations: (file) =>
    `the relocations of ${file} cannot be read, or change what systemd-stub reads of it as firmware loads it`,
  end: (file) => `sections of ${file} have bytes behind the end of the file, and firmware loads no such image`,
  'not-loadable': (file) =>
    `firmware does not start ${file}: its header is not that of an EFI application for a known processor, or its sizes do not cover its sections`,
  names: (file) =>
    `names of sections of ${file} have bytes behind their end: systemd-stub finds these sections, and bootc does not`,
};

function quoted(word: string): string {
  return JSON.stringify(word.slice(0, 100));
}

function listed(words: readonly string[]): string {
  const shown = words.slice(0, 3).map((word) => quoted(word.slice(0, 40)));
  return shown.join(', ') + (words.length > shown.length ? ` and ${words.length - shown.length} more` : '');
}
