import { inside, isObject, memberOf, type Notice } from '@bootwright/core';
import type { RunProgress } from '@bootwright/osbuild-monitor';
import type { PlannedBuild } from './planned-build.ts';

/** The customizations that lead to stages of a type, the most likely first. */
const customizations: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'org.osbuild.users': [['user']],
  'org.osbuild.groups': [['group']],
  'org.osbuild.mkdir': [['directories']],
  'org.osbuild.copy': [['files']],
  'org.osbuild.chmod': [['files'], ['directories']],
  'org.osbuild.chown': [['files'], ['directories']],
  'org.osbuild.kickstart': [['installer', 'kickstart'], ['user'], ['group'], ['installer']],
  'org.osbuild.anaconda': [['installer', 'modules']],
  'org.osbuild.grub2.iso': [
    ['kernel', 'append'],
    ['installer', 'bootloader'],
  ],
  'org.osbuild.grub2.iso.legacy': [
    ['kernel', 'append'],
    ['installer', 'bootloader'],
  ],
  'org.osbuild.ignition': [['ignition']],
  'org.osbuild.sfdisk': [['disk'], ['filesystem']],
  'org.osbuild.lvm2.create': [['disk'], ['filesystem']],
  'org.osbuild.btrfs.subvol': [['disk']],
  'org.osbuild.mkfs.btrfs': [['disk']],
  'org.osbuild.mkfs.ext4': [['disk'], ['filesystem']],
  'org.osbuild.mkfs.xfs': [['disk'], ['filesystem']],
  'org.osbuild.mkfs.fat': [['disk']],
  'org.osbuild.mkswap': [['disk']],
  'org.osbuild.bootc.install-to-filesystem': [['kernel', 'append'], ['disk'], ['filesystem']],
};

/** A notice for the customization that led to the stage at which a build failed; absent where none is known. */
export function blamedNotice({ parts }: RunProgress, { customizations: given }: PlannedBuild): Notice | undefined {
  const type = parts.at(-1)?.stages.at(-1)?.type;
  if (type === undefined || given === undefined) return undefined;
  const paths = (memberOf(customizations, type) ?? []).map((steps) => ['customizations', ...steps]);
  const path = paths.find((steps) => has(given.blueprint, steps));
  if (path === undefined) return undefined;
  return {
    code: 'build/customization',
    message: `the build failed in the stage ${type}, which this option leads to`,
    at: inside(given.at, ...path),
  };
}

function has(value: unknown, [step, ...rest]: readonly string[]): boolean {
  if (step === undefined) return value !== undefined && (!Array.isArray(value) || value.length > 0);
  return isObject(value) && has(memberOf(value, step), rest);
}
