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

/** All decisions about a machine. */
export interface MachinePlan {
  readonly architecture: Architecture;
  readonly accelerator: Accelerator;
  readonly memory: Bytes;
  readonly cpus: number;
  readonly firmware: FirmwarePlan;
  readonly disk: DiskInfo;
  /** The path with which QEMU opens the disk. */
  readonly diskPath: string;
  readonly network: NetworkPlan;
  readonly sockets: SocketPlan;
  /** Added to the kernel's command line, if the boot loader supports that. */
  readonly kernelArguments: readonly string[];
  /** Files that each contain a string of SMBIOS type 11. */
  readonly smbiosFiles: readonly string[];
}
