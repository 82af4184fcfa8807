import type { IsoDefinition } from '@bootwright/container-facts';
import { defined } from '@bootwright/core';
import { isoLabel, type LiveIsoType } from '@bootwright/image-types';
import { isoBuildPlan, referTo } from '../build/build-plan.ts';
import type { LiveIsoPlan } from '../image-plan.ts';
import { commonIsoPlan } from './common-iso-plan.ts';
import type { BootMenu } from './iso-plan.ts';
import type { MediaFacts } from './media-facts.ts';
import { neededKernel } from './needed-kernel.ts';

/** An ISO that boots the container, as the container's iso.yaml describes it. */
export function planLiveIso(imageType: LiveIsoType, facts: MediaFacts): LiveIsoPlan {
  const { request, architecture, runner, boot } = facts;
  const { container, options, profile } = request;
  const definition = container.os.isoDefinition?.value ?? {};
  const label = definition.label ?? isoLabel(container.os.release, architecture);
  const own = definition.kernelArguments ?? [];
  const { installerPayload = '' } = options;
  return {
    kind: 'live-iso',
    profile,
    imageType,
    architecture,
    boot,
    build: isoBuildPlan(container, options, runner),
    iso: {
      ...commonIsoPlan(request, architecture),
      label,
      release: container.os.release.versionId,
      biosBoot: true,
      kernelVersion: neededKernel(container, imageType.name),
      // GRUB's menu needs arguments, and these harm nothing.
      kernelArguments: own.length > 0 ? own : [`root=live:CDLABEL=${label}`, ...imageType.kernelArguments],
      menu: bootMenu(definition.grub2),
    },
    ...(installerPayload === '' ? {} : { payload: referTo(installerPayload, options) }),
  };
}

function bootMenu(grub: IsoDefinition['grub2'] = {}): BootMenu {
  const { default: first = 0, timeout, entries = [] } = grub;
  const config = {
    // The reference takes a timeout of 0 for none, and the stage has one of its own.
    ...(timeout === 0 ? {} : defined({ timeout })),
    ...(first > 0 ? { default: first } : {}),
  };
  const isConfigured = timeout !== undefined || first > 0;
  return { entries, hasChecks: false, ...(isConfigured ? { config } : {}) };
}
