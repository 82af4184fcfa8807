import { Fault, inside, type Location, quoted } from '@bootwright/core';
import type { Customizations } from '../format/customizations.ts';
import { pathProblem } from '../paths/clean-path.ts';
import { isAllowed, type PathPolicy } from '../paths/path-policy.ts';
import { anyMountpoint, rootAndBoot } from '../paths/policies.ts';
import { findingsAt } from './findings.ts';

/** Which mount points `customizations.filesystem` may name: `root-and-boot` where the root file system is btrfs. */
export type MountpointPolicy = 'any' | 'root-and-boot';

/**
 * Faults `blueprint/mountpoint` of `customizations.filesystem`, in document order. `at` is the place of the
 * customizations. Source: mountpointPolicy and mountpointMinimalPolicy of image-builder's bootc_imagetype.go.
 */
export function checkFilesystems(
  customizations: Customizations,
  policy: MountpointPolicy,
  at: Location,
): readonly Fault[] {
  const findings = findingsAt(at);
  const paths: PathPolicy = policy === 'any' ? anyMountpoint : rootAndBoot;
  for (const [index, { mountpoint }] of (customizations.filesystem ?? []).entries()) {
    const place = ['filesystem', index, 'mountpoint'];
    const name = `the mount point ${quoted(mountpoint)}`;
    const wrong = pathProblem(mountpoint);
    if (wrong !== undefined) {
      findings.add(place, { code: 'blueprint/mountpoint', message: `${name} ${wrong.problem}`, hint: wrong.hint });
    } else if (!isAllowed(paths, mountpoint)) {
      const hint = `allowed are ${paths.allowed}`;
      findings.add(place, { code: 'blueprint/mountpoint', message: `${name} is not allowed`, hint });
    }
  }
  return findings.faults;
}

/** The fault `blueprint/disk-and-filesystem` where both are given: they are two ways to lay out the same disk. */
export function checkLayoutChoice(customizations: Customizations, at: Location): readonly Fault[] {
  if (customizations.disk === undefined || customizations.filesystem === undefined) return [];
  const message = 'disk and filesystem are both given, and each lays out the whole disk';
  const hint = 'keep disk and give its partitions the sizes, or keep filesystem';
  return [new Fault('blueprint/disk-and-filesystem', message, { at: inside(at, 'disk'), hint })];
}
