import type { DocumentPath } from '@bootwright/core';
import type { ManifestDiff } from '../diff/change.ts';

/** Why something changed, as a profile or boot plan gave it. */
export interface ChangeReason {
  /** Path in either document; the reason is that of all changes there and below. */
  readonly path: DocumentPath;
  readonly text: string;
}

/** Two documents with their diff, to be shown. */
export interface DiffReport {
  /** Such as the name of a case. */
  readonly name: string;
  /** Shown below the name on a page, a line each: such as the names of the cases that the report stands for. */
  readonly details?: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
  readonly diff: ManifestDiff;
  /** What the two sides are called. Default: `before` and `after`. */
  readonly titles?: { readonly before: string; readonly after: string };
  /** Default: none. */
  readonly reasons?: readonly ChangeReason[];
}
