import type { BuildRequest, PlanContext } from '@bootwright/build-request';
import { defined, inside, pushAll } from '@bootwright/core';
import type { BootPlan, Channel } from '../boot/boot-plan.ts';
import { noteArguments } from '../boot/kernel-arguments.ts';
import type { CustomizationFacts } from '../customizations/customization-facts.ts';
import { deliverByAddon } from './addon-delivery.ts';
import { addonReason, type ChannelDecision, type ImpossibleCustomization } from './channel-decision.ts';
import { rejectedDecisions } from './rejected-decisions.ts';
import { isMountedWritable, sealedChannels } from './sealed-channels.ts';
import type { AddonPlan, SealedCustomizations } from './sealed-customizations.ts';
import { deliverInState } from './state-delivery.ts';
import { systemOptions } from './system-decisions.ts';

/** What plans the customizations of sealed images: apart, since most images are made without. */
export interface SealedPlanner {
  /** Options that sealed images honour and others do not. */
  readonly options: readonly string[];
  /** The boot plan with the channels that a sealed image has. */
  readonly withChannels: (boot: BootPlan, request: BuildRequest) => BootPlan;
  readonly customizations: (facts: CustomizationFacts, context: PlanContext) => SealedCustomizations;
}

export const sealedPlanner: SealedPlanner = {
  options: systemOptions,
  withChannels: (boot, { container, options }) => ({
    ...boot,
    channels: sealedChannels(container, options.sealed ?? {}),
  }),
  customizations,
};

const addonFile = '50-bootwright.addon.efi';

function customizations(facts: CustomizationFacts, context: PlanContext): SealedCustomizations {
  const { kernelArguments: addonChannel, deploymentEdits: channel } = facts.boot.channels;
  const state = channel.allowed && channel.by === 'state' ? deliverInState(facts, channel.digest, context) : undefined;
  const carried =
    channel.allowed && channel.by === 'addon' ? deliverByAddon(facts, channel.reason, context) : undefined;
  const decisions: ChannelDecision[] = [...(state?.decisions ?? []), ...(carried?.decisions ?? [])];
  pushAll(decisions, rejectedDecisions(facts, channel));
  const append = appended(facts, context);
  if (append !== undefined) decisions.push(argumentDecision(append, facts, addonChannel));
  const isNeeded = (state?.writesAtBoot ?? false) || (carried !== undefined && carried.credentials.length > 0);
  const isWritable = channel.allowed && (channel.by === 'state' || channel.by === 'addon') && channel.isWritable;
  const hasWritable = isMountedWritable(append ?? '', isWritable);
  const rw = isNeeded && !hasWritable ? ['rw'] : [];
  if (rw.length > 0) decisions.push(writableDecision(facts, addonChannel));
  const args = joined(append, [...(carried?.kernelArguments ?? []), ...rw]);
  const addon = addonPlan(facts, addonChannel.allowed ? args : [], carried?.credentials ?? []);
  for (const one of decisions) if (one.channel === 'none') context.note(noticeOf(one));
  if (context.profile === 'recommended' && decisions.some((one) => one.channel !== 'none')) {
    context.fixes('sealed-customizations', facts.at);
  }
  return { decisions, ...defined({ state: state?.state, addon }) };
}

/** A quote that is not closed would take what follows it for its value. */
function joined(append: string | undefined, others: readonly string[]): readonly string[] {
  if (append === undefined) return others;
  return append.split('"').length % 2 === 0 ? [...others, append] : [append, ...others];
}

function appended(facts: CustomizationFacts, context: PlanContext): string | undefined {
  const append = facts.customizations.kernel?.append ?? '';
  if (append === '') return undefined;
  noteArguments(append, { storage: 'composefs', isRootPassed: true, isBootPassed: true }, facts, context);
  return append;
}

function argumentDecision(append: string, { at }: CustomizationFacts, channel: Channel): ChannelDecision {
  const common = { what: `the kernel arguments ${JSON.stringify(append)}`, at: inside(at, 'kernel', 'append') };
  if (!channel.allowed) {
    const { reason, instead } = channel;
    return { ...common, channel: 'none', code: 'sealed/kernel-arguments', reason, instead };
  }
  return { ...common, channel: 'addon', through: `/loader/addons/${addonFile}`, reason: addonReason };
}

/** What writes to /etc at boot needs a root that is mounted writable. */
function writableDecision({ at }: CustomizationFacts, channel: Channel): ChannelDecision {
  const what = 'the kernel argument "rw"';
  if (channel.allowed) {
    const reason = 'systemd-sysusers and systemd-tmpfiles write to /etc, which is read-only without it';
    return { what, at, channel: 'addon', through: `/loader/addons/${addonFile}`, reason };
  }
  const reason = `without it /etc is read-only, and accounts and owners are not set; ${channel.reason}`;
  const instead = 'add "rw" to the command line of the UKI';
  return { what, at, channel: 'none', code: 'sealed/kernel-arguments', reason, instead };
}

function addonPlan(
  { options }: CustomizationFacts,
  kernelArguments: readonly string[],
  credentials: AddonPlan['credentials'],
): AddonPlan | undefined {
  const ready = options.sealed?.addon;
  if (ready === undefined && kernelArguments.length + credentials.length === 0) return undefined;
  return { filename: addonFile, ...defined({ ready }), kernelArguments, credentials };
}

function noticeOf({ what, at, code, reason, instead }: ImpossibleCustomization) {
  return {
    code,
    message: `${what} is ${code === 'sealed/not-mounted' ? 'made, and nothing mounts it' : 'left out'}: ${reason}`,
    ...defined({ at }),
    hint: instead,
  };
}
