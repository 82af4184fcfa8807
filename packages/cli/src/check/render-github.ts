import { shownLine } from '@bootwright/core';
import type { FileFinding } from './file-check.ts';

/** A command of a workflow for each finding, which annotates its line. */
export function renderGithub(findings: readonly FileFinding[]): string {
  return findings
    .map(
      ({ level, code, message, at: { file, line, column } }) =>
        `::${level} file=${property(file)},line=${line},col=${column},title=${property(code)}::${escaped(message)}\n`,
    )
    .join('');
}

const escaped = (text: string): string => shownLine(text).replaceAll('%', '%25');

const property = (text: string): string => escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
