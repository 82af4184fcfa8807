import { defined } from '@bootwright/core';
import { type InlineData, inlineData, type Stage } from '@bootwright/osbuild';
import type { DeploymentEdit, FileEdit, InstalledImagePlan } from '@bootwright/plan';
import type { ResolveContainer, ResolvedContainer } from './container-source.ts';
import { type DiskAccess, diskAccess } from './disk-access.ts';
import type { MakeAddon } from './make-addon.ts';

/** What the pipelines of one manifest share. */
export interface ImageContext {
  readonly plan: InstalledImagePlan;
  /** Of every file that the manifest makes, without its extension. */
  readonly basename: string;
  /** Of the raw disk. */
  readonly rawFilename: string;
  readonly target: ResolvedContainer;
  readonly builder: ResolvedContainer;
  readonly disk: DiskAccess;
  /** The addon of the unified kernel image, where the disk gets one. */
  readonly addon?: InlineData;
  readonly sealedStages?: SealedMakers['sealedStages'];
  /** The texts of files, by text. */
  readonly inline: ReadonlyMap<string, InlineData>;
}

/** What else the pipelines of a customized sealed image need. */
export interface SealedMakers {
  readonly makeAddon: MakeAddon;
  readonly sealedStages: (context: ImageContext) => readonly Stage[];
}

export function imageContext(
  plan: InstalledImagePlan,
  resolve: ResolveContainer,
  { makeAddon, sealedStages }: Partial<SealedMakers>,
): ImageContext {
  const [basename = ''] = plan.imageType.filename.split('.');
  const rawFilename = plan.kind === 'disk' ? `${basename}.raw` : 'disk.img';
  const { target, buildroot } = plan.build;
  const resolved = resolve(target);
  const { edits, sealed } = plan.customizations;
  const addon = sealed?.addon;
  return {
    plan,
    basename,
    rawFilename,
    target: resolved,
    builder: buildroot.container.name === target.name ? resolved : resolve(buildroot.container),
    disk: diskAccess(plan.disk.table, rawFilename),
    ...(addon === undefined || makeAddon === undefined
      ? {}
      : { addon: inlineData(makeAddon({ ...addon, architecture: plan.architecture })) }),
    ...defined({ sealedStages }),
    inline: inlineTexts([...edits.flatMap(writtenFiles), ...(sealed?.state?.files ?? [])]),
  };
}

function inlineTexts(files: readonly { readonly text: string }[]): ReadonlyMap<string, InlineData> {
  const inline = new Map<string, InlineData>();
  for (const { text } of files) {
    if (!inline.has(text)) inline.set(text, inlineData(text));
  }
  return inline;
}

function writtenFiles(edit: DeploymentEdit): readonly FileEdit[] {
  return edit.kind === 'files' || edit.kind === 'registration' ? edit.files : [];
}
