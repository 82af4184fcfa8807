import { Fault } from '@bootwright/core';
import type { PackageSet } from '@bootwright/media-plan';
import type { ResolvedPackages } from '@bootwright/osbuild';

/** Finds the packages of a set; faults are its own. */
export type Depsolve = (set: PackageSet) => ResolvedPackages;

/** Stands for a missing depsolver: throws the fault `source/depsolver`. */
export const noDepsolver: Depsolve = () => {
  throw new Fault('source/depsolver', 'an installer of packages needs a depsolver, and there is none', {
    hint: 'use the image type "bootc-installer", whose installer is a container and needs no packages; "manifest --mock-sources" makes packages up, for a manifest to compare; or install osbuild-depsolve-dnf, and name the root directory of the container with --root',
  });
};
