import type { Architecture, Notice } from '@bootwright/core';
import type { DiskImageType } from '@bootwright/image-types';
import type { BootPlan } from './boot/boot-plan.ts';
import type { BuildPlan } from './build/build-plan.ts';
import type { CustomizationPlan } from './customizations/customization-plan.ts';
import type { DiskPlan } from './disk/disk-plan.ts';
import type { Profile, ProfileDifferenceName } from './profile/profile.ts';

/** Every decision about one image. */
export interface ImagePlan {
  readonly profile: Profile;
  readonly imageType: DiskImageType;
  readonly architecture: Architecture;
  readonly boot: BootPlan;
  readonly disk: DiskPlan;
  readonly customizations: CustomizationPlan;
  readonly build: BuildPlan;
}

/** A plan, and all that was ignored or changed on the way to it. */
export interface PlannedImage {
  readonly plan: ImagePlan;
  readonly notices: readonly Notice[];
  /** The differences between the profiles that `recommended` made for this image; empty under `reference`. */
  readonly fixed: readonly ProfileDifferenceName[];
}
