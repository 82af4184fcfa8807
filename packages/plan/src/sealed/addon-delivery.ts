import { accountNotices, unreadFiles } from '@bootwright/blueprint';
import type { PlanContext } from '@bootwright/build-request';
import { defined } from '@bootwright/core';
import { addonCredentials, mountCredentials, type StateUser, type TextCredential } from '@bootwright/sealed-state';
import type { CustomizationFacts } from '../customizations/customization-facts.ts';
import { groupDecisions, userDecisions } from './account-decisions.ts';
import { type ChannelDecision, rejectedPart } from './channel-decision.ts';
import { mountDecisions } from './mount-decisions.ts';
import { nodeDecisions } from './node-decisions.ts';
import { registrationDecision, registrationState } from './registration-state.ts';
import { systemDecisions } from './system-decisions.ts';

interface Delivered {
  readonly decisions: readonly ChannelDecision[];
  readonly kernelArguments: readonly string[];
  readonly credentials: readonly TextCredential[];
}

/** Customizations that travel as credentials in the addon. */
export function deliverByAddon(facts: CustomizationFacts, reason: string, context: PlanContext): Delivered {
  const { customizations, at, accounts } = facts;
  const { directories = [], files = [] } = customizations;
  context.noteAll(accountNotices(customizations, at, accounts?.users));
  context.noteAll(unreadFiles(files, at));
  const system = systemDecisions(facts);
  const groups = groupDecisions(facts);
  const users = userDecisions(facts, context);
  const folders = nodeDecisions('directories', directories, { facts, isBuilt: false });
  const written = nodeDecisions('files', files, { facts, isBuilt: false });
  const mounts = mountDecisions(facts);
  const registration = registrationState(facts);
  const { hostname, timezone, language, keyboard } = system.values;
  const carried = defined({
    ...{ group: groups.accepted, directories: folders.accepted },
    files: [...registration.files, ...written.accepted],
    user: users.accepted.map(carriedUser),
    hostname,
    timezone: timezone === undefined ? undefined : { timezone },
    locale: defined({ languages: language === undefined ? undefined : [language], keyboard }),
    services: { enabled: [...system.values.enabledUnits, ...registration.units], masked: system.values.maskedUnits },
  });
  const existing = new Set(users.accepted.flatMap(({ name, exists }) => (exists ? [name] : [])));
  const blueprintAt = { ...at, path: (at.path ?? []).slice(0, -1) };
  const { credentials, kernelArguments, leftOut } = addonCredentials(
    { customizations: carried },
    blueprintAt,
    existing,
  );
  const decided = [system, groups, users, folders, written, mounts].flatMap(({ decisions }) => decisions);
  // Lists without what was left out have other positions; of these reasons each has its place already.
  const known = new Set(decided.flatMap(({ channel, what }) => (channel === 'none' ? [what] : [])));
  return {
    kernelArguments,
    credentials: [...credentials, ...mountCredentials(mounts.accepted, at)],
    decisions: [
      ...[...decided, ...registrationDecision(facts)].map(
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
