import type { ManifestCheck, ManifestProblem } from '@bootwright/manifest-check';
import type { SarifResult } from '../problems/render-sarif.ts';

/** A manifest and what was found. */
export interface FileCheck extends ManifestCheck {
  readonly file: string;
}

/** The findings of a file for SARIF. */
export function sarifResults({ file, errors, warnings }: FileCheck): readonly SarifResult[] {
  const result = (level: SarifResult['level'], { path, line, column, ...problem }: ManifestProblem): SarifResult => ({
    ...problem,
    level,
    at: { file, path, line, column },
  });
  return [...errors.map((one) => result('error', one)), ...warnings.map((one) => result('warning', one))];
}
