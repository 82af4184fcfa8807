import type { PlanContext } from '@bootwright/build-request';
import { pathOnDisk, type SealedState, sealedState } from '@bootwright/sealed-state';
import type { CustomizationFacts } from '../customizations/customization-facts.ts';
import type { ChannelDecision } from './channel-decision.ts';
import { deliveredContent } from './delivered-content.ts';
import type { DeploymentState } from './sealed-customizations.ts';

interface Delivered {
  readonly decisions: readonly ChannelDecision[];
  readonly state?: DeploymentState;
  /** Whether services write to /etc at boot. */
  readonly writesAtBoot: boolean;
}

/** Customizations that go into the state of the deployment with that digest. */
export function deliverInState(facts: CustomizationFacts, digest: string, context: PlanContext): Delivered {
  const { content, decisions } = deliveredContent(facts, true, context);
  const state = sealedState(content, facts.selinuxPolicy !== undefined, facts.at);
  return {
    decisions,
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
