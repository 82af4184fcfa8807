import type { DocumentPath, JsonObject } from '@bootwright/core';

/** A stage and where it is. */
export interface PlacedStage {
  readonly stage: JsonObject;
  readonly path: DocumentPath;
}

/** The stages of one pipeline. */
export interface PlacedPipeline {
  readonly pipeline: JsonObject;
  readonly path: DocumentPath;
  readonly stages: readonly PlacedStage[];
}
