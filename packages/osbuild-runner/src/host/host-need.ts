import type { Architecture, Bytes } from '@bootwright/core';
import type { OsbuildInstallation } from '../run/osbuild-plan.ts';

/** Something that a build or a boot needs of the host. */
export type HostNeed = NeededThing & {
  /** What alone needs it, such as `disks with btrfs`; absent: everything does. */
  readonly onlyFor?: string;
};

type NeededThing =
  | { readonly kind: 'root' }
  /** Linux of a version or later; any version by default. */
  | {
      readonly kind: 'kernel';
      /** Such as `6.12`. */
      readonly least?: string;
      /** The kernel of the virtual machine of the build, possibly from this file; absent: that of the host. */
      readonly machine?: { readonly file?: string };
    }
  /** Permission to mount and to create namespaces, which root lacks in an unprivileged container. */
  | { readonly kind: 'mounting' }
  | { readonly kind: 'loop-devices' }
  /** The kernel scans the partitions of loop devices. */
  | { readonly kind: 'partitions' }
  /** A file system that the kernel can mount. */
  | { readonly kind: 'filesystem'; readonly name: string }
  | { readonly kind: 'verity'; readonly filesystem: string }
  | { readonly kind: 'device-mapper' }
  /** A program; `why` says what needs it. */
  | { readonly kind: 'program'; readonly name: string; readonly why: string }
  /** A module of the Python that runs osbuild. */
  | { readonly kind: 'python-module'; readonly name: string; readonly why: string }
  /** An osbuild that starts, and knows every module of the manifest, if one is given. */
  | { readonly kind: 'osbuild'; readonly installation: OsbuildInstallation; readonly manifest?: string }
  /** The storage.conf from which osbuild reads where podman keeps images. */
  | { readonly kind: 'storage-configuration' }
  /** A podman with `--imagestore`. */
  | { readonly kind: 'image-store' }
  /** An image of root's podman, by its id. */
  | { readonly kind: 'image'; readonly id: string; readonly name?: string }
  | {
      readonly kind: 'space';
      /** The use of the space, in a word or two: `the cache`. */
      readonly what: string;
      /** The nearest existing folder above is measured. */
      readonly path: string;
      readonly least: Bytes;
      readonly most: Bytes;
    }
  | { readonly kind: 'memory'; readonly least: Bytes }
  | { readonly kind: 'kvm'; readonly architecture: Architecture }
  | { readonly kind: 'firmware'; readonly architecture: Architecture }
  | { readonly kind: 'tpm' };

/** What the host has of a need. */
export type HostFact =
  | { readonly kind: 'present'; readonly detail?: string }
  | { readonly kind: 'absent'; readonly why?: string; readonly hint?: string }
  /** It is missing, but the kernel can load a module for it. */
  | { readonly kind: 'module'; readonly name: string }
  | { readonly kind: 'amount'; readonly bytes: Bytes }
  /** It could not be determined. */
  | { readonly kind: 'unknown'; readonly why: string };
