import type { DocumentPath } from '@bootwright/core';
import { isObject } from '@bootwright/core';
import type { ManifestOutline, StageOutline } from '../manifest-outline.ts';
import type { PartProgress, StageProgress } from '../monitor/run-progress.ts';

/**
 * Where in the manifest the last stage of a pipeline that ran stands; the pipeline alone where more than one stage could
 * be meant, and nothing where the manifest has no such pipeline or source.
 *
 * A run goes through all stages, or, where a cache holds the first of them, through those at the end: which ones is
 * known by their types, and by the options of one that failed.
 */
export function placeOf(part: PartProgress, { pipelines, sources }: ManifestOutline): DocumentPath | undefined {
  if (part.kind === 'source') return sources.includes(part.name) ? ['sources', part.name] : undefined;
  const index = pipelines.findIndex(({ name }) => name === part.name);
  const pipeline = pipelines[index];
  if (pipeline === undefined) return undefined;
  const place = ['pipelines', index];
  if (part.stages.length === 0) return place;
  const firsts = pipeline.stages.map((_, first) => first).filter((first) => isRun(part.stages, pipeline.stages, first));
  const [first] = firsts;
  return first === undefined || firsts.length > 1 ? place : [...place, 'stages', first + part.stages.length - 1];
}

/** Whether the stages that ran may be those of the manifest from `first` on. */
function isRun(ran: readonly StageProgress[], all: readonly StageOutline[], first: number): boolean {
  return ran.every(({ type, state, options }, index) => {
    const stage = all[first + index];
    if (stage?.type !== type) return false;
    return state !== 'failed' || isSame(options ?? {}, stage.options ?? {});
  });
}

/** Whether two values of JSON are equal, whatever the order of their keys. */
function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => isSame(item, other[index]));
  }
  if (isObject(one) && isObject(other)) {
    const keys = Object.keys(one);
    return (
      keys.length === Object.keys(other).length &&
      keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key]))
    );
  }
  return one === other;
}
