import type { PlanContext } from '@bootwright/build-request';
import { referTo } from '@bootwright/build-request';
import type { IsoDefinition } from '@bootwright/container-facts';
import { defined, Fault, inside, type Location, throwFaults, utf8Length } from '@bootwright/core';
import { isoLabel, type LiveIsoType } from '@bootwright/image-types';
import { commonIsoPlan } from './common-iso-plan.ts';
import type { BootMenu, LiveIso } from './iso-plan.ts';
import type { MediaFacts } from './media-facts.ts';
import { type MenuValue, menuValueFaults, systemValues, withoutVariables } from './menu-values.ts';
import { neededKernel } from './needed-kernel.ts';

/** An ISO that boots the container, as the container's iso.yaml describes it. */
export function planLiveIso(imageType: LiveIsoType, facts: MediaFacts, context: PlanContext): LiveIso {
  const { request, architecture } = facts;
  const { container, options, blueprint } = request;
  const definition = container.os.isoDefinition?.value ?? {};
  const label = checkedLabel(definition.label ?? isoLabel(container.os.release, architecture), context);
  const own = definition.kernelArguments ?? [];
  const { installerPayload = '' } = options;
  const append = blueprint.customizations?.kernel?.append ?? '';
  const appendAt = inside(request.blueprintAt, 'customizations', 'kernel', 'append');
  const isAppended = append !== '' && context.fixes('live-kernel-arguments', appendAt);
  const written = [
    ...definedValues(definition, label),
    ...((definition.grub2?.entries ?? []).length > 0 ? [] : systemValues(container)),
    ...(isAppended ? [{ value: append, form: 'arguments', at: appendAt } as const] : []),
  ];
  throwFaults(menuValueFaults(written, context));
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

/** Fault `container/label` of a label that osbuild or xorriso rejects; under `reference`, a notice. */
function checkedLabel(label: string, context: PlanContext): string {
  const at = { document: 'container', path: ['os_info', 'iso_info', 'label'] };
  const size = utf8Length(label);
  const isLong = size > longestLabel;
  const message = isLong
    ? `a label of an ISO has ${longestLabel} bytes at most, and ${JSON.stringify(label.slice(0, 60))} has ${size}`
    : `osbuild rejects ${JSON.stringify(label)} as the label of an ISO`;
  if ((volumeLabel.test(label) && !isLong) || !context.fixes('rejected-value', at, message)) return label;
  throw new Fault('container/label', message, { at, hint: 'use A to Z, digits, "_" and "-", 32 at most' });
}

/** What iso.yaml says that is written into the menu. */
function definedValues({ kernelArguments = [], grub2 = {} }: IsoDefinition, label: string): readonly MenuValue[] {
  const at = (...path: readonly (string | number)[]): Location => ({
    document: 'container',
    path: ['os_info', 'iso_info', ...path],
  });
  return [
    // The arguments that an ISO has by default name its label.
    { value: label, form: kernelArguments.length > 0 ? 'title' : 'word', at: at('label') },
    ...kernelArguments.map((value, index) => ({ value, form: 'arguments', at: at('kernel_args', index) }) as const),
    ...(grub2.entries ?? []).flatMap(({ name, linux, initrd }, index): readonly MenuValue[] => [
      { value: name, form: 'title', at: at('grub2', 'entries', index, 'name') },
      { value: withoutVariables(linux), form: 'arguments', at: at('grub2', 'entries', index, 'linux') },
      { value: withoutVariables(initrd), form: 'arguments', at: at('grub2', 'entries', index, 'initrd') },
    ]),
  ];
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
