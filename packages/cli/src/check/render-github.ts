import { shownLine } from '@bootwright/core';
import type { ManifestProblem } from '@bootwright/manifest-check';
import type { FileCheck } from './file-check.ts';

/** Commands of a workflow that annotate the lines of a manifest. */
export function renderGithub({ file, errors, warnings }: FileCheck): string {
  const annotation = (level: string, { code, message, line, column }: ManifestProblem): string =>
    `::${level} file=${property(file)},line=${line},col=${column},title=${property(code)}::${escaped(message)}\n`;
  return [
    ...errors.map((problem) => annotation('error', problem)),
    ...warnings.map((problem) => annotation('warning', problem)),
  ].join('');
}

const escaped = (text: string): string => shownLine(text).replaceAll('%', '%25');

const property = (text: string): string => escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
