import type { ManifestCheck } from '@bootwright/manifest-check';

/** A manifest and what was found. */
export interface FileCheck extends ManifestCheck {
  readonly file: string;
}
