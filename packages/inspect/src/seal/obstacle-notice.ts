import type { Notice } from '@bootwright/core';
import { unreachable } from '@bootwright/core';
import { unifiedKernelDirectory } from '../interests.ts';
import type { SealObstacle } from './seal-obstacle.ts';

const rebuild = 'make the image again with `bootc container ukify` as the last step of the build';
const whole = 'build and push the image again: its configuration is not that of its layers';

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
        `the configuration names ${obstacle.declared} layers in diff_ids, and the image has ${obstacle.found}: bootc builds the root of those that it names`,
        whole,
      ];
    case 'layer-digest':
      return [
        `the configuration names layer ${obstacle.layer} as ${quoted(obstacle.declared)} in diff_ids, and its tar archive has ${obstacle.found}: bootc keeps layers by that digest, and may take another`,
        whole,
      ];
    case 'entry':
      return [
        `/${obstacle.file} is a boot loader entry of type 1: bootc takes entries before unified kernel images, and installs no image that has one`,
        'remove it as you build the container; bootc writes the entries of a machine itself',
      ];
    case 'unreadable':
      return [`/${obstacle.file} takes part in the boot and cannot be checked: ${obstacle.why}`, rebuild];
    case 'not-looked-for':
      return [
        `no unified kernel image is in /${unifiedKernelDirectory} under a name that bootc looks for: it takes the container for one that boots without`,
        `install it to /${unifiedKernelDirectory} as NAME.efi`,
      ];
    case 'name':
      return [`the name of /${obstacle.file} is not UTF-8, at which bootc stops`, 'rename it'];
    case 'too-small':
      return [`/${obstacle.file} is too short for a unified kernel image, at which bootc stops`, rebuild];
    case 'unsealed':
      return [
        `the unified kernel image /${obstacle.file} names no root, at which bootc stops; it installs every image there is, and the last one stays`,
        'remove it, or seal it too',
      ];
    case 'mislabelled':
      return [`the command line of /${obstacle.file} has a digest of EROFS format 1 as one of format 2`, rebuild];
    case 'broken-word':
      return [
        `${quoted(obstacle.word)} in the command line of /${obstacle.file} has no digest that bootc understands: it stops there`,
        rebuild,
      ];
    case 'contradictory':
      return [
        `the command line of /${obstacle.file} names the root in words that differ (${listed(obstacle.words)}): which one counts depends on the initramfs`,
        'leave one of them',
      ];
    case 'no-command-line':
      return [`/${obstacle.file} has a profile without a command line, which boots without a seal`, rebuild];
    case 'no-os-release':
      return [
        `/${obstacle.file} has no os-release(5) file with a name (.osrel), at which bootc stops: it names entries of the boot menu by that`,
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
        `/${obstacle.file} has several sections ${obstacle.section}: which one starts depends on the profile, and only one was sealed`,
        'leave one of them, which all profiles use',
      ];
    case 'unread-word':
      return [
        `the command line of /${obstacle.file} names the root with composefs.digest= alone: bootc's initramfs acts on composefs= only (bootc-root-setup.service), and starts without the sealed root`,
        rebuild,
      ];
    case 'other-case':
      return [
        `/${obstacle.file} is not what bootc looks for, as it distinguishes upper and lower case: firmware and boot loaders on an ESP do not, and would read it`,
        'remove it as you build the container, or rename it',
      ];
    case 'several-command-lines':
      return [
        `/${obstacle.file} has several command lines, or one that firmware loads otherwise than bootc reads it, and they differ about the root`,
        'make all profiles with the same root, and with ukify',
      ];
    case 'overwritten':
      return [`a section of /${obstacle.file} is loaded over its command line`, 'make it again with ukify'];
    case 'quoted':
      return [
        `the command line of /${obstacle.file} has quotes or backslashes: the kernel, systemd and bootc split it into different words`,
        'leave out quotes and backslashes',
      ];
    case 'long-command-line':
      return [
        `the command line of /${obstacle.file} has ${obstacle.bytes} bytes with those of all addons, and kernels cut it behind 2047`,
        'leave out arguments',
      ];
    case 'override':
      return [
        `${quoted(obstacle.word)} in the command line of /${obstacle.file} ${obstacle.effect}: what starts need not be the sealed root alone`,
        'leave it out, or verify by other means what it does',
      ];
    case 'addon-root':
      return [
        `the addon /${obstacle.file} names a root of its own, which the stub appends to the command line`,
        'remove the addon',
      ];
    case 'addon-kernel':
      return [
        `/${obstacle.file} is a unified kernel image in a place for addons: bootc installs it as one when it is asked to, and checks no root in it`,
        `move it to /${unifiedKernelDirectory} and seal it, or remove it`,
      ];
    case 'addon-section':
      return [
        `the addon /${obstacle.file} brings ${obstacle.section}, of which nothing is checked`,
        'remove the addon, or leave it a command line alone',
      ];
    case 'companion':
      return [
        `systemd-stub would make an initramfs of /${obstacle.file}, of which nothing is checked`,
        'remove it as you build the container',
      ];
    default:
      return unreachable(obstacle);
  }
}

function quoted(word: string): string {
  return JSON.stringify(word.slice(0, 100));
}

function listed(words: readonly string[]): string {
  const shown = words.slice(0, 3).map((word) => quoted(word.slice(0, 40)));
  return shown.join(', ') + (words.length > shown.length ? ` and ${words.length - shown.length} more` : '');
}
