import type { DocumentPath } from '@bootwright/core';
import { isFields, manifestIds } from '@bootwright/osbuild';
import { documentSchema, reportDocument } from '@bootwright/osbuild/schemas';
import { type Finding, Findings, type ManifestProblem, type Report } from './problem.ts';
import { withoutExactNumbers } from './python-numbers.ts';
import { readManifest } from './read-manifest.ts';
import { reportRunners } from './runners.ts';
import { findPlaces } from './text-places.ts';
import { reportWarnings } from './warnings/report-warnings.ts';

/** What is wrong with a manifest. */
export interface ManifestCheck {
  /** What osbuild rejects, and what it crashes on. */
  readonly errors: readonly ManifestProblem[];
  /** What osbuild accepts and what fails later, or does nothing. */
  readonly warnings: readonly ManifestProblem[];
}

/**
 * Checks the text of a manifest, plain, under the key "manifest", or as `osbuild --inspect` prints it. Errors are all that
 * osbuild would reject or crash on, at once; of each kind a hundred are listed, and the others counted. Paths lead into the
 * manifest, lines and columns into the text. Never throws, whatever the text.
 */
export function checkManifest(text: string): ManifestCheck {
  const read = readManifest(text);
  if (read.kind === 'problem') {
    const { problem, line, column } = read;
    return {
      errors: [{ code: 'osbuild/json', message: `the text is not JSON: ${problem}`, path: [], line, column }],
      warnings: [],
    };
  }
  const errors = new Findings();
  const warnings = new Findings();
  const { value, at } = read;
  const version = versionOf(value);
  if (version === '2') {
    reportErrors(value, errors.report);
    reportWarnings(value, warnings.report);
  } else reportVersion(value, version, errors.report, warnings.report);
  return located(text, at, errors, warnings);
}

function reportErrors(value: unknown, report: Report): void {
  reportDocument(withoutExactNumbers(value), documentSchema, (build) =>
    report(() => {
      const { path, place, ...others } = build();
      return { ...others, path: place, exact: path };
    }),
  );
  reportRunners(value, report);
  manifestIds(value, (problem) => report(() => problem));
}

/** osbuild takes a manifest without a version for one of version 1. */
const versionOf = (value: unknown): unknown => (isFields(value) ? (value.version ?? '1') : undefined);

function reportVersion(value: unknown, version: unknown, error: Report, warning: Report): void {
  if (!isFields(value)) {
    error(() => ({ code: 'manifest/not-an-object', message: 'a manifest is an object', path: [] }));
    return;
  }
  if (version !== '1') {
    const message = `osbuild has no manifests of version ${JSON.stringify(version)}`;
    error(() => ({ code: 'manifest/version', message, path: ['version'], hint: 'the version is "2", as text' }));
    return;
  }
  const others = Object.keys(value).filter((key) => !['version', 'pipeline', 'sources'].includes(key));
  if (others.length > 0 || value.version !== undefined) {
    error(() => ({
      code: 'manifest/version',
      message: 'without "version": "2" this is a manifest of version 1, which has "pipeline" and "sources" alone',
      path: [],
    }));
  } else {
    warning(() => ({
      code: 'manifest/version-1',
      message: 'a manifest of version 1, which osbuild still builds, is not checked',
      path: [],
    }));
  }
}

const mostRepeated = 100;

function located(text: string, at: DocumentPath, errors: Findings, warnings: Findings): ManifestCheck {
  const exact = (finding: Finding) => [...at, ...(finding.exact ?? finding.path)];
  const found = [...errors.all(), ...warnings.all()];
  const { place, repeated } = findPlaces(text, found.map(exact), mostRepeated);
  const placed = (finding: Finding): ManifestProblem => {
    const { exact: _exact, ...problem } = finding;
    return { ...problem, ...place(exact(finding)) };
  };
  const inManifest = repeated.filter((path) => at.every((step, index) => path[index] === step));
  const repeatedKeys = findPlaces(text, inManifest, 0);
  return {
    errors: errors.all().map(placed),
    warnings: [
      ...warnings.all().map(placed),
      ...inManifest.map((path) => ({
        code: 'manifest/repeated-key',
        message: `the key ${JSON.stringify(path.at(-1))} is given before; osbuild takes the last`,
        path: path.slice(at.length),
        ...repeatedKeys.place(path),
      })),
    ],
  };
}
