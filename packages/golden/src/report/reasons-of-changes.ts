import { listOf, objectOf } from '@bootwright/core';
import { type Change, type ChangeReason, changesOf, type ManifestDiff, placeOf } from '@bootwright/manifest-diff';
import type { Concern, PlanReason } from '@bootwright/plan';

/** Stages that put something onto the disk next to the deployment. */
const bootEdits = ['org.osbuild.ignition', 'org.osbuild.grub2.d'];

/** Which changes a decision about each part of an image explains. */
const explains: Readonly<Record<Concern, (change: Change) => boolean>> = {
  storage: (change) => isInstallOption(change, 'composefs'),
  'boot-loader': (change) => isInstallOption(change, 'bootloader'),
  'kernel-arguments': (change) => change.class === 'kernel-argument',
  'deployment-edits': isDeploymentEdit,
  'boot-partitions': (change) => isOfRole(change, ['BIOS boot', 'boot']) || isBehind(change),
  'root-type': (change) => isOfRole(change, ['root']) && pathOf(change).at(-1) === 'type',
  'root-size': (change) => isOfRole(change, ['root']) && change.class === 'size',
  'volume-sizes': (change) => change.class === 'size',
  'build-labels': (change) => nameOf(change, 'pipeline') === 'build' && nameOf(change, 'stage').endsWith('.selinux'),
};

/** Whether a text names a part of an image. */
export function isConcern(value: unknown): value is Concern {
  return typeof value === 'string' && Object.hasOwn(explains, value);
}

/**
 * For each change the reasons that the plan of one side gives for it and that of the other does not. Where the other
 * side has no plan, such as a golden, `before` is left out.
 */
export function reasonsOfChanges(
  diff: ManifestDiff,
  after: readonly PlanReason[],
  before: readonly PlanReason[] = [],
): readonly ChangeReason[] {
  const isIn = (reasons: readonly PlanReason[], { concern, text }: PlanReason): boolean =>
    reasons.some((one) => one.concern === concern && one.text === text);
  const reasons = [...after.filter((one) => !isIn(before, one)), ...before.filter((one) => !isIn(after, one))];
  return changesOf(diff).flatMap((change) =>
    reasons
      .filter(({ concern }) => explains[concern](change))
      .map(({ text }): ChangeReason => ({ path: pathOf(change), text })),
  );
}

function pathOf(change: Change): ChangeReason['path'] {
  return placeOf(change).path;
}

function nameOf(change: Change, what: 'pipeline' | 'stage' | 'partition'): string {
  return placeOf(change).landmarks.find((one) => one.what === what)?.name ?? '';
}

function isInstallOption(change: Change, option: string): boolean {
  return nameOf(change, 'stage').startsWith('org.osbuild.bootc.install') && pathOf(change).includes(option);
}

/** A partition of that role, or the stage that makes its file system. */
function isOfRole(change: Change, roles: readonly string[]): boolean {
  const { landmarks } = placeOf(change);
  return landmarks.some(
    ({ what, name, label }) =>
      ((what === 'partition' || what === 'device' || what === 'mount') && roles.includes(name)) ||
      (what === 'stage' && name.startsWith('org.osbuild.mkfs.') && roles.includes(label ?? '')),
  );
}

/** Partitions behind those that came or went start elsewhere and have another number. */
function isBehind(change: Change): boolean {
  return (change.kind === 'resized' && change.quantity === 'start') || pathOf(change).at(-1) === 'partition';
}

/** A stage that works on the deployment, or on /boot once it is filled. */
function isDeploymentEdit(change: Change): boolean {
  if (change.class !== 'stage' || (change.kind !== 'added' && change.kind !== 'removed')) return false;
  const { value } = change.kind === 'removed' ? change.before : change.after;
  const mounts = listOf(objectOf(value).mounts).map(objectOf);
  const isMounted = mounts.some(({ type }) => type === 'org.osbuild.ostree.deployment');
  return bootEdits.includes(nameOf(change, 'stage')) || isMounted;
}
