import type { PlanContext } from '@bootwright/build-request';
import { defined } from '@bootwright/core';
import { addonCredentials, mountCredentials, type StateUser, type TextCredential } from '@bootwright/sealed-state';
import type { CustomizationFacts } from '../customizations/customization-facts.ts';
import { type ChannelDecision, rejectedPart } from './channel-decision.ts';
import { deliveredContent } from './delivered-content.ts';

interface Delivered {
  readonly decisions: readonly ChannelDecision[];
  readonly kernelArguments: readonly string[];
  readonly credentials: readonly TextCredential[];
}

/** Customizations that travel as credentials in the addon. */
export function deliverByAddon(facts: CustomizationFacts, reason: string, context: PlanContext): Delivered {
  const { at } = facts;
  const { content, decisions } = deliveredContent(facts, false, context);
  const { groups, users, directories, files, mounts, hostname, timezone, language, keyboard } = content;
  const carried = defined({
    ...{ group: groups, directories, files },
    user: users.map(carriedUser),
    hostname,
    timezone: timezone === undefined ? undefined : { timezone },
    locale: defined({ languages: language === undefined ? undefined : [language], keyboard }),
    services: { enabled: content.enabledUnits, masked: content.maskedUnits },
  });
  const existing = new Set(users.flatMap(({ name, exists }) => (exists ? [name] : [])));
  const blueprintAt = { ...at, path: (at.path ?? []).slice(0, -1) };
  const { credentials, kernelArguments, leftOut } = addonCredentials(
    { customizations: carried },
    blueprintAt,
    existing,
  );
  // Lists without what was left out have other positions; of these reasons each has its place already.
  const known = new Set(decisions.flatMap(({ channel, what }) => (channel === 'none' ? [what] : [])));
  return {
    kernelArguments,
    credentials: [...credentials, ...mountCredentials(mounts, at)],
    decisions: [
      ...decisions.map(
        (decision): ChannelDecision =>
          decision.channel === 'state' ? { ...decision, channel: 'addon', through: 'a credential', reason } : decision,
      ),
      ...leftOut.filter(({ what }) => !known.has(what)).map(rejectedPart),
    ],
  };
}

/** A user whose home cannot be written has no keys; what sysusers has no field for has its decision already. */
function carriedUser(user: StateUser) {
  const { exists: _, hasHome, expiredate: __, force_password_reset: ___, key, ...carried } = user;
  return hasHome && key !== undefined ? { ...carried, key } : carried;
}
