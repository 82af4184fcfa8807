import { manifestIds } from '@bootwright/osbuild';
import { documentSchema, reportDocument } from '@bootwright/osbuild/schemas';
import { located, type ManifestCheck, unreadable } from './located.ts';
import { Findings, type Report } from './problem.ts';
import { withoutExactNumbers } from './python-numbers.ts';
import { readManifest } from './read-manifest.ts';
import { reportRunners } from './runners.ts';
import { reportVersion, versionOf } from './version.ts';
import { reportWarnings } from './warnings/report-warnings.ts';

/**
 * Checks the text of a manifest, plain, under the key "manifest", or as `osbuild --inspect` prints it. Errors are all that
 * osbuild would reject or crash on, at once; of each kind a hundred are listed, and the others counted. Paths lead into the
 * manifest, lines and columns into the text. Never throws, whatever the text.
 */
export function checkManifest(text: string): ManifestCheck {
  const read = readManifest(text);
  if (read.kind === 'problem') return { errors: [unreadable(read)], warnings: [] };
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
