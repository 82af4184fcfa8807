import { type Pipeline, pipeline, type Stage, stage, treeInput } from '@bootwright/osbuild';
import type { Buildroot } from '@bootwright/plan';
import { imageInput, type ResolvedContainer } from '../container-source.ts';

/** Configuration of the target that the install needs in the tree that builds. */
const targetConfiguration = ['/usr/lib/bootc/install', '/usr/lib/ostree'];

/** Programs that the build runs with the rights of an installer. */
const installers = ['/usr/bin/mount', '/usr/bin/ostree', '/usr/bin/umount'];

/** What a buildroot is made from. */
export interface BuildrootRecipe {
  readonly name: string;
  readonly buildroot: Buildroot;
  readonly container: ResolvedContainer;
  /** Whether the directories of the target's configuration must be there. */
  readonly configured: boolean;
  /** The pipeline that the configuration is copied from. */
  readonly copiesFrom?: string;
}

/** The tree of a container, made ready to run stages in. */
export function buildrootPipeline(recipe: BuildrootRecipe): Pipeline {
  return pipeline({
    name: recipe.name,
    runner: recipe.buildroot.runner,
    stages: [
      deployedContainer(recipe.container),
      ...makeConfiguration(recipe),
      ...copyConfiguration(recipe),
      ...label(recipe),
    ],
  });
}

/** The tree of a container; what it is signed with stays behind. */
export function deployedContainer(container: ResolvedContainer): Stage {
  const images = imageInput(container);
  return stage('org.osbuild.container-deploy', { 'remove-signatures': true }, { inputs: { images } });
}

function makeConfiguration({ configured }: BuildrootRecipe): readonly Stage[] {
  if (!configured) return [];
  const paths = targetConfiguration.map((path) => ({ path, parents: true, exist_ok: true }));
  return [stage('org.osbuild.mkdir', { paths })];
}

function copyConfiguration({ copiesFrom }: BuildrootRecipe): readonly Stage[] {
  if (copiesFrom === undefined) return [];
  const paths = targetConfiguration.map((path) => ({ from: `input://copy-tree${path}/`, to: `tree://${path}/` }));
  return [stage('org.osbuild.copy', { paths }, { inputs: { 'copy-tree': treeInput(copiesFrom) } })];
}

function label({ buildroot }: BuildrootRecipe): readonly Stage[] {
  const { selinuxPolicy } = buildroot;
  if (selinuxPolicy === undefined) return [];
  return [
    stage('org.osbuild.selinux', {
      file_contexts: `etc/selinux/${selinuxPolicy}/contexts/files/file_contexts`,
      exclude_paths: ['/sysroot'],
      labels: Object.fromEntries(installers.map((path) => [path, 'system_u:object_r:install_exec_t:s0'])),
    }),
  ];
}
