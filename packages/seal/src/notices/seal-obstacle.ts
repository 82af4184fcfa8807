import type { Fault } from '@bootwright/core';
import type { LoadFlaw } from '@bootwright/uki';

/** Why it cannot be said that an image boots the root of its layers. */
export type SealObstacle =
  /** bootc computes no digest of the root, or one of other files than container runtimes see. */
  | { readonly kind: 'no-digest'; readonly fault: Fault }
  /** The configuration names another number of layers than there are. */
  | { readonly kind: 'layer-count'; readonly declared: number; readonly found: number }
  /** The configuration names another tar archive than the layer has; counted from 1. */
  | { readonly kind: 'layer-digest'; readonly layer: number; readonly declared: string; readonly found: string }
  /** bootc may read other layers than these. */
  | { readonly kind: 'read-differently'; readonly why: string }
  /** A boot loader entry of type 1: bootc installs no unified kernel image next to one. */
  | { readonly kind: 'entry'; readonly file: string }
  | { readonly kind: 'unreadable'; readonly file: string; readonly why: string }
  /** No unified kernel image is where bootc looks for one before it decides how an image boots. */
  | { readonly kind: 'not-looked-for' }
  /** A name that is not UTF-8, at which bootc stops. */
  | { readonly kind: 'name'; readonly file: string }
  /** A file so short that bootc takes it for no image. */
  | { readonly kind: 'too-small'; readonly file: string }
  /** An image that names no root, at which bootc stops. */
  | { readonly kind: 'unsealed'; readonly file: string }
  /** A digest of format 1 that is said to be of format 2. */
  | { readonly kind: 'mislabelled'; readonly file: string }
  /** A word about the root at which bootc's initramfs stops. */
  | { readonly kind: 'broken-word'; readonly file: string; readonly word: string }
  /** Words that name different roots. */
  | { readonly kind: 'contradictory'; readonly file: string; readonly words: readonly string[] }
  /** A profile that starts without a command line, and so without a seal. */
  | { readonly kind: 'no-command-line'; readonly file: string }
  /** No name for the boot menu, without which bootc installs no image. */
  | { readonly kind: 'no-os-release'; readonly file: string }
  /** A profile without a kernel, which does not start. */
  | { readonly kind: 'no-kernel'; readonly file: string }
  /** A profile without an initramfs, and `root=`: the kernel mounts that itself, and nobody the sealed root. */
  | { readonly kind: 'no-initramfs'; readonly file: string }
  /** Several kernels or initramfs, of which another profile, or another stub, takes another. */
  | { readonly kind: 'several-sections'; readonly file: string; readonly section: string }
  /** Words that name the root, none of which bootc's initramfs waits for. */
  | { readonly kind: 'unread-word'; readonly file: string }
  /** Installed with a boot loader to where it looks for images. */
  | { readonly kind: 'with-loader'; readonly file: string }
  /** A kernel in the place of a boot loader, or next to one. */
  | { readonly kind: 'loader-kernel'; readonly file: string }
  /** In the place of a boot loader, and not known as one: `why` is a clause. */
  | { readonly kind: 'unknown-loader'; readonly file: string; readonly why: string }
  /** A link, from what the root starts, to what the digest does not cover on a running machine. */
  | { readonly kind: 'leads-out'; readonly file: string; readonly leads: string }
  /** Found by firmware, which ignores case, and not by bootc. */
  | { readonly kind: 'other-case'; readonly file: string }
  /** bootc and the stub see different command lines, or profiles have different ones about the root. */
  | { readonly kind: 'several-command-lines'; readonly file: string }
  /** Firmware makes another image in memory than bootc reads in the file. */
  | { readonly kind: 'overwritten'; readonly file: string; readonly flaw: LoadFlaw }
  /** Quotes or backslashes, by which readers split a command line differently. */
  | { readonly kind: 'quoted'; readonly file: string }
  /** With those of addons longer than the kernel takes, which cuts it. */
  | { readonly kind: 'long-command-line'; readonly file: string; readonly bytes: number }
  /** A word with which something else may start. */
  | { readonly kind: 'override'; readonly file: string; readonly word: string; readonly effect: string }
  /** An addon that names a root. */
  | { readonly kind: 'addon-root'; readonly file: string }
  /** A unified kernel image where bootc takes all for addons. */
  | { readonly kind: 'addon-kernel'; readonly file: string }
  /** An addon that brings more than a command line. */
  | { readonly kind: 'addon-section'; readonly file: string; readonly section: string }
  /** A credential or an extension next to an addon. */
  | { readonly kind: 'companion'; readonly file: string };
