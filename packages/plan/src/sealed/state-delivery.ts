import { accountNotices, unreadFiles } from '@bootwright/blueprint';
import type { PlanContext } from '@bootwright/build-request';
import { pathOnDisk, type SealedState, sealedState } from '@bootwright/sealed-state';
import type { CustomizationFacts } from '../customizations/customization-facts.ts';
import { groupDecisions, userDecisions } from './account-decisions.ts';
import type { ChannelDecision } from './channel-decision.ts';
import { mountDecisions } from './mount-decisions.ts';
import { nodeDecisions } from './node-decisions.ts';
import { registrationDecision, registrationState } from './registration-state.ts';
import type { DeploymentState } from './sealed-customizations.ts';
import { systemDecisions } from './system-decisions.ts';

interface Delivered {
  readonly decisions: readonly ChannelDecision[];
  readonly state?: DeploymentState;
  /** Whether services write to /etc at boot. */
  readonly writesAtBoot: boolean;
}

/** Customizations that go into the state of the deployment with that digest. */
export function deliverInState(facts: CustomizationFacts, digest: string, context: PlanContext): Delivered {
  const { customizations, at, accounts, selinuxPolicy } = facts;
  const { directories = [], files = [] } = customizations;
  context.noteAll(accountNotices(customizations, at, accounts?.users));
  context.noteAll(unreadFiles(files, at));
  const system = systemDecisions(facts);
  const groups = groupDecisions(facts);
  const users = userDecisions(facts, context);
  const folders = nodeDecisions('directories', directories, { facts, isBuilt: true });
  const written = nodeDecisions('files', files, { facts, isBuilt: true });
  const mounts = mountDecisions(facts);
  const registration = registrationState(facts);
  const relabels = selinuxPolicy !== undefined;
  const content = {
    groups: groups.accepted,
    users: users.accepted,
    directories: folders.accepted,
    files: [...registration.files, ...written.accepted],
    mounts: mounts.accepted,
    ...system.values,
    enabledUnits: [...system.values.enabledUnits, ...registration.units],
  };
  const state = sealedState(content, relabels, at);
  const decided = [system, groups, users, folders, written, mounts].flatMap(({ decisions }) => decisions);
  const registered = registrationDecision(facts);
  return {
    decisions: [...decided, ...registered],
    writesAtBoot: state.writesAtBoot,
    ...(state.files.length + state.directories.length === 0 ? {} : { state: onDisk(state, digest) }),
  };
}

function onDisk({ directories, files, labels }: SealedState, digest: string): DeploymentState {
  return {
    directories: directories.map((one) => ({ ...one, path: pathOnDisk(one.path, digest) })),
    files: files.map((one) => ({ ...one, path: pathOnDisk(one.path, digest) })),
    labels: labels.map(([path, label]) => [pathOnDisk(path, digest), label]),
  };
}
