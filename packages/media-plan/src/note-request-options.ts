import type { BuildRequest, PlanContext } from '@bootwright/build-request';
import { inside, type Location } from '@bootwright/core';
import { type ImageType, isInstalled } from '@bootwright/image-types';

/** Adds a notice `request/no-effect` for each option of the request that images of the type do not read. */
export function noteRequestOptions(request: BuildRequest, imageType: ImageType, context: PlanContext): void {
  const { container, buildContainer, options } = request;
  const optionsAt: Location = { document: 'request', path: ['options'] };
  const note = (what: string, at: Location, hint = 'remove it, or make a disk image'): void =>
    context.note({
      code: 'request/no-effect',
      message: `${what} has no effect on the image type "${imageType.name}"`,
      at,
      hint,
    });
  if (!isInstalled(imageType)) {
    if ((options.size ?? 0) > 0) note('The size', inside(optionsAt, 'size'));
    if (options.subscription !== undefined) note('The subscription', inside(optionsAt, 'subscription'));
    if (options.omitDefaultKernelArguments) {
      note('The omission of kernel arguments', inside(optionsAt, 'bootc', 'omit_default_kernel_args'));
    }
    if (buildContainer !== undefined && buildContainer.imgref !== container.imgref) {
      note('The build container', { document: 'build_container' });
    }
  }
  if ((options.installerPayload ?? '') !== '' && !carriesPayload(imageType)) {
    const hint = 'remove it, or make an installer of it: "bootc-installer"';
    note('The payload', inside(optionsAt, 'bootc', 'installer_payload_ref'), hint);
  }
}

/** Whether images of the type have room for the container that `installer_payload_ref` names. */
function carriesPayload(imageType: ImageType): boolean {
  return imageType.kind === 'live-iso' || (imageType.kind === 'installer-iso' && imageType.installer === 'container');
}
