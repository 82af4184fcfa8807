import type { LintFinding } from '@bootwright/sealed-lint';
import { encodeJson } from '../files/encode-json.ts';
import { version } from '../version.ts';

/** A document of SARIF 2.1.0 with all findings, as code-scanning services read it. */
export function renderLintSarif(findings: readonly LintFinding[]): string {
  const rules = [...new Set(findings.map(({ code }) => code))].sort().map((id) => ({ id }));
  const results = findings.map(({ code, level, message, at, hint }) => ({
    ruleId: code,
    level,
    message: { text: hint === undefined ? message : `${message}. ${hint}` },
    ...(at?.file === undefined
      ? {}
      : {
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: encodeURI(at.file) },
                ...(at.line === undefined ? {} : { region: { startLine: at.line, startColumn: at.column ?? 1 } }),
              },
            },
          ],
        }),
  }));
  return encodeJson({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'bootwright', version, rules } }, columnKind: 'utf16CodeUnits', results }],
  });
}
