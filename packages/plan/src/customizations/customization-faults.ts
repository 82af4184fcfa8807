import { checkGroups, checkIgnition, checkIgnitionSource, checkNodes } from '@bootwright/blueprint';
import type { Fault } from '@bootwright/core';
import type { BootPlan } from '../boot/boot-plan.ts';
import type { Wisher } from '../disk/disk-request.ts';

/** What is wrong with the blueprint's wishes for the system, be they granted or not. */
export function wishFaults({ customizations, at }: Wisher, boot: BootPlan): readonly Fault[] {
  return [
    ...checkGroups(customizations, at),
    ...checkIgnition(customizations, at),
    // a first boot that says nothing is wrong only where it is made: the reference refuses no sealed image for it
    ...(boot.deploymentEdits.allowed ? checkIgnitionSource(customizations, at) : []),
    ...checkNodes(customizations, at),
  ];
}
