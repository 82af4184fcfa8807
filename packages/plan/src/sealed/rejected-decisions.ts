import { defined, inside } from '@bootwright/core';
import type { Channel } from '../boot/boot-plan.ts';
import type { CustomizationFacts } from '../customizations/customization-facts.ts';
import { namedCustomizations } from '../edits/refused-edits.ts';
import { type ChannelDecision, type ImpossibleCustomization, impossible } from './channel-decision.ts';
import { mountDecisions } from './mount-decisions.ts';
import { registrationDecision } from './registration-state.ts';
import { systemDecisions } from './system-decisions.ts';

/** Customizations that no sealed image has, by the first step of their path. */
const never: ReadonlyMap<unknown, readonly [reason: string, instead: string]> = new Map([
  [
    'ignition',
    [
      'Ignition runs in the initramfs, which is part of the signed UKI',
      'build Ignition and its configuration into the UKI',
    ],
  ],
  ['bootloader', ['systemd-boot starts a sealed image, and not GRUB', 'leave it out']],
]);

/** A decision for each customization that does not reach the image. */
export function rejectedDecisions(facts: CustomizationFacts, channel: Channel): readonly ChannelDecision[] {
  const { customizations, at } = facts;
  const named = namedCustomizations(customizations);
  const always = named.flatMap(([what, path]) => {
    const why = never.get(path[0]);
    return why === undefined ? [] : [impossible(what, inside(at, ...path), ...why)];
  });
  if (channel.allowed) return always;
  const { reason, instead } = channel;
  const rejected = (decision: ChannelDecision, code: ImpossibleCustomization['code']): ImpossibleCustomization => {
    if (decision.channel === 'none') return decision;
    const { what, at: place } = decision;
    return { what, ...defined({ at: place }), channel: 'none', code, reason, instead };
  };
  const others = named.filter(([, path]) => !never.has(path[0]));
  return [
    ...others.map(([what, path]) => impossible(what, inside(at, ...path), reason, instead)),
    ...[...systemDecisions(facts).decisions, ...registrationDecision(facts)].map((decision) =>
      rejected(decision, 'sealed/deployment-edit'),
    ),
    ...mountDecisions(facts).decisions.map((decision) => rejected(decision, 'sealed/not-mounted')),
    ...always,
  ];
}
