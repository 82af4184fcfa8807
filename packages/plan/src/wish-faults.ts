import { type Customizations, checkGroups, checkIgnition, checkNodes } from '@bootwright/blueprint';
import type { Fault } from '@bootwright/core';
import type { BootPlan } from './boot-plan.ts';
import type { Wisher } from './disk-wish.ts';

/** What is wrong with the blueprint's wishes for the system, be they granted or not. */
export function wishFaults({ customizations, at }: Wisher, boot: BootPlan): readonly Fault[] {
  const ignition = boot.deploymentEdits.allowed || !isIgnitionEmpty(customizations);
  return [
    ...checkGroups(customizations, at),
    ...(ignition ? checkIgnition(customizations, at) : []),
    ...checkNodes(customizations, at),
  ];
}

/** A first boot that says nothing is wrong only where it is made: the reference refuses no sealed image for it. */
function isIgnitionEmpty({ ignition }: Customizations): boolean {
  return ignition?.firstboot !== undefined && ignition.firstboot.url === undefined && ignition.firstboot.empty !== true;
}
