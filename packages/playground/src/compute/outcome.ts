import type { DiskDrawing } from '@bootwright/frontend-kit';
import type { DocumentName } from '../inputs/playground-input.ts';

// What the worker answers: plain data that can be posted.

/** A fault or a notice, with the text that it is about. */
export interface Finding {
  readonly level: 'fault' | 'notice';
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  /** Absent where it is about none of the texts. */
  readonly document?: DocumentName;
  /** `customizations.user[0].name`. */
  readonly path?: string;
  /** Counted from 1, in UTF-16 code units. */
  readonly line?: number;
  readonly column?: number;
}

export interface OutlinedStage {
  /** Without `org.osbuild.`. */
  readonly type: string;
  readonly summary: string;
  readonly json: string;
}

export interface OutlinedPipeline {
  readonly name: string;
  /** Of all stages; of very many, only the first are listed. */
  readonly count: number;
  readonly stages: readonly OutlinedStage[];
}

export type Row = readonly [label: string, value: string];

/** How one customization reaches the image, and why. */
export interface Delivery {
  readonly what: string;
  readonly by: 'install' | 'deployment' | 'state' | 'addon' | 'none';
  readonly through: string;
  readonly reason: string;
  readonly instead?: string;
  readonly line?: number;
}

/** An image that can be made. */
export interface ImageAnswer {
  readonly sealed: boolean;
  readonly rows: readonly Row[];
  /** Absent for ISOs. */
  readonly disk?: DiskDrawing;
  /** Why it is as it is, where one might expect something else. */
  readonly reasons: readonly string[];
  readonly pipelines: readonly OutlinedPipeline[];
}

/** The same container, sealed where it is not, and the other way around. */
export interface TwinAnswer {
  readonly sealed: boolean;
  /** Absent where no such image can be made. */
  readonly image?: ImageAnswer;
  /** Of the twin alone. */
  readonly findings: readonly Finding[];
  /** What differs between both manifests, in the order of stages: the unsealed one is before. */
  readonly changes: readonly string[];
  /** How the customizations reach the sealed one of both. */
  readonly deliveries: readonly Delivery[];
  /** Whether the UKI of the twin is made up: the container has none. */
  readonly assumed: boolean;
}

export interface Commands {
  /** For the container in its registry. */
  readonly forContainer: string;
  /** Gives the very bytes of this page, from `request.json`. */
  readonly sameBytes: string;
  readonly request: string;
  /** Of image-builder, where it can do the same. */
  readonly imageBuilder?: string;
}

export interface Outcome {
  readonly findings: readonly Finding[];
  /** Absent where faults prevent it. */
  readonly image?: ImageAnswer;
  readonly manifest?: string;
  readonly filename?: string;
  readonly commands?: Commands;
}

/** Which part of the input a stage is there for. */
export interface StageCause {
  /** Index of the pipeline, and of the stage in it. */
  readonly pipeline: number;
  readonly stage: number;
  readonly document: DocumentName;
  readonly path: string;
  readonly line?: number;
}
