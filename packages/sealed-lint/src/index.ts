export type { LintFinding, LintLevel } from './lint-finding.ts';
export type { LintInput } from './lint-sealed.ts';
export { lintSealed } from './lint-sealed.ts';
export { lintedFiles } from './linted-files.ts';
