import type { BuildRequest, PlanContext } from '@bootwright/build-request';
import { inside, type Location } from '@bootwright/core';
import type { IsoImageType } from '@bootwright/image-types';

/** Adds a notice `request/no-effect` for each option of the request that ISO images do not read. */
export function noteMediaOptions(request: BuildRequest, imageType: IsoImageType, context: PlanContext): void {
  const { container, buildContainer, options } = request;
  const optionsAt: Location = { document: 'request', path: ['options'] };
  const note = (what: string, at: Location): void =>
    context.note({
      code: 'request/no-effect',
      message: `${what} has no effect on the image type "${imageType.name}"`,
      at,
      hint: 'remove it, or make a disk image',
    });
  if ((options.size ?? 0) > 0) note('The size', inside(optionsAt, 'size'));
  if (options.subscription !== undefined) note('The subscription', inside(optionsAt, 'subscription'));
  if (options.omitDefaultKernelArguments) {
    note('The omission of kernel arguments', inside(optionsAt, 'bootc', 'omit_default_kernel_args'));
  }
  const isPackaged = imageType.kind === 'installer-iso' && imageType.installer === 'packages';
  if (isPackaged && (options.installerPayload ?? '') !== '') {
    note('The payload', inside(optionsAt, 'bootc', 'installer_payload_ref'));
  }
  if (buildContainer !== undefined && buildContainer.imgref !== container.imgref) {
    note('The build container', { document: 'build_container' });
  }
}

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
