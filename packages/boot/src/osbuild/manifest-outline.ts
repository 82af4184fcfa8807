import { Fault, type Location } from '@bootwright/core';
import { given, isObject, listOf, objectOf, parsedJson, textOf } from './json-object.ts';

/** What driving osbuild needs to know of a manifest. */
export interface ManifestOutline {
  readonly pipelines: readonly PipelineOutline[];
  /** The types of its sources, such as `org.osbuild.curl`. */
  readonly sources: readonly string[];
}

export interface PipelineOutline {
  readonly name: string;
  /** The pipeline in whose tree it is built; absent: on the host. */
  readonly build?: string;
  readonly stages: readonly StageOutline[];
}

export interface StageOutline {
  readonly type: string;
  readonly options: unknown;
  /** Types of its devices, mounts and inputs. */
  readonly devices: readonly string[];
  readonly mounts: readonly string[];
  readonly inputs: readonly string[];
}

/** The outline of a manifest's text. Fault: `osbuild/manifest` for text that is no manifest of version 2. */
export function parseManifestOutline(text: string, at: Location = { document: 'manifest' }): ManifestOutline {
  const manifest = parsedJson(text);
  if (!isObject(manifest) || manifest.version !== '2' || !Array.isArray(manifest.pipelines)) {
    const what = isObject(manifest) ? 'it is no manifest of version 2 with pipelines' : 'it is no JSON object';
    throw new Fault('osbuild/manifest', `the manifest cannot be built: ${what}`, {
      at,
      hint: '"bootwright manifest" writes one',
    });
  }
  return {
    pipelines: manifest.pipelines.map((value) => {
      const pipeline = objectOf(value);
      return {
        name: textOf(pipeline.name) ?? '',
        ...given('build', textOf(pipeline.build)?.replace(/^name:/, '')),
        stages: listOf(pipeline.stages).map(stageOutline),
      };
    }),
    sources: Object.keys(objectOf(manifest.sources)),
  };
}

function stageOutline(value: unknown): StageOutline {
  const stage = objectOf(value);
  return {
    type: textOf(stage.type) ?? '',
    options: stage.options,
    devices: types(Object.values(objectOf(stage.devices))),
    mounts: types(listOf(stage.mounts)),
    inputs: types(Object.values(objectOf(stage.inputs))),
  };
}

function types(values: readonly unknown[]): readonly string[] {
  return values.flatMap((value) => textOf(objectOf(value).type) ?? []);
}
