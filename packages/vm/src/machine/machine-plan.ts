import type { Architecture, Bytes } from '@bootwright/core';
import type { DiskInfo } from '../disk/read-disk.ts';
import type { Accelerator } from './accelerator.ts';

export interface FlashImage {
  readonly file: string;
  readonly format: 'raw' | 'qcow2';
}

/** The firmware that the machine starts from. */
export type FirmwarePlan =
  /** Firmware that QEMU includes: SeaBIOS, SLOF, the s390 loader. */
  | { readonly kind: 'own' }
  /** `secure`: only System Management Mode may write `variables`, which Secure Boot depends on. */
  | { readonly kind: 'flash'; readonly code: FlashImage; readonly variables?: FlashImage; readonly secure: boolean }
  /** One file as the whole firmware (`-bios`). */
  | { readonly kind: 'file'; readonly file: string };

/** How the guest reaches the network. */
export type NetworkPlan =
  | { readonly kind: 'none' }
  /** `isolated`: it reaches nothing; `user`: it reaches what the host reaches, services of the host included. */
  | { readonly kind: 'isolated' | 'user'; readonly sshPort?: number };

/** The sockets to which QEMU connects. A channel is a virtio-serial port with its name in the guest. */
export interface SocketPlan {
  readonly console: string;
  readonly monitor: string;
  readonly channels: readonly { readonly name: string; readonly socket: string }[];
  /** The socket of swtpm. */
  readonly tpm?: string;
}

/** What a machine boots. */
export type BootMedium =
  /** A disk, below an overlay that is discarded. `path` is the one by which QEMU opens it. */
  | { readonly kind: 'disk'; readonly disk: DiskInfo; readonly path: string }
  /** An ISO in a CD-ROM drive, and where it is asked for an empty disk, which is started first. */
  | { readonly kind: 'cd-rom'; readonly disk: DiskInfo; readonly path: string; readonly target?: TargetDisk }
  | ({ readonly kind: 'network' } & NetworkBoot);

/** A disk that belongs to one machine alone. */
export interface TargetDisk {
  readonly file: string;
  readonly size: Bytes;
}

/** Kernel and initramfs, which QEMU loads as a network boot loader would; the initramfs loads the root by itself. */
export interface NetworkBoot {
  /** The archive or folder. */
  readonly source: string;
  readonly kernel: string;
  readonly initramfs: string;
  /** The kernel's command line. */
  readonly commandLine: string;
  /** The command that QEMU starts for each connection to `networkBootServer`. */
  readonly relay: readonly string[];
}

/** The host from which a guest loads its root: an address of QEMU's user network, at the port of HTTP. */
export const networkBootServer = '10.0.2.100';

/** All decisions about a machine. */
export interface MachinePlan {
  readonly architecture: Architecture;
  readonly accelerator: Accelerator;
  readonly memory: Bytes;
  readonly cpus: number;
  readonly firmware: FirmwarePlan;
  readonly medium: BootMedium;
  readonly network: NetworkPlan;
  readonly sockets: SocketPlan;
  /** Added to the kernel's command line, if the boot loader supports that. */
  readonly kernelArguments: readonly string[];
  /** Files that each contain a string of SMBIOS type 11. */
  readonly smbiosFiles: readonly string[];
}
