import type { DocumentPath } from '@bootwright/core';
import { isObject } from '@bootwright/core';
import type { ManifestOutline, StageOutline } from '../manifest-outline.ts';
import type { PartProgress, StageProgress } from '../monitor/run-progress.ts';

/**
 * The path in the manifest of the last stage that ran; the path of the pipeline where several stages match, and nothing
 * where the manifest has no such pipeline or source.
 *
 * A run executes all stages, or only the last ones if the first are in the cache. Which ones is decided by their types, and
 * by the options of a stage that failed.
 */
export function stageLocation(part: PartProgress, { pipelines, sources }: ManifestOutline): DocumentPath | undefined {
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

/** Whether the stages that ran match those of the manifest from `first` on. */
function isRun(ran: readonly StageProgress[], all: readonly StageOutline[], first: number): boolean {
  return ran.every(({ type, state, options }, index) => {
    const stage = all[first + index];
    if (stage?.type !== type) return false;
    return state !== 'failed' || isSame(options ?? {}, stage.options ?? {});
  });
}

/** Whether two JSON values are equal, regardless of the order of keys. */
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
