import type { Architecture, Bytes } from '@bootwright/core';
import type { CommandRunner, Environment } from '@bootwright/process';
import type { SecureBootCertificates } from './firmware/secure-boot-variables.ts';
import type { AcceleratorRequest } from './machine/accelerator.ts';

/** The firmware that the machine starts from. */
export type FirmwareChoice =
  /** The UEFI firmware that the distribution installs. */
  | { readonly kind: 'uefi' }
  /** SeaBIOS; x86_64 only. */
  | { readonly kind: 'bios' }
  /** A flash image with UEFI firmware, and optionally the template of its variable store. */
  | { readonly kind: 'file'; readonly code: string; readonly variables?: string };

export type SecureBootChoice =
  | { readonly kind: 'off' }
  /** On; only programs signed with these keys start. */
  | { readonly kind: 'own-keys'; readonly certificates: SecureBootCertificates }
  /** On, with Microsoft's keys, which the distribution's firmware package enrols. */
  | { readonly kind: 'enrolled-keys' };

/** How the guest reaches the network; see `NetworkPlan`. */
export type NetworkChoice = 'none' | 'isolated' | 'user';

/** How a disk, an ISO or a network boot is started. Every option has a default. */
export interface BootOptions {
  /** By default real commands are run, with `environment`. */
  readonly runner?: CommandRunner;
  /** The environment of this process by default. */
  readonly environment?: Environment;
  /** The architecture of the host by default. */
  readonly architecture?: Architecture;
  /**
   * The size of an empty disk that an installer on an ISO finds, and from which the machine starts once it boots; it is
   * discarded. By default the machine has none.
   */
  readonly targetDisk?: Bytes;
  /** 2 GiB by default. */
  readonly memory?: Bytes;
  /** As many as the host has by default, at most 4. */
  readonly cpus?: number;
  /** `uefi` by default; machines without UEFI (ppc64le, s390x) start from their own firmware. */
  readonly firmware?: FirmwareChoice;
  /** `off` by default. */
  readonly secureBoot?: SecureBootChoice;
  /** Whether the machine has an empty TPM 2; none by default. */
  readonly tpm?: boolean;
  /** `auto` by default. */
  readonly accelerator?: AcceleratorRequest;
  /** `isolated` by default, because the disk may be hostile. */
  readonly network?: NetworkChoice;
  /** Whether a port of the host is forwarded to the guest's port 22; a number selects the port. Not forwarded by default. */
  readonly ssh?: boolean | number;
  /** See `GuestMessages`. */
  readonly kernelArguments?: readonly string[];
  readonly credentials?: Readonly<Record<string, string | Uint8Array>>;
  /** A shell script that the guest runs once it has booted; `reportBytes` returns its output. */
  readonly script?: string;
  /** Whether the guest sends its journal while it runs; by default it does not. */
  readonly journal?: boolean;
  /** Ends the machine. */
  readonly signal?: AbortSignal;
  /** Called with each line of the console, safe to show. */
  readonly onLine?: (line: string) => void;
}
