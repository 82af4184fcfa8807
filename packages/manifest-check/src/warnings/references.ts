import { type Fields, fieldsOf, isFields, listOf } from '@bootwright/osbuild';
import type { Report } from '../problem.ts';
import type { PlacedPipeline } from './report-warnings.ts';

/** Reports sources that no stage uses, exports of no pipeline, and references that osbuild passes over. */
export function reportReferences(manifest: Fields, pipelines: readonly PlacedPipeline[], report: Report): void {
  const used = new Set<string>();
  for (const { stages } of pipelines) {
    for (const { stage, path } of stages) {
      for (const [name, input] of Object.entries(fieldsOf(stage.inputs))) {
        const { origin, references } = fieldsOf(input);
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
  for (const [name, source] of Object.entries(fieldsOf(manifest.sources))) {
    for (const key of Object.keys(fieldsOf(fieldsOf(source).items))) {
      if (used.has(key) || (name === 'org.osbuild.skopeo-index' && images.has(imageName(source, key)))) continue;
      const message = `no stage uses ${JSON.stringify(key)}, which is fetched all the same`;
      report(() => ({ code: 'manifest/unused-source', message, path: ['sources', name, 'items', key] }));
    }
  }
  const names = new Set(pipelines.map(({ pipeline }) => pipeline.name));
  for (const [index, { name }] of listOf(fieldsOf(manifest.metadata).exports).map(fieldsOf).entries()) {
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
function usedImages(manifest: Fields, used: ReadonlySet<string>): ReadonlySet<unknown> {
  const source = fieldsOf(manifest.sources)['org.osbuild.skopeo'];
  const keys = Object.keys(fieldsOf(fieldsOf(source).items)).filter((key) => used.has(key));
  return new Set(keys.map((key) => imageName(source, key)));
}

const imageName = (source: unknown, key: string): unknown =>
  fieldsOf(fieldsOf(fieldsOf(fieldsOf(source).items)[key]).image).name;

function keysOf(references: unknown): readonly (readonly [key: string, step: string | number])[] {
  if (isFields(references)) return Object.keys(references).map((key) => [key, key]);
  return listOf(references).flatMap((reference, index): readonly (readonly [string, number])[] => {
    const id = typeof reference === 'string' ? reference : fieldsOf(reference).id;
    return typeof id === 'string' ? [[id, index]] : [];
  });
}
