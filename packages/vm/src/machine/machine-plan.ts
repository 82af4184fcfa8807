import type { Architecture, Bytes } from '@bootwright/core';
import type { DiskInfo } from '../disk/read-disk.ts';
import type { Accelerator } from './accelerator.ts';

/** An image of flash memory. */
export interface FlashImage {
  readonly file: string;
  readonly format: 'raw' | 'qcow2';
}

/** The firmware that the machine starts from. */
export type FirmwarePlan =
  /** What QEMU brings for this machine: SeaBIOS, SLOF, the s390 loader. */
  | { readonly kind: 'own' }
  /** `secure`: only System Management Mode may write `variables`, without which Secure Boot would be a pretence. */
  | { readonly kind: 'flash'; readonly code: FlashImage; readonly variables?: FlashImage; readonly secure: boolean }
  /** One file as the whole firmware (`-bios`). */
  | { readonly kind: 'file'; readonly file: string };

/** How the guest reaches the network. */
export type NetworkPlan =
  | { readonly kind: 'none' }
  /** `isolated`: it reaches nothing; `user`: what this machine reaches, this machine's own services among it. */
  | { readonly kind: 'isolated' | 'user'; readonly sshPort?: number };

/** The sockets on which this process waits for QEMU; a channel is a port of virtio-serial, by its name in the guest. */
export interface SocketPlan {
  readonly console: string;
  readonly monitor: string;
  readonly channels: readonly { readonly name: string; readonly socket: string }[];
  /** Where swtpm waits. */
  readonly tpm?: string;
}

/** All that decides about the machine. */
export interface MachinePlan {
  readonly architecture: Architecture;
  readonly accelerator: Accelerator;
  readonly memory: Bytes;
  readonly cpus: number;
  readonly firmware: FirmwarePlan;
  readonly disk: DiskInfo;
  /** The path by which QEMU opens the disk. */
  readonly diskPath: string;
  readonly network: NetworkPlan;
  readonly sockets: SocketPlan;
  /** Added to the kernel's command line, where its boot loader heeds them. */
  readonly kernelArguments: readonly string[];
  /** Files that each hold a string of SMBIOS type 11. */
  readonly smbiosFiles: readonly string[];
}
