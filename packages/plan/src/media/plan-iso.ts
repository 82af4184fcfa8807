import type { ContainerInfo } from '@bootwright/container-facts';
import { Fault } from '@bootwright/core';
import type { IsoImageType } from '@bootwright/image-types';
import type { BootPlan } from '../boot/boot-plan.ts';
import type { CheckedContainer } from '../build/checked-container.ts';
import type { InstallerIsoPlan, LiveIsoPlan } from '../image-plan.ts';
import type { PlanContext } from '../profile/plan-context.ts';
import type { BuildRequest } from '../request/build-request.ts';
import { isoRequirements } from './iso-requirements.ts';
import { noteMediaOptions, noteUnattended } from './note-media-options.ts';
import { planInstallerIso } from './plan-installer-iso.ts';
import { planLiveIso } from './plan-live-iso.ts';

/** What is known before an ISO is planned. */
export interface IsoRequest {
  readonly request: BuildRequest;
  readonly checked: CheckedContainer;
  readonly boot: BootPlan;
}

/** Decides everything about an ISO. Faults: `container/…`, `image-type/architecture`, `installer/…`, `blueprint/…`. */
export function planIso(
  imageType: IsoImageType,
  { request, checked, boot }: IsoRequest,
  context: PlanContext,
): LiveIsoPlan | InstallerIsoPlan {
  const { container } = request;
  const facts = {
    request,
    boot,
    ...isoRequirements(container, checked.architecture, imageType),
    filesystem: checked.filesystem,
  };
  checkBootLoaderFiles(container, imageType, context);
  noteMediaOptions(request, imageType, context);
  if (imageType.kind === 'installer-iso') noteUnattended(request, context);
  return imageType.kind === 'live-iso'
    ? planLiveIso(imageType, facts, context)
    : planInstallerIso(imageType, facts, context);
}

/** UEFI firmware starts the medium by boot loader files of the container, or of packages. */
function checkBootLoaderFiles({ os }: ContainerInfo, { name }: IsoImageType, context: PlanContext): void {
  const at = { document: 'container', path: ['os_info', 'uefi_vendor'] };
  if ((os.uefiVendor ?? '') !== '' || !context.fixes('boot-loader-files', at)) return;
  throw new Fault(
    'container/boot-loader-files',
    `image type "${name}" needs shim and GRUB, and the container has none`,
    {
      at,
      hint: 'install shim and grub2-efi in the container: /usr/lib/bootupd/updates/EFI/VENDOR',
    },
  );
}
