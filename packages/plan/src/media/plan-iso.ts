import type { IsoImageType } from '@bootwright/image-types';
import type { BootPlan } from '../boot/boot-plan.ts';
import type { CheckedContainer } from '../build/checked-container.ts';
import type { InstallerIsoPlan, LiveIsoPlan } from '../image-plan.ts';
import type { PlanContext } from '../profile/plan-context.ts';
import type { BuildRequest } from '../request/build-request.ts';
import { isoRequirements } from './iso-requirements.ts';
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
  return imageType.kind === 'live-iso' ? planLiveIso(imageType, facts) : planInstallerIso(imageType, facts, context);
}
