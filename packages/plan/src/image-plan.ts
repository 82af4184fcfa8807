import type { Profile, ProfileDifferenceName } from '@bootwright/build-request';
import type { Architecture, Notice } from '@bootwright/core';
import type { DiskImageType, NetworkBootType } from '@bootwright/image-types';
import type { InstallerIso, LiveIso } from '@bootwright/media-plan';
import type { BootPlan } from './boot/boot-plan.ts';
import type { BuildPlan } from './build/build-plan.ts';
import type { CustomizationPlan } from './customizations/customization-plan.ts';
import type { DiskPlan } from './disk/disk-plan.ts';

/** Every decision about one image. */
export type ImagePlan = DiskImagePlan | NetworkBootPlan | LiveIsoPlan | InstallerIsoPlan;

/** The plan of an image for which bootc installs the container to a disk. */
export type InstalledImagePlan = DiskImagePlan | NetworkBootPlan;

interface CommonPlan {
  readonly profile: Profile;
  readonly architecture: Architecture;
  readonly boot: BootPlan;
  readonly build: BuildPlan;
}

interface InstalledPlan extends CommonPlan {
  readonly disk: DiskPlan;
  readonly customizations: CustomizationPlan;
}

export interface DiskImagePlan extends InstalledPlan {
  readonly kind: 'disk';
  readonly imageType: DiskImageType;
}

export interface NetworkBootPlan extends InstalledPlan {
  readonly kind: 'network-boot';
  readonly imageType: NetworkBootType;
  /** The directory of the kernel's modules, which has the kernel and the initramfs that are booted. */
  readonly kernelVersion: string;
}

export interface LiveIsoPlan extends CommonPlan, LiveIso {}

export interface InstallerIsoPlan extends CommonPlan, InstallerIso {}

/** A plan, and all that was ignored or changed on the way to it. */
export interface PlannedImage {
  readonly plan: ImagePlan;
  readonly notices: readonly Notice[];
  /** The differences between the profiles that `recommended` made for this image; empty under `reference`. */
  readonly fixed: readonly ProfileDifferenceName[];
}
