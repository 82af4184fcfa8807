import type { TextCredential } from '@bootwright/sealed-state';
import type { ChannelDecision } from './channel-decision.ts';

/** What of the customizations reaches a sealed image, and by which channel. */
export interface SealedCustomizations {
  /** For each customization, in the order of the blueprint. */
  readonly decisions: readonly ChannelDecision[];
  /** Absent where nothing goes into the state. */
  readonly state?: DeploymentState;
  /** Absent where nothing needs an addon. */
  readonly addon?: AddonPlan;
}

/** What is written to the root file system of the disk after the installation; paths begin at its root. */
export interface DeploymentState {
  /** In the order in which they are made, with their parents. */
  readonly directories: readonly DiskNode[];
  /** What is in their place is replaced. */
  readonly files: readonly DiskFile[];
  /** SELinux labels by path; empty where the container has no policy. */
  readonly labels: readonly (readonly [path: string, label: string])[];
}

export interface DiskNode {
  readonly path: string;
  /** Permission bits. */
  readonly mode?: number;
}

export interface DiskFile extends DiskNode {
  readonly text: string;
}

/** The addon that the ESP gets. */
export interface AddonPlan {
  /** A name below /loader/addons. */
  readonly filename: string;
  /** One that is ready, in base64; the others are made of what follows. */
  readonly ready?: string;
  readonly kernelArguments: readonly string[];
  readonly credentials: readonly TextCredential[];
}
