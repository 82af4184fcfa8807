import type { Architecture, Bytes } from '@bootwright/core';
import type { CommandRunner, Environment } from '@bootwright/process';
import type { SecureBootCertificates } from './firmware/secure-boot-variables.ts';
import type { AcceleratorRequest } from './machine/accelerator.ts';

/** What the machine starts from. */
export type FirmwareChoice =
  /** UEFI as the distribution installs it. */
  | { readonly kind: 'uefi' }
  /** SeaBIOS; x86_64 only. */
  | { readonly kind: 'bios' }
  /** An image of flash memory with UEFI, and where given the template of its variables. */
  | { readonly kind: 'file'; readonly code: string; readonly variables?: string };

export type SecureBootChoice =
  | { readonly kind: 'off' }
  /** On; nothing starts that these keys have not signed. */
  | { readonly kind: 'own-keys'; readonly certificates: SecureBootCertificates }
  /** On, with the keys that the distribution's firmware package enrols: Microsoft's. */
  | { readonly kind: 'enrolled-keys' };

/** How the guest reaches the network; see `NetworkPlan`. */
export type NetworkChoice = 'none' | 'isolated' | 'user';

/** How a disk is booted; all but the disk has a default. */
export interface BootOptions {
  /** By default commands are run for real, with `environment`. */
  readonly runner?: CommandRunner;
  /** That of this process by default. */
  readonly environment?: Environment;
  /** That of this machine by default. */
  readonly architecture?: Architecture;
  /** 2 GiB by default. */
  readonly memory?: Bytes;
  /** As many as this machine has by default, 4 at most. */
  readonly cpus?: number;
  /** `uefi` by default; machines without it (ppc64le, s390x) start from firmware of their own. */
  readonly firmware?: FirmwareChoice;
  /** `off` by default. */
  readonly secureBoot?: SecureBootChoice;
  /** Whether there is a TPM 2, with nothing in it; none by default. */
  readonly tpm?: boolean;
  /** `auto` by default. */
  readonly accelerator?: AcceleratorRequest;
  /** `isolated` by default: a disk may come from anywhere. */
  readonly network?: NetworkChoice;
  /** Whether a port of this machine leads to the guest's port 22; a number names the port, by default none is taken. */
  readonly ssh?: boolean | number;
  /** See `GuestMessages`. */
  readonly kernelArguments?: readonly string[];
  readonly credentials?: Readonly<Record<string, string | Uint8Array>>;
  /** A shell script to be run inside once it has booted; what it writes is `reportBytes`. */
  readonly script?: string;
  /** Whether the guest sends its journal while it runs; by default not. */
  readonly journal?: boolean;
  /** Ends the machine. */
  readonly signal?: AbortSignal;
  /** Called with each line of the console, safe to show. */
  readonly onLine?: (line: string) => void;
}
