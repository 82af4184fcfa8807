import { defined, unreachable } from '@bootwright/core';
import type { BuildPart, DoneOf, MonitorEvent, RunningStage } from './monitor-event.ts';

interface Progress {
  readonly state: 'running' | 'done' | 'failed';
  readonly startedAt?: number;
  readonly seconds?: number;
}

export interface StageProgress extends RunningStage, Progress {
  /** Options in the manifest, of a stage that failed. */
  readonly options?: unknown;
}

/** The progress of a pipeline or source. */
export interface PartProgress extends BuildPart, Progress {
  /** The stages that were run: those in the cache are not. `total` is the number of stages of the pipeline. */
  readonly stages: readonly StageProgress[];
  readonly total: number;
  /** Why a source failed. */
  readonly why?: string;
}

/** The progress of a build: a fold of its events. */
export interface RunProgress {
  /** In the order of their starts. */
  readonly parts: readonly PartProgress[];
  readonly overall: DoneOf;
  /** Times of the last and of the first event, in seconds since 1970. */
  readonly time?: number;
  readonly startedAt?: number;
  /** The end of the log of the current stage or source. */
  readonly log: string;
  /** How many events were not records of osbuild. */
  readonly unreadable: number;
}

/** How many characters of a stage's log are kept. */
const mostLog = 64 * 1024;
/** More parts or stages than any manifest has. */
const most = 10_000;

export const notStarted: RunProgress = { parts: [], overall: { done: 0, total: 0 }, log: '', unreadable: 0 };

/** The progress after `event`. */
export function advance(state: RunProgress, event: MonitorEvent): RunProgress {
  const now = {
    ...state,
    overall: event.overall ?? state.overall,
    ...defined({ startedAt: state.startedAt ?? event.time, time: event.time ?? state.time }),
  };
  switch (event.kind) {
    case 'part-started':
      if (state.parts.length >= most) return now;
      return { ...now, log: '', parts: [...state.parts, startedPart(event.part, event)] };
    case 'stage-started':
      return {
        ...inLast(now, (part) => ({
          ...part,
          stages: [...part.stages, { ...event.stage, state: 'running', ...defined({ startedAt: event.time }) }],
        })),
        log: '',
      };
    case 'stage-finished': {
      const { output } = event;
      const ended = inLast(now, (part) => endStage(part, event));
      // The complete log of a stage comes before its result, which repeats the end.
      return output === undefined || state.log !== '' ? ended : { ...ended, log: kept(output) };
    }
    case 'source-finished':
      return inLast(now, (part) => ({
        ...part,
        state: event.success ? part.state : 'failed',
        ...defined({ why: event.success ? undefined : event.output }),
      }));
    case 'part-finished':
      return inLast(now, (part) => ({
        ...part,
        state: part.state === 'failed' ? 'failed' : 'done',
        ...defined({ seconds: secondsBetween(part.startedAt, event.time) }),
      }));
    case 'log':
      // Messages of osbuild itself do not belong to a stage.
      return event.origin === 'osbuild.main_cli' ? now : { ...now, log: kept(state.log + event.text) };
    case 'unreadable':
    case 'too-long':
      return { ...now, unreadable: state.unreadable + 1 };
    default:
      return unreachable(event);
  }
}

/** The current part and stage, or the last ones of a stream that ended. */
export function currentStep({ parts }: RunProgress): { part?: PartProgress; stage?: StageProgress } {
  const part = parts.at(-1);
  return defined({ part, stage: part?.stages.at(-1) });
}

function startedPart(part: BuildPart, { inPart, time }: MonitorEvent): PartProgress {
  return { ...part, state: 'running', stages: [], total: inPart?.total ?? 0, ...defined({ startedAt: time }) };
}

function inLast(state: RunProgress, change: (part: PartProgress) => PartProgress): RunProgress {
  const last = state.parts.at(-1);
  if (last === undefined || last.stages.length >= most) return state;
  return { ...state, parts: [...state.parts.slice(0, -1), change(last)] };
}

type StageEnd = Extract<MonitorEvent, { readonly kind: 'stage-finished' }>;

function endStage(part: PartProgress, { stage: { type, id }, seconds, success, options }: StageEnd): PartProgress {
  const last = part.stages.at(-1);
  const begun = last?.type === type && last.id === id ? last : undefined;
  const stage: StageProgress = {
    ...(begun ?? { type, id }),
    state: success ? 'done' : 'failed',
    ...defined({ seconds }),
    ...(success ? {} : defined({ options })),
  };
  const before = begun === undefined ? part.stages : part.stages.slice(0, -1);
  return { ...part, state: success ? part.state : 'failed', stages: [...before, stage] };
}

function secondsBetween(from: number | undefined, to: number | undefined): number | undefined {
  return from === undefined || to === undefined ? undefined : to - from;
}

function kept(text: string): string {
  return text.length > mostLog ? text.slice(-mostLog) : text;
}
