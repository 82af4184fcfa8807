import { defined, Fault, isObject, type Location, listOf, objectOf, parsedJson, textOf } from '@bootwright/core';

/** The parts of a manifest that running osbuild needs. */
export interface ManifestOutline {
  readonly pipelines: readonly PipelineOutline[];
  /** The types of its sources, such as `org.osbuild.curl`. */
  readonly sources: readonly string[];
  /** Ids of images that it reads from podman's storage, `sha256:…`. */
  readonly localImages: readonly string[];
}

export interface PipelineOutline {
  readonly name: string;
  /** The pipeline whose tree it is built in; absent: the host. */
  readonly build?: string;
  /** The pipelines whose trees its stages read. */
  readonly reads: readonly string[];
  readonly stages: readonly StageOutline[];
}

export interface StageOutline {
  readonly type: string;
  readonly options: unknown;
  /** Types of its devices, mounts and inputs. */
  readonly devices: readonly string[];
  readonly mounts: readonly string[];
  readonly inputs: readonly string[];
  /** Whether it needs the partitions of a disk as devices. */
  readonly scansPartitions: boolean;
}

/** The outline of a manifest's text. Fault: `osbuild/manifest` for a text that is not a manifest of version 2. */
export function parseManifestOutline(text: string, at: Location = { document: 'manifest' }): ManifestOutline {
  const manifest = parsedJson(text);
  if (!isObject(manifest) || manifest.version !== '2' || !Array.isArray(manifest.pipelines)) {
    const what = isObject(manifest) ? 'it is not a manifest of version 2 with pipelines' : 'it is not a JSON object';
    throw new Fault('osbuild/manifest', `the manifest cannot be built: ${what}`, {
      at,
      hint: 'write one with "bootwright manifest"',
    });
  }
  const sources = objectOf(manifest.sources);
  return {
    pipelines: manifest.pipelines.map((value) => {
      const pipeline = objectOf(value);
      return {
        name: textOf(pipeline.name) ?? '',
        ...defined({ build: textOf(pipeline.build)?.replace(/^name:/, '') }),
        reads: [...new Set(listOf(pipeline.stages).flatMap(referredPipelines))],
        stages: listOf(pipeline.stages).map(stageOutline),
      };
    }),
    sources: Object.keys(sources),
    localImages: Object.keys(objectOf(objectOf(sources['org.osbuild.containers-storage']).items)),
  };
}

/** Inputs name pipelines as `name:NAME`, in a list or as keys. */
function referredPipelines(value: unknown): readonly string[] {
  return Object.values(objectOf(objectOf(value).inputs)).flatMap((input) => {
    const { references } = objectOf(input);
    const names = Array.isArray(references) ? references : Object.keys(objectOf(references));
    return names.flatMap((name) => /^name:(.+)$/.exec(textOf(name) ?? '')?.[1] ?? []);
  });
}

/** The outline without the pipelines that `exports` do not need. */
export function neededFor(exports: readonly string[], outline: ManifestOutline): ManifestOutline {
  const needed = new Set(exports);
  // A pipeline comes after all that it needs.
  for (const { name, build, reads } of outline.pipelines.toReversed()) {
    if (!needed.has(name)) continue;
    for (const other of [...(build === undefined ? [] : [build]), ...reads]) needed.add(other);
  }
  return { ...outline, pipelines: outline.pipelines.filter(({ name }) => needed.has(name)) };
}

function stageOutline(value: unknown): StageOutline {
  const stage = objectOf(value);
  return {
    type: textOf(stage.type) ?? '',
    options: stage.options,
    devices: types(Object.values(objectOf(stage.devices))),
    mounts: types(listOf(stage.mounts)),
    inputs: types(Object.values(objectOf(stage.inputs))),
    scansPartitions: Object.values(objectOf(stage.devices)).some(
      (device) => objectOf(objectOf(device).options).partscan === true,
    ),
  };
}

function types(values: readonly unknown[]): readonly string[] {
  return values.flatMap((value) => textOf(objectOf(value).type) ?? []);
}
