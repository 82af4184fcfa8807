/** What a part of a build is: a pipeline, or a source, which osbuild reports as if it were one. */
export interface BuildPart {
  readonly kind: 'pipeline' | 'source';
  /** The pipeline's name, or the source's type, such as `org.osbuild.containers-storage`. */
  readonly name: string;
}

/** A stage of a pipeline. */
export interface RunningStage {
  readonly type: string;
  /** osbuild's digest of the stage and all that comes before it. */
  readonly id: string;
}

/** How many parts there are, and how many of them are done. */
export interface DoneOf {
  readonly done: number;
  readonly total: number;
}

interface Told {
  /** Seconds since 1970, as osbuild says. */
  readonly time?: number;
  /** Of the whole build: pipelines and sources. */
  readonly overall?: DoneOf;
  /** Of the pipeline: stages. */
  readonly inPart?: DoneOf;
}

/** One thing that osbuild's JSONSeqMonitor tells (osbuild/monitor.py). */
export type MonitorEvent = Told &
  (
    | { readonly kind: 'part-started'; readonly part: BuildPart }
    | { readonly kind: 'stage-started'; readonly part: BuildPart; readonly stage: RunningStage }
    | {
        readonly kind: 'stage-finished';
        readonly part: BuildPart;
        readonly stage: RunningStage;
        readonly success: boolean;
        /** The end of what it wrote; absent where it wrote nothing. */
        readonly output?: string;
        readonly seconds?: number;
        /** The options that the manifest gives the stage. */
        readonly options?: unknown;
      }
    | {
        readonly kind: 'source-finished';
        readonly part: BuildPart;
        readonly success: boolean;
        /** Why not. */
        readonly output?: string;
      }
    | { readonly kind: 'part-finished'; readonly part: BuildPart }
    /** Text of a stage, of a service of osbuild, or of osbuild itself; it need not end with its line. */
    | {
        readonly kind: 'log';
        readonly text: string;
        /** `stages/TYPE`, `osbuild.main_cli`; absent for services. */
        readonly origin?: string;
      }
    /** Bytes that are no record, or none that says what it is. */
    | { readonly kind: 'unreadable'; readonly text: string }
    | { readonly kind: 'too-long'; readonly bytes: number }
  );
