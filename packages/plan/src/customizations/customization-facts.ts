import type { Customizations } from '@bootwright/blueprint';
import type { BuildOptions } from '@bootwright/build-request';
import type { Accounts, MountSpecs, WritableDirectories } from '@bootwright/container-facts';
import type { Location } from '@bootwright/core';
import type { InstalledImageType } from '@bootwright/image-types';
import type { BootPlan } from '../boot/boot-plan.ts';
import type { DiskPlan } from '../disk/disk-plan.ts';
import type { MountpointPlace } from '../disk/mountpoint-place.ts';

/** What customizations are planned from. */
export interface CustomizationFacts {
  readonly boot: BootPlan;
  readonly options: BuildOptions;
  readonly customizations: Customizations;
  /** Of the customizations. */
  readonly at: Location;
  readonly imageType: InstalledImageType;
  readonly disk: DiskPlan;
  readonly mountpointAt: MountpointPlace;
  /** Where the container says how to mount, if it does. */
  readonly mountConfigurationAt?: Location;
  readonly selinuxPolicy?: string;
  /** Of the container, where they are known. */
  readonly accounts?: Accounts;
  /** Of the container, where they are known. */
  readonly directories?: WritableDirectories;
  /** Of the install configuration. */
  readonly mountSpecs?: MountSpecs;
  readonly seed: bigint;
}
