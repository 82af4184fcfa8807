import { defined, unreachable } from '@bootwright/core';
import type { BuildPart, DoneOf, MonitorEvent, RunningStage } from './monitor-event.ts';

/** A stage as far as it came. */
export interface StageProgress extends RunningStage {
  readonly state: 'running' | 'done' | 'failed';
  readonly startedAt?: number;
  readonly seconds?: number;
  /** Of a stage that failed: what the manifest asks of it. */
  readonly options?: unknown;
}

/** A pipeline or source as far as it came. */
export interface PartProgress extends BuildPart {
  readonly state: 'running' | 'done' | 'failed';
  readonly startedAt?: number;
  readonly seconds?: number;
  /** How many stages the pipeline has, and how many were run; those that a cache holds are not run. */
  readonly stages: readonly StageProgress[];
  readonly total: number;
  /** Why a source failed. */
  readonly why?: string;
}

/** Where a build stands: a fold of its events. */
export interface RunProgress {
  /** In the order in which they began. */
  readonly parts: readonly PartProgress[];
  readonly overall: DoneOf;
  /** When the last event came, and the first, in seconds since 1970. */
  readonly time?: number;
  readonly startedAt?: number;
  /** Of the stage or source that runs, the end of what it said. */
  readonly said: string;
  /** How many events were no records of osbuild. */
  readonly unreadable: number;
}

/** How much is kept of what a stage says. */
const mostSaid = 64 * 1024;
/** More than any manifest has. */
const most = 10_000;

export const notStarted: RunProgress = { parts: [], overall: { done: 0, total: 0 }, said: '', unreadable: 0 };

/** Where the build stands after `event`. */
export function advance(state: RunProgress, event: MonitorEvent): RunProgress {
  const now = {
    ...state,
    overall: event.overall ?? state.overall,
    ...defined({ startedAt: state.startedAt ?? event.time, time: event.time ?? state.time }),
  };
  switch (event.kind) {
    case 'part-started':
      if (state.parts.length >= most) return now;
      return {
        ...now,
        said: '',
        parts: [
          ...state.parts,
          {
            ...event.part,
            state: 'running',
            stages: [],
            total: event.inPart?.total ?? 0,
            ...defined({ startedAt: event.time }),
          },
        ],
      };
    case 'stage-started':
      return {
        ...inLast(now, (part) => ({
          ...part,
          stages: [...part.stages, { ...event.stage, state: 'running', ...defined({ startedAt: event.time }) }],
        })),
        said: '',
      };
    case 'stage-finished': {
      const { seconds, success, options, output } = event;
      const ended = inLast(now, (part) => endStage(part, event.stage, { seconds, success, options }));
      // The log of a stage comes before its result, in full; the result repeats its end.
      return output === undefined || state.said !== '' ? ended : { ...ended, said: kept(output) };
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
      // What osbuild says of itself is no stage's.
      return event.origin === 'osbuild.main_cli' ? now : { ...now, said: kept(state.said + event.text) };
    case 'unreadable':
    case 'too-long':
      return { ...now, unreadable: state.unreadable + 1 };
    default:
      return unreachable(event);
  }
}

/** What runs, or ran when the stream ended: the last part, and of a pipeline the last stage. */
export function currentStep({ parts }: RunProgress): { part?: PartProgress; stage?: StageProgress } {
  const part = parts.at(-1);
  return { ...defined({ part, stage: part?.stages.at(-1) }) };
}

function inLast(state: RunProgress, change: (part: PartProgress) => PartProgress): RunProgress {
  const last = state.parts.at(-1);
  if (last === undefined || last.stages.length >= most) return state;
  return { ...state, parts: [...state.parts.slice(0, -1), change(last)] };
}

interface StageEnd {
  readonly seconds: number | undefined;
  readonly success: boolean;
  readonly options: unknown;
}

function endStage(part: PartProgress, { type, id }: RunningStage, end: StageEnd): PartProgress {
  const { seconds, success } = end;
  const last = part.stages.at(-1);
  const begun = last?.type === type && last.id === id ? last : undefined;
  const stage: StageProgress = {
    ...(begun ?? { type, id }),
    state: success ? 'done' : 'failed',
    ...defined({ seconds }),
    ...(success ? {} : defined({ options: end.options })),
  };
  const before = begun === undefined ? part.stages : part.stages.slice(0, -1);
  return { ...part, state: success ? part.state : 'failed', stages: [...before, stage] };
}

function secondsBetween(from: number | undefined, to: number | undefined): number | undefined {
  return from === undefined || to === undefined ? undefined : to - from;
}

function kept(text: string): string {
  return text.length > mostSaid ? text.slice(-mostSaid) : text;
}
