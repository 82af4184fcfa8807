import { hashedPasswords } from '@bootwright/blueprint';
import { defined, inside } from '@bootwright/core';
import { addonCredentials, mountCredentials, type TextCredential } from '@bootwright/sealed-state';
import type { CustomizationFacts } from '../customizations/customization-facts.ts';
import { namedCustomizations } from '../edits/refused-edits.ts';
import { type ChannelDecision, impossible } from './channel-decision.ts';
import { mountDecisions } from './mount-decisions.ts';
import { systemDecisions } from './system-decisions.ts';

interface Delivered {
  readonly decisions: readonly ChannelDecision[];
  readonly kernelArguments: readonly string[];
  readonly credentials: readonly TextCredential[];
}

/** Customizations that travel as credentials in the addon. */
export function deliverByAddon(facts: CustomizationFacts, reason: string): Delivered {
  const { customizations, at, seed } = facts;
  const blueprintAt = { ...at, path: (at.path ?? []).slice(0, -1) };
  const { user = [], group, sshkey, files, directories, hostname, timezone, locale, services } = customizations;
  const carried = defined({
    ...{ group, sshkey, files, directories, hostname, locale },
    user: hashedPasswords(user, seed, inside(at, 'user')),
    timezone: timezone?.timezone === undefined ? undefined : { timezone: timezone.timezone },
    services: services === undefined ? undefined : defined({ enabled: services.enabled, masked: services.masked }),
  });
  const { credentials, kernelArguments, leftOut } = addonCredentials({ customizations: carried }, blueprintAt);
  const mounts = mountDecisions(facts);
  const nodes = defined({ group, user, sshkey, files, directories });
  const inCredential = (decision: ChannelDecision): ChannelDecision =>
    decision.channel === 'state' ? { ...decision, channel: 'addon', through: 'a credential', reason } : decision;
  return {
    kernelArguments,
    credentials: [...credentials, ...mountCredentials(mounts.accepted, at)],
    decisions: [
      ...systemDecisions(facts).decisions.map(inCredential),
      ...namedCustomizations(nodes).map(
        ([what, place]): ChannelDecision => ({
          ...{ what, at: inside(at, ...place), reason },
          ...{ channel: 'addon', through: 'a credential' },
        }),
      ),
      ...leftOut.map((one) =>
        impossible(one.what, one.at, 'no credential of systemd carries it', 'build it into the container'),
      ),
      ...mounts.decisions.map(inCredential),
    ],
  };
}
