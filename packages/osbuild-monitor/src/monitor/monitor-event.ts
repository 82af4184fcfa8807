/** A part of a build: a pipeline, or a source, which osbuild reports like a pipeline. */
export interface BuildPart {
  readonly kind: 'pipeline' | 'source';
  /** The pipeline's name, or the source's type, such as `org.osbuild.containers-storage`. */
  readonly name: string;
}

/** A stage of a pipeline. */
export interface RunningStage {
  readonly type: string;
  /** osbuild's digest of the stage and everything before it. */
  readonly id: string;
}

/** The number of parts, and of those that are done. */
export interface DoneOf {
  readonly done: number;
  readonly total: number;
}

interface EventContext {
  /** Seconds since 1970, by osbuild's clock. */
  readonly time?: number;
  /** Progress of the whole build: pipelines and sources. */
  readonly overall?: DoneOf;
  /** Progress of the pipeline: stages. */
  readonly inPart?: DoneOf;
}

/** A record of osbuild's JSONSeqMonitor (osbuild/monitor.py). */
export type MonitorEvent = EventContext &
  (
    | { readonly kind: 'part-started'; readonly part: BuildPart }
    | { readonly kind: 'stage-started'; readonly part: BuildPart; readonly stage: RunningStage }
    | {
        readonly kind: 'stage-finished';
        readonly part: BuildPart;
        readonly stage: RunningStage;
        readonly success: boolean;
        /** The end of its output; absent without output. */
        readonly output?: string;
        readonly seconds?: number;
        /** The options that the manifest gives the stage. */
        readonly options?: unknown;
      }
    | {
        readonly kind: 'source-finished';
        readonly part: BuildPart;
        readonly success: boolean;
        /** The reason of a failure. */
        readonly output?: string;
      }
    | { readonly kind: 'part-finished'; readonly part: BuildPart }
    /** Text of a stage, of a service of osbuild, or of osbuild itself; it may end within a line. */
    | {
        readonly kind: 'log';
        readonly text: string;
        /** `stages/TYPE`, `osbuild.main_cli`; absent for services. */
        readonly origin?: string;
      }
    /** Bytes that are not a record. */
    | { readonly kind: 'unreadable'; readonly text: string }
    | { readonly kind: 'too-long'; readonly bytes: number }
  );
