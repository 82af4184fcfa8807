import { isObject, type JsonObject, listOf, objectOf } from '@bootwright/core';

import type { Report } from '../problem.ts';
import type { PlacedPipeline } from './placed-stage.ts';

/** Reports sources that no stage uses, exports of no pipeline, and references that osbuild passes over. */
export function reportReferences(manifest: JsonObject, pipelines: readonly PlacedPipeline[], report: Report): void {
  const used = new Set<string>();
  for (const { stages } of pipelines) {
    for (const { stage, path } of stages) {
      for (const [name, input] of Object.entries(objectOf(stage.inputs))) {
        const { origin, references } = objectOf(input);
        const keys = keysOf(references);
        if (origin === 'org.osbuild.source') for (const [key] of keys) used.add(key);
        if (origin !== 'org.osbuild.pipeline') continue;
        for (const [key, step] of keys) {
          if (key.startsWith('name:')) continue;
          const message = `the reference ${JSON.stringify(key)} has no effect: it does not begin with "name:"`;
          report(() => ({
            code: 'manifest/ignored-reference',
            message,
            path: [...path, 'inputs', name, 'references', step],
          }));
        }
      }
    }
  }
  const images = usedImages(manifest, used);
  for (const [name, source] of Object.entries(objectOf(manifest.sources))) {
    for (const key of Object.keys(objectOf(objectOf(source).items))) {
      if (used.has(key) || (name === 'org.osbuild.skopeo-index' && images.has(imageName(source, key)))) continue;
      const message = `no stage uses ${JSON.stringify(key)}, which is fetched all the same`;
      report(() => ({ code: 'manifest/unused-source', message, path: ['sources', name, 'items', key] }));
    }
  }
  const names = new Set(pipelines.map(({ pipeline }) => pipeline.name));
  for (const [index, { name }] of listOf(objectOf(manifest.metadata).exports).map(objectOf).entries()) {
    if (names.has(name)) continue;
    const message = `no pipeline ${JSON.stringify(name)} exists, which is to be exported`;
    report(() => ({ code: 'manifest/unknown-export', message, path: ['metadata', 'exports', index, 'name'] }));
  }
  for (const { pipeline, path } of pipelines) {
    const { name } = pipeline;
    if (typeof name === 'string' || !('name' in pipeline)) continue;
    report(() => ({
      code: 'manifest/pipeline-name',
      message: 'the name of a pipeline is not text',
      path: [...path, 'name'],
    }));
  }
}

/**
 * Names of the containers that stages use. The list of a container's manifests is fetched with it, whether or not it is
 * stored with the container.
 */
function usedImages(manifest: JsonObject, used: ReadonlySet<string>): ReadonlySet<unknown> {
  const source = objectOf(manifest.sources)['org.osbuild.skopeo'];
  const keys = Object.keys(objectOf(objectOf(source).items)).filter((key) => used.has(key));
  return new Set(keys.map((key) => imageName(source, key)));
}

const imageName = (source: unknown, key: string): unknown =>
  objectOf(objectOf(objectOf(objectOf(source).items)[key]).image).name;

function keysOf(references: unknown): readonly (readonly [key: string, step: string | number])[] {
  if (isObject(references)) return Object.keys(references).map((key) => [key, key]);
  return listOf(references).flatMap((reference, index): readonly (readonly [string, number])[] => {
    const id = typeof reference === 'string' ? reference : objectOf(reference).id;
    return typeof id === 'string' ? [[id, index]] : [];
  });
}
