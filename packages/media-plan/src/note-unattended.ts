import type { BuildRequest, PlanContext } from '@bootwright/build-request';
import { inside } from '@bootwright/core';

/** Adds a notice where the blueprint expects questions that the installer does not ask. */
export function noteUnattended({ blueprint, blueprintAt }: BuildRequest, context: PlanContext): void {
  const { installer } = blueprint.customizations ?? {};
  if (installer?.unattended !== false || installer.kickstart !== undefined) return;
  context.note({
    code: 'installer/unattended',
    message: 'the installer asks no question, and clears all disks of the machine: unattended = false changes nothing',
    at: inside(blueprintAt, 'customizations', 'installer', 'unattended'),
    hint: 'write your own commands in installer.kickstart.contents, for an installer that asks',
  });
}
