import { defined, isObject, listOf, objectOf, textOf } from '@bootwright/core';
import { type PackageSource, referencesOf, type SourceNames, sourceNames } from '@bootwright/fleet-diff';
import { type DiskPicture, diskPicture } from '@bootwright/manifest-diff';
import { stageSummary } from './stage-summary.ts';

/** A stage in one line. */
export interface OutlinedStage {
  /** Without `org.osbuild.`. */
  readonly type: string;
  /** What it does, by its options and inputs; empty for a stage without. */
  readonly summary: string;
}

export interface OutlinedPipeline {
  readonly name: string;
  /** The name of the pipeline whose tree its stages run in. */
  readonly build?: string;
  readonly runner?: string;
  readonly stages: readonly OutlinedStage[];
  /** In the order in which they are installed; each once. */
  readonly packages: readonly PackageSource[];
  readonly disk?: DiskPicture;
}

/** What a manifest builds. */
export interface ManifestOutline {
  readonly pipelines: readonly OutlinedPipeline[];
  /** Containers with their digest, where the manifest gives one. */
  readonly containers: readonly { readonly name: string; readonly digest?: string }[];
  /** Paths of files that the manifest carries or downloads. */
  readonly files: readonly string[];
  /** By kind of source, without `org.osbuild.`. */
  readonly sources: readonly { readonly kind: string; readonly items: number }[];
}

/** Pipelines and stages, packages, containers and files that are listed; no manifest has a tenth of it. */
const most = { stages: 20_000, named: 50_000 };

/** What a manifest builds, for people. Any JSON value has an outline. */
export function manifestOutline(manifest: unknown): ManifestOutline {
  const names = sourceNames(manifest);
  let room = most.stages;
  const pipelines = listOf(objectOf(manifest).pipelines)
    .slice(0, most.stages)
    .map((pipeline, index): OutlinedPipeline => {
      const { name, build, runner } = objectOf(pipeline);
      const stages = listOf(objectOf(pipeline).stages).slice(0, room);
      room -= stages.length;
      const disk = diskPicture(pipeline);
      return {
        name: textOf(name) ?? `#${index}`,
        ...defined({ build: textOf(build)?.replace(/^name:/, ''), runner: textOf(runner), disk }),
        stages: stages.map((stage) => ({
          type: (textOf(objectOf(stage).type) ?? '').replace(/^org\.osbuild\./, ''),
          summary: stageSummary(stage, names),
        })),
        packages: installed(stages, names),
      };
    });
  const sources = Object.entries(objectOf(objectOf(manifest).sources));
  return {
    pipelines,
    containers: containersOf(sources, names),
    files: [...new Set([...names.others.values()].filter((name) => name.startsWith('/')))].slice(0, most.named),
    sources: sources.map(([kind, source]) => ({
      kind: kind.replace(/^org\.osbuild\./, ''),
      items: Object.keys(objectOf(objectOf(source).items)).length,
    })),
  };
}

function installed(stages: readonly unknown[], { packages }: SourceNames): readonly PackageSource[] {
  const found = new Map<string, PackageSource>();
  for (const stage of stages) {
    for (const input of Object.values(objectOf(objectOf(stage).inputs))) {
      for (const [id] of referencesOf(objectOf(input).references)) {
        const one = packages.get(id);
        if (one !== undefined && found.size < most.named) found.set(id, one);
      }
    }
  }
  return [...found.values()];
}

function containersOf(
  sources: readonly (readonly [string, unknown])[],
  { others }: SourceNames,
): ManifestOutline['containers'] {
  return sources
    .filter(([kind]) => /\.(?:skopeo|containers-storage)$/.test(kind))
    .flatMap(([, source]) => Object.entries(objectOf(objectOf(source).items)))
    .slice(0, most.named)
    .map(([id, item]) => {
      const image = isObject(item) ? objectOf(item.image) : {};
      return { name: others.get(id) ?? textOf(image.name) ?? id, ...defined({ digest: textOf(image.digest) }) };
    });
}
