import { defined, isObject, numberOf, readJsonText, textOf } from '@bootwright/core';
import type { RunProgress } from '@bootwright/osbuild-monitor';

/** How far a build is, whatever builds it. */
export interface BuildProgress {
  /** What is done now, in a few words. */
  readonly message?: string;
  /** Steps that are done; of `total`, which is 0 where nobody knows it. */
  readonly done: number;
  readonly total: number;
  /** The type of the running stage of osbuild. */
  readonly stage?: string;
  /** Of the step that is running. */
  readonly subprogress?: BuildProgress;
}

/** More than the few hundred bytes that image-builder writes. */
const longestState = 64 * 1024;
/** Builds, pipelines, stages; and some to spare. */
const deepestState = 8;

/**
 * The state that `image-builder --progress file` writes next to the image (`NAME.progress`). `undefined` for a text that is
 * not such a state, as of a file that does not exist yet.
 */
export function parseProgressFile(text: string): BuildProgress | undefined {
  if (text.length > longestState) return undefined;
  const reading = readJsonText(text);
  return reading.kind === 'value' ? stateOf(reading.value, deepestState) : undefined;
}

function stateOf(value: unknown, depth: number): BuildProgress | undefined {
  if (!isObject(value) || depth === 0) return undefined;
  const [done, total] = [countOf(value.done), countOf(value.total)];
  if (done === undefined || total === undefined) return undefined;
  const message = textOf(value.message);
  return {
    ...(message === undefined || message === '' ? {} : { message }),
    ...{ done, total },
    ...defined({ subprogress: stateOf(value.subprogress, depth - 1) }),
  };
}

function countOf(value: unknown): number | undefined {
  const number = numberOf(value);
  return number !== undefined && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

/** The part of a build that is done, from 0 to 1; `undefined` where nobody knows how many steps there are. */
export function doneFraction({ done, total, subprogress }: BuildProgress): number | undefined {
  if (total === 0) return undefined;
  const below = subprogress === undefined ? 0 : (doneFraction(subprogress) ?? 0);
  return Math.min(1, (done + below) / total);
}

/** The progress of a run of osbuild. */
export function buildProgress({ parts, overall }: RunProgress, totalParts = overall.total): BuildProgress {
  const part = parts.at(-1);
  const done = Math.max(overall.done, parts.filter(({ state }) => state === 'done').length);
  const whole = { done, total: Math.max(totalParts, overall.total) };
  if (part === undefined || part.state === 'done') return whole;
  const stage = part.stages.at(-1);
  const running = stage?.state === 'running' ? stage.type : undefined;
  const finished = part.stages.filter(({ state }) => state === 'done').length;
  return {
    message: part.kind === 'source' ? `Fetching ${part.name}` : `Building ${part.name}`,
    ...whole,
    ...defined({ stage: running }),
    ...(part.kind === 'source'
      ? {}
      : { subprogress: { ...defined({ message: running }), done: finished, total: part.total } }),
  };
}
