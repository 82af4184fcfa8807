import { type InlineData, inlineData } from '@bootwright/osbuild';
import type { DeploymentEdit, FileEdit, InstalledImagePlan } from '@bootwright/plan';
import type { ResolveContainer, ResolvedContainer } from './container-source.ts';
import { type DiskAccess, diskAccess } from './disk-access.ts';

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
  /** The texts of files, by text. */
  readonly inline: ReadonlyMap<string, InlineData>;
}

export function imageContext(plan: InstalledImagePlan, resolve: ResolveContainer): ImageContext {
  const [basename = ''] = plan.imageType.filename.split('.');
  const rawFilename = plan.kind === 'disk' ? `${basename}.raw` : 'disk.img';
  const { target, buildroot } = plan.build;
  const resolved = resolve(target);
  return {
    plan,
    basename,
    rawFilename,
    target: resolved,
    builder: buildroot.container.name === target.name ? resolved : resolve(buildroot.container),
    disk: diskAccess(plan.disk.table, rawFilename),
    inline: inlineTexts(plan.customizations.edits),
  };
}

function inlineTexts(edits: readonly DeploymentEdit[]): ReadonlyMap<string, InlineData> {
  const inline = new Map<string, InlineData>();
  for (const { text } of edits.flatMap(writtenFiles)) {
    if (!inline.has(text)) inline.set(text, inlineData(text));
  }
  return inline;
}

function writtenFiles(edit: DeploymentEdit): readonly FileEdit[] {
  return edit.kind === 'files' || edit.kind === 'registration' ? edit.files : [];
}
