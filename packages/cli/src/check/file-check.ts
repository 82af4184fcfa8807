import type { Location } from '@bootwright/core';
import type { ManifestCheck, ManifestProblem } from '@bootwright/manifest-check';
import type { SarifResult } from '../problems/render-sarif.ts';

/** A manifest and what was found. */
export interface FileCheck extends ManifestCheck {
  readonly file: string;
}

/** A finding with its place in a file. */
export interface FileFinding extends SarifResult {
  readonly at: Required<Pick<Location, 'file' | 'path' | 'line' | 'column'>>;
}

/** The findings of a manifest, errors first. */
export function findingsOf({ file, errors, warnings }: FileCheck): readonly FileFinding[] {
  const finding = (level: SarifResult['level'], { path, line, column, ...problem }: ManifestProblem): FileFinding => ({
    ...problem,
    level,
    at: { file, path, line, column },
  });
  return [...errors.map((one) => finding('error', one)), ...warnings.map((one) => finding('warning', one))];
}
