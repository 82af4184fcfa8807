import { renderPath } from '@bootwright/core';
import type { ManifestProblem } from '@bootwright/manifest-check';
import { encodeJson } from '../files/encode-json.ts';
import { version } from '../version.ts';
import type { FileCheck } from './file-check.ts';

/** A document of SARIF 2.1.0 with all findings, as code-scanning services read it. */
export function renderSarif(checks: readonly FileCheck[]): string {
  const results = checks.flatMap(({ file, errors, warnings }) => [
    ...errors.map((problem) => result('error', file, problem)),
    ...warnings.map((problem) => result('warning', file, problem)),
  ]);
  const rules = [...new Set(results.map(({ ruleId }) => ruleId))].sort().map((id) => ({ id }));
  return encodeJson({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'bootwright', version, rules } }, columnKind: 'utf16CodeUnits', results }],
  });
}

function result(
  level: 'error' | 'warning',
  file: string,
  { code, message, path, line, column, hint }: ManifestProblem,
) {
  const text = hint === undefined ? message : `${message}. ${hint}`;
  return {
    ruleId: code,
    level,
    message: { text },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(file) },
          region: { startLine: line, startColumn: column },
        },
        logicalLocations: [{ fullyQualifiedName: renderPath(path) }],
      },
    ],
  };
}

/** A path as a reference of a URI, in which `#`, `?` and a colon mean something else. */
const uriOf = (file: string): string => file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
