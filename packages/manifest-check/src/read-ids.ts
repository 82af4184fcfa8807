import { listOf, objectOf } from '@bootwright/core';
import { manifestIds, type PipelineIds } from '@bootwright/osbuild';
import { located, unreadable } from './located.ts';
import { Findings, type ManifestProblem } from './problem.ts';
import { readManifest } from './read-manifest.ts';
import { reportVersion, versionOf } from './version.ts';

/** A pipeline with its ids and the types of its stages. */
export interface TextPipeline extends PipelineIds {
  readonly types: readonly string[];
}

/** The ids of a manifest, or why osbuild gives it none. */
export type ReadIds =
  | { readonly kind: 'ids'; readonly pipelines: readonly TextPipeline[] }
  | { readonly kind: 'problems'; readonly problems: readonly ManifestProblem[] };

/**
 * The ids of the pipelines and stages in the text of a manifest, in any of the forms that `checkManifest` takes; those that
 * `osbuild --inspect` printed are given as they are. Problems are texts that are not JSON, other versions, and references
 * to nothing; what osbuild's schemas reject is not looked for, as that takes longer.
 */
export function readIds(text: string): ReadIds {
  const read = readManifest(text);
  if (read.kind === 'problem') return { kind: 'problems', problems: [unreadable(read)] };
  const { value, inspected, at } = read;
  if (inspected !== undefined) return { kind: 'ids', pipelines: inspectedPipelines(inspected) };
  const errors = new Findings();
  const version = versionOf(value);
  if (version !== '2') reportVersion(value, version, errors.report, errors.report);
  const pipelines = version === '2' ? manifestIds(value, (problem) => errors.report(() => problem)) : [];
  if (errors.count > 0) return { kind: 'problems', problems: located(text, at, errors, new Findings()).errors };
  const types = listOf(objectOf(value).pipelines).map((pipeline) => typesOf(pipeline));
  return { kind: 'ids', pipelines: pipelines.map((ids, index) => ({ ...ids, types: types[index] ?? [] })) };
}

const typesOf = (pipeline: unknown): readonly string[] =>
  listOf(objectOf(pipeline).stages).map((stage) => String(objectOf(stage).type));

function inspectedPipelines(manifest: unknown): readonly TextPipeline[] {
  return listOf(objectOf(manifest).pipelines).map((pipeline) => {
    const { name, stages } = objectOf(pipeline);
    const ids = listOf(stages).map((stage) => String(objectOf(stage).id));
    const id = ids.at(-1);
    return { name: String(name), ...(id === undefined ? {} : { id }), stages: ids, types: typesOf(pipeline) };
  });
}
