import type { PlanContext } from '@bootwright/build-request';
import { referTo } from '@bootwright/build-request';
import type { IsoDefinition } from '@bootwright/container-facts';
import { defined, Fault, inside, utf8Length } from '@bootwright/core';
import { isoLabel, type LiveIsoType } from '@bootwright/image-types';
import { commonIsoPlan } from './common-iso-plan.ts';
import type { BootMenu, LiveIso } from './iso-plan.ts';
import type { MediaFacts } from './media-facts.ts';
import { neededKernel } from './needed-kernel.ts';

/** An ISO that boots the container, as the container's iso.yaml describes it. */
export function planLiveIso(imageType: LiveIsoType, facts: MediaFacts, context: PlanContext): LiveIso {
  const { request, architecture } = facts;
  const { container, options, blueprint } = request;
  const definition = container.os.isoDefinition?.value ?? {};
  const own = definition.kernelArguments ?? [];
  const given = definition.label ?? isoLabel(container.os.release, architecture);
  const label = checkedLabel(given, own.length === 0, context);
  const { installerPayload = '' } = options;
  const append = blueprint.customizations?.kernel?.append ?? '';
  const appendAt = inside(request.blueprintAt, 'customizations', 'kernel', 'append');
  const isAppended = append !== '' && context.fixes('live-kernel-arguments', appendAt);
  return {
    kind: 'live-iso',
    imageType,
    iso: {
      ...commonIsoPlan(request, architecture),
      label,
      release: container.os.release.versionId,
      biosBoot:
        architecture === 'x86_64' || !context.fixes('live-bios-boot', { document: 'container', path: ['arch'] }),
      kernelVersion: neededKernel(container, imageType.name),
      // GRUB's menu needs arguments, and these harm nothing.
      kernelArguments: [
        ...(own.length > 0 ? own : [`root=live:CDLABEL=${label}`, ...imageType.kernelArguments]),
        ...(isAppended ? [append] : []),
      ],
      menu: bootMenu(definition.grub2, context),
    },
    ...(installerPayload === '' ? {} : { payload: referTo(installerPayload, options) }),
  };
}

/** What osbuild's stage for ISOs takes: a character that volume identifiers have is enough. */
const volumeLabel = /[A-Z0-9_-]/;
/** Bytes of a volume identifier (ECMA-119, 8.4.7), beyond which xorriso fails. */
const longestLabel = 32;
/**
 * Fault `container/label` of a label with which osbuild makes no ISO; under `reference`, a notice. A notice of the same
 * code for one that breaks GRUB's menu, where `isArgument` says whether the kernel's arguments name it.
 */
function checkedLabel(label: string, isArgument: boolean, context: PlanContext): string {
  const at = { document: 'container', path: ['os_info', 'iso_info', 'label'] };
  const shown = JSON.stringify(label.slice(0, 60));
  const message = `osbuild rejects the label ${shown}`;
  const hint = 'use A to Z, digits, "_" and "-", 32 at most';
  const isTaken = volumeLabel.test(label) && utf8Length(label) <= longestLabel;
  if (!isTaken && context.fixes('rejected-value', at, message))
    throw new Fault('container/label', message, { at, hint });
  // GRUB reads kernel arguments without quotes, and looks for the medium with a label between single quotes.
  if ((isArgument ? /[^\w.:+-]/ : /'/).test(label)) {
    context.note({ code: 'container/label', message: `the label ${shown} breaks the boot menu`, at, hint });
  }
  return label;
}

const timeoutAt = { document: 'container', path: ['os_info', 'iso_info', 'grub2', 'timeout'] };

function bootMenu(grub: IsoDefinition['grub2'] = {}, context: PlanContext): BootMenu {
  const { default: first = 0, timeout, entries = [] } = grub;
  const config = {
    ...(timeout === 0 && !context.fixes('zero-timeout', timeoutAt) ? {} : defined({ timeout })),
    ...(first > 0 ? { default: first } : {}),
  };
  const isConfigured = timeout !== undefined || first > 0;
  return { entries, hasChecks: false, ...(isConfigured ? { config } : {}) };
}
