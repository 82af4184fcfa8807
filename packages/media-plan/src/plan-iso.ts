import { checkNodeValues } from '@bootwright/blueprint';
import type { BuildRequest, PlanContext } from '@bootwright/build-request';
import type { ContainerInfo } from '@bootwright/container-facts';
import { Fault, inside, throwFaults } from '@bootwright/core';
import type { IsoImageType } from '@bootwright/image-types';
import type { InstallerIso, LiveIso } from './iso-plan.ts';
import type { MediaFacts } from './media-facts.ts';
import { planInstallerIso } from './plan-installer-iso.ts';
import { planLiveIso } from './plan-live-iso.ts';

/** Decides everything about an ISO but how it is built. Faults: `container/…`, `installer/…`, `blueprint/…`. */
export function planIso(imageType: IsoImageType, facts: MediaFacts, context: PlanContext): LiveIso | InstallerIso {
  const { request } = facts;
  // No ISO has them, and the reference rejects these all the same.
  throwFaults(checkNodeValues(request.blueprint.customizations ?? {}, inside(request.blueprintAt, 'customizations')));
  checkBootLoaderFiles(request.container, imageType, context);
  if (imageType.kind === 'live-iso') return planLiveIso(imageType, facts, context);
  noteUnattended(request, context);
  return planInstallerIso(imageType, facts, context);
}

/** Adds a notice where the blueprint expects questions that the installer does not ask. */
function noteUnattended({ blueprint, blueprintAt }: BuildRequest, context: PlanContext): void {
  const { installer } = blueprint.customizations ?? {};
  if (installer?.unattended !== false || installer.kickstart !== undefined) return;
  context.note({
    code: 'installer/unattended',
    message: 'the installer asks no question, and clears all disks of the machine: unattended = false changes nothing',
    at: inside(blueprintAt, 'customizations', 'installer', 'unattended'),
    hint: 'write your own commands in installer.kickstart.contents, for an installer that asks',
  });
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
