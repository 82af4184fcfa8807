import type { DocumentPath } from '@bootwright/core';
import { type Finding, type Findings, type ManifestProblem, shownFinding } from './problem.ts';
import type { UnreadableManifest } from './read-manifest.ts';
import { findPlaces } from './text-places.ts';

/** What is wrong with a manifest. */
export interface ManifestCheck {
  /** What osbuild rejects, and what it crashes on. */
  readonly errors: readonly ManifestProblem[];
  /** What osbuild accepts and what fails later, or does nothing. */
  readonly warnings: readonly ManifestProblem[];
}

/** A text that cannot be read as the one thing that is wrong with it. */
export function unreadable({ problem, line, column, code = 'osbuild/json' }: UnreadableManifest): ManifestProblem {
  const message = code === 'osbuild/json' ? `the text is not JSON: ${problem}` : problem;
  return { code, message, path: [], line, column };
}

const mostRepeated = 100;

/** Findings of a manifest that is at `at` in `text`, each with its line and column, and a warning for each repeated key. */
export function located(text: string, at: DocumentPath, errors: Findings, warnings: Findings): ManifestCheck {
  const exact = (finding: Finding) => [...at, ...(finding.exact ?? finding.path)];
  const found = [...errors.all(), ...warnings.all()];
  const { place, repeated } = findPlaces(text, found.map(exact), mostRepeated);
  const placed = (finding: Finding): ManifestProblem => {
    return { ...shownFinding(finding), ...place(exact(finding)) };
  };
  const inManifest = repeated.filter((path) => at.every((step, index) => path[index] === step));
  const repeatedKeys = findPlaces(text, inManifest, 0);
  return {
    errors: errors.all().map(placed),
    warnings: [
      ...warnings.all().map(placed),
      ...inManifest.map((path) => ({
        ...shownFinding({
          code: 'manifest/repeated-key',
          message: `the key ${JSON.stringify(path.at(-1))} is given before; osbuild takes the last`,
          path: path.slice(at.length),
        }),
        ...repeatedKeys.place(path),
      })),
    ],
  };
}
