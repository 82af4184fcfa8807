import { accountNotices, unreadFiles } from '@bootwright/blueprint';
import type { PlanContext } from '@bootwright/build-request';
import type { StateCustomizations } from '@bootwright/sealed-state';
import type { CustomizationFacts } from '../customizations/customization-facts.ts';
import { groupDecisions, userDecisions } from './account-decisions.ts';
import type { ChannelDecision } from './channel-decision.ts';
import { mountDecisions } from './mount-decisions.ts';
import { nodeDecisions } from './node-decisions.ts';
import { registrationDecision, registrationState } from './registration-state.ts';
import { systemDecisions } from './system-decisions.ts';

/** What reaches a sealed image, in the form of its state, and what becomes of each customization. */
interface DeliveredContent {
  readonly content: StateCustomizations;
  readonly decisions: readonly ChannelDecision[];
}

/** What reaches a sealed image. `isBuilt`: osbuild writes its files, and not the running system. */
export function deliveredContent(facts: CustomizationFacts, isBuilt: boolean, context: PlanContext): DeliveredContent {
  const { customizations, at, accounts } = facts;
  const { directories = [], files = [] } = customizations;
  context.noteAll(accountNotices(customizations, at, accounts?.users));
  context.noteAll(unreadFiles(files, at));
  const system = systemDecisions(facts);
  const groups = groupDecisions(facts);
  const users = userDecisions(facts, context);
  const folders = nodeDecisions('directories', directories, { facts, isBuilt });
  const written = nodeDecisions('files', files, { facts, isBuilt });
  const mounts = mountDecisions(facts);
  const registration = registrationState(facts);
  return {
    content: {
      groups: groups.accepted,
      users: users.accepted,
      directories: folders.accepted,
      files: [...registration.files, ...written.accepted],
      mounts: mounts.accepted,
      ...system.values,
      enabledUnits: [...system.values.enabledUnits, ...registration.units],
    },
    decisions: [
      ...[system, groups, users, folders, written, mounts].flatMap(({ decisions }) => decisions),
      ...registrationDecision(facts),
    ],
  };
}
