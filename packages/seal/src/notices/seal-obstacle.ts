import { type Fault, type Notice, quoted } from '@bootwright/core';
import type { LoadFlaw } from '@bootwright/uki';
import { unifiedKernelDirectory } from '@bootwright/uki';

const rebuild = 'make the image again with `bootc container ukify` as the last step of the build';
const whole = 'build and push the image again: its configuration does not match its layers';

interface InFile {
  readonly file: string;
}

interface OtherLayer {
  readonly layer: number;
  readonly declared: string;
  readonly found: string;
}

type Text = readonly [message: string, hint: string];

/** Why it cannot be said that an image boots the root of its layers, by kind: what is known of it, in words. */
const texts = {
  /** bootc computes no digest of the root, or one of other files than container runtimes see. */
  'no-digest': ({ fault }: { readonly fault: Fault }) => [
    `the seal cannot be checked: ${fault.message}`,
    fault.hint ?? rebuild,
  ],
  'layer-count': ({ declared, found }: { readonly declared: number; readonly found: number }) => [
    `the configuration names ${declared} layers in diff_ids, and the image has ${found}: bootc builds the root from the layers that it names`,
    whole,
  ],
  /** The configuration names another tar archive than the layer has; counted from 1. */
  'layer-digest': ({ layer, declared, found }: OtherLayer) => [
    `the configuration names layer ${layer} as ${quoted(declared)} in diff_ids, and its tar archive has ${found}: bootc stores layers by that digest, and may use another layer`,
    whole,
  ],
  /** bootc may read other layers than these. */
  'read-differently': ({ why }: { readonly why: string }) => [
    `the seal may not apply to what bootc reads: ${why}`,
    'build and push the image again',
  ],
  entry: ({ file }: InFile) => [
    `/${file} is a boot loader entry of type 1: bootc prefers entries to unified kernel images, and installs no image next to one`,
    'remove it as you build the container; bootc writes the entries of a machine itself',
  ],
  unreadable: ({ file, why }: InFile & { readonly why: string }) => [
    `/${file} takes part in the boot and cannot be checked: ${why}`,
    rebuild,
  ],
  /** No unified kernel image is where bootc looks for one before it decides how an image boots. */
  'not-looked-for': (_: object) => [
    `no unified kernel image in /${unifiedKernelDirectory} has a name that bootc looks for: it treats the container as one without such an image`,
    `install it to /${unifiedKernelDirectory} as NAME.efi`,
  ],
  name: ({ file }: InFile) => [`the name of /${file} is not UTF-8: bootc stops with an error there`, 'rename it'],
  'too-small': ({ file }: InFile) => [
    `/${file} is too short for a unified kernel image: bootc stops with an error there`,
    rebuild,
  ],
  unsealed: ({ file }: InFile) => [
    `the unified kernel image /${file} names no root: bootc stops with an error there, as it installs every image that it finds`,
    'remove it, or seal it too',
  ],
  mislabelled: ({ file }: InFile) => [
    `the command line of /${file} names a digest of EROFS format 1 as one of format 2`,
    rebuild,
  ],
  'broken-word': ({ file, word }: InFile & { readonly word: string }) => [
    `${quoted(word)} in the command line of /${file} has no digest that bootc understands: it stops with an error there`,
    rebuild,
  ],
  contradictory: ({ file, words }: InFile & { readonly words: readonly string[] }) => [
    `the command line of /${file} names the root in words that differ (${listed(words)}): which one counts depends on the initramfs`,
    'leave one of them',
  ],
  'no-command-line': ({ file }: InFile) => [
    `/${file} has a profile without a command line, which boots without the seal`,
    rebuild,
  ],
  'no-os-release': ({ file }: InFile) => [
    `/${file} has no os-release file with a name (.osrel): bootc stops with an error there, as it needs one for the boot menu`,
    rebuild,
  ],
  'no-kernel': ({ file }: InFile) => [
    `/${file} has no kernel (.linux), or a profile of it has none: it does not start`,
    rebuild,
  ],
  /** A profile without an initramfs, and `root=`: the kernel mounts that itself, and nobody the sealed root. */
  'no-initramfs': ({ file }: InFile) => [
    `/${file} has no initramfs (.initrd), or a profile of it has none, and its command line has root=: the kernel mounts that file system itself, and nothing enforces the seal`,
    rebuild,
  ],
  'several-sections': ({ file, section }: InFile & { readonly section: string }) => [
    `/${file} has several sections ${section}: which one starts depends on the profile`,
    'leave one of them, which all profiles use',
  ],
  'unread-word': ({ file }: InFile) => [
    `the command line of /${file} names the root with composefs.digest= alone: bootc's initramfs mounts the sealed root only for composefs= (bootc-root-setup.service)`,
    rebuild,
  ],
  'with-loader': ({ file }: InFile) => [
    `bootupd installs /${file} to EFI/Linux on the ESP with the boot loader, which may start it instead of the sealed image`,
    'remove it as you build the container',
  ],
  'loader-kernel': ({ file }: InFile) => [
    `/${file} is a Linux kernel or a unified kernel image where firmware looks for a boot loader: it may start instead of the sealed image`,
    'remove it as you build the container, or put a boot loader there',
  ],
  /** In the place of a boot loader, and not known as one: `why` is a clause. */
  'unknown-loader': ({ file, why }: InFile & { readonly why: string }) => [
    `firmware or a boot loader may start /${file} instead of the sealed image: ${why}`,
    'remove it as you build the container, or put a boot loader there that names itself',
  ],
  /** A link, from what the root starts, to what the digest does not cover on a running machine. */
  'leads-out': ({ file, leads }: InFile & { readonly leads: string }) => [
    `/${file} leads to /${leads}: a running machine has that of its own, the digest does not cover it, and it takes part in the boot`,
    'put the file itself there',
  ],
  'other-case': ({ file }: InFile) => [
    `/${file} differs in case, or in dots or blanks at its end, from what bootc looks for, so that bootc ignores it: an ESP ignores these, and firmware and boot loaders find it there`,
    'remove it as you build the container, or rename it',
  ],
  'several-command-lines': ({ file }: InFile) => [
    `/${file} has several command lines, or one that firmware and bootc read differently, and they do not name the same root`,
    'make the image again with ukify, with the same root in all profiles',
  ],
  /** Firmware makes another image in memory than bootc reads in the file. */
  overwritten: ({ file, flaw }: InFile & { readonly flaw: LoadFlaw }) => [
    changesInMemory[flaw](`/${file}`),
    'make it again with ukify',
  ],
  quoted: ({ file }: InFile) => [
    `the command line of /${file} has quotes or backslashes: the kernel, systemd and bootc split it into different words`,
    'leave out quotes and backslashes',
  ],
  'long-command-line': ({ file, bytes }: InFile & { readonly bytes: number }) => [
    `the command line of /${file} has ${bytes} bytes with those of all addons, and the kernel ignores what follows the first 2047`,
    'remove arguments',
  ],
  /** A word with which something else may start. */
  override: ({ file, word, effect }: InFile & { readonly word: string; readonly effect: string }) => [
    `${quoted(word)} in the command line of /${file} ${effect}: more than the sealed root may start`,
    'remove the word, or check by other means what it does',
  ],
  'addon-root': ({ file }: InFile) => [
    `the addon /${file} names a root of its own, which systemd-stub appends to the command line`,
    'remove the addon',
  ],
  'addon-kernel': ({ file }: InFile) => [
    `/${file} is a unified kernel image in a place for addons: bootc installs it as an addon if --uki-addon names it, and checks no root in it`,
    `move it to /${unifiedKernelDirectory} and seal it, or remove it`,
  ],
  'addon-section': ({ file, section }: InFile & { readonly section: string }) => [
    `the addon /${file} has a section ${section}, which is not verified`,
    'remove the addon, or all its sections but the command line',
  ],
  /** A credential or an extension next to an addon. */
  companion: ({ file }: InFile) => [
    `systemd-stub passes /${file} to the initramfs, and its content is not verified`,
    'remove it as you build the container',
  ],
} satisfies Readonly<Record<string, (details: never) => Text>>;

type Kind = keyof typeof texts;
type Details = { readonly [K in Kind]: Parameters<(typeof texts)[K]>[0] };
type ObstacleOf<K extends Kind> = { readonly [P in K]: { readonly kind: P } & Details[P] }[K];

/** Why it cannot be said that an image boots the root of its layers. */
export type SealObstacle = ObstacleOf<Kind>;

const textsByKind: { readonly [K in Kind]: (details: Details[K]) => Text } = texts;

/** One reason why a seal cannot be relied on, as a notice with the cure. */
export function obstacleNotice<K extends Kind>(obstacle: ObstacleOf<K>): Notice {
  const [message, hint] = textsByKind[obstacle.kind](obstacle);
  return {
    code: `seal/${obstacle.kind}`,
    message,
    ...('file' in obstacle ? { at: { document: 'container', file: obstacle.file } } : {}),
    hint,
  };
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

function listed(words: readonly string[]): string {
  const shown = words.slice(0, 3).map((word) => quoted(word, 40));
  return shown.join(', ') + (words.length > shown.length ? ` and ${words.length - shown.length} more` : '');
}
