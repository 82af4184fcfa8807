import { type ProfileDifferenceName, profileDifferences } from '@bootwright/build-request';
import { type BootPlan, type Channel, rootVerified } from './boot/boot-plan.ts';
import type { PlannedImage } from './image-plan.ts';

/** The part of an image that a decision is about. */
export type Concern =
  /** How bootc stores the deployment. */
  | 'storage'
  | 'boot-loader'
  | 'kernel-arguments'
  /** Accounts, files, mount units and whatever else is put into the deployment. */
  | 'deployment-edits'
  /** BIOS boot and /boot. */
  | 'boot-partitions'
  | 'root-type'
  | 'root-size'
  | 'volume-sizes'
  /** SELinux labels of the buildroot. */
  | 'build-labels';

/** Why an image is as it is, where one might expect something else. */
export interface PlanReason {
  readonly concern: Concern;
  readonly text: string;
}

/** What each difference between the profiles is about; those that give a fault or a notice alone are about no image. */
const concerns: Partial<Readonly<Record<ProfileDifferenceName, Concern>>> = {
  'sealed-boot-partitions': 'boot-partitions',
  'sealed-xbootldr': 'boot-partitions',
  'sealed-esp-size': 'boot-partitions',
  'sealed-root-subvolume': 'root-type',
  'sealed-root-type': 'root-type',
  'discoverable-root': 'root-type',
  'sealed-grow-root': 'root-size',
  'root-volume-minimum': 'volume-sizes',
  'build-relabel': 'build-labels',
  'systemd-boot-storage': 'storage',
};

/** The reasons that the boot plan and the profile give for what they decided; none for what is as usual. */
export function planReasons({ plan, fixed }: PlannedImage): readonly PlanReason[] {
  const applied = fixed.flatMap((name) => {
    const concern = concerns[name];
    return concern === undefined ? [] : [{ concern, text: profileDifferences[name].reason }];
  });
  return [...bootReasons(plan.boot), ...applied];
}

function bootReasons(boot: BootPlan): readonly PlanReason[] {
  const { bootloader } = boot;
  const { kernelArguments, deploymentEdits } = boot.channels;
  const { biosBoot } = boot.partitions;
  const reasons: PlanReason[] = [];
  if (boot.sealed) reasons.push({ concern: 'storage', text: rootVerified.reason });
  const edits = reasonOf(deploymentEdits);
  if (edits !== undefined) reasons.push({ concern: 'deployment-edits', text: edits });
  if (bootloader !== undefined) {
    const text = 'the install configuration of the container names the boot loader';
    reasons.push({ concern: 'boot-loader', text });
  }
  const appended = reasonOf(kernelArguments);
  if (appended !== undefined) reasons.push({ concern: 'kernel-arguments', text: appended });
  if (!biosBoot.allowed) reasons.push({ concern: 'boot-partitions', text: biosBoot.reason });
  return reasons;
}

/** None for the channels of images that are not sealed. */
function reasonOf(channel: Channel): string | undefined {
  return 'reason' in channel ? channel.reason : undefined;
}
