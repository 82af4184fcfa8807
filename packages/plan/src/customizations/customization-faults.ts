import { checkGroups, checkIgnition, checkIgnitionSource, checkNodes } from '@bootwright/blueprint';
import type { Fault } from '@bootwright/core';
import { type BootPlan, isOstreeDeployment } from '../boot/boot-plan.ts';
import type { CustomizationSource } from '../disk/disk-request.ts';

/** Faults of the blueprint's customizations, whether the image gets them or not. */
export function customizationFaults({ customizations, at }: CustomizationSource, boot: BootPlan): readonly Fault[] {
  return [
    ...checkGroups(customizations, at),
    ...checkIgnition(customizations, at),
    // The reference does not reject a sealed image for a first boot without a source, because there is no first boot.
    ...(isOstreeDeployment(boot) ? checkIgnitionSource(customizations, at) : []),
    ...checkNodes(customizations, at),
  ];
}
