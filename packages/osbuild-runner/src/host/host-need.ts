import type { Architecture, Bytes } from '@bootwright/core';
import type { OsbuildInstallation } from '../run/osbuild-plan.ts';

/** Something that a build or a boot needs of this machine. */
export type HostNeed = NeededThing & {
  /** What alone needs it, such as `disks with btrfs`; absent: nothing goes without it. */
  readonly onlyFor?: string;
};

type NeededThing =
  | { readonly kind: 'root' }
  /** A Linux of that version or later; by default any. */
  | {
      readonly kind: 'kernel';
      /** Such as `6.12`. */
      readonly least?: string;
      /** That of the machine in which all runs, whose file may be given; absent: this machine's own. */
      readonly machine?: { readonly file?: string };
    }
  /** To mount, and to make namespaces: what root lacks in a container without privileges. */
  | { readonly kind: 'mounting' }
  | { readonly kind: 'loop-devices' }
  /** That the kernel finds the partitions of a loop device. */
  | { readonly kind: 'partitions' }
  /** A file system that the kernel mounts. */
  | { readonly kind: 'filesystem'; readonly name: string }
  | { readonly kind: 'verity'; readonly filesystem: string }
  | { readonly kind: 'device-mapper' }
  /** A program; `why` is what needs it. */
  | { readonly kind: 'program'; readonly name: string; readonly why: string }
  /** One that starts, and knows all that the manifest uses, where one is given. */
  | { readonly kind: 'osbuild'; readonly installation: OsbuildInstallation; readonly manifest?: string }
  /** Where podman keeps images, as osbuild reads it. */
  | { readonly kind: 'storage-configuration' }
  /** A podman that knows `--imagestore`. */
  | { readonly kind: 'image-store' }
  /** An image of root's podman, by its id. */
  | { readonly kind: 'image'; readonly id: string; readonly name?: string }
  | {
      readonly kind: 'space';
      /** What it is for, in a word or two: `the cache`. */
      readonly what: string;
      /** The nearest folder above that is there is asked. */
      readonly path: string;
      readonly least: Bytes;
      readonly most: Bytes;
    }
  | { readonly kind: 'memory'; readonly least: Bytes }
  | { readonly kind: 'kvm'; readonly architecture: Architecture }
  | { readonly kind: 'firmware'; readonly architecture: Architecture }
  | { readonly kind: 'tpm' };

/** What was found of a need. */
export type HostFact =
  | { readonly kind: 'present'; readonly detail?: string }
  | { readonly kind: 'absent'; readonly why?: string; readonly hint?: string }
  /** It is not there, and the kernel has a module for it. */
  | { readonly kind: 'module'; readonly name: string }
  | { readonly kind: 'amount'; readonly bytes: Bytes }
  /** It could not be found out. */
  | { readonly kind: 'unknown'; readonly why: string };
