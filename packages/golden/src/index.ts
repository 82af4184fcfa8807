export type { CaseFile } from './case-file.ts';
export { parseCaseFile } from './case-file.ts';
export { namePattern } from './case-name.ts';
export type { EqualCases, GroupedChanges, SharedChanges } from './change-groups.ts';
export { groupChanges } from './change-groups.ts';
export type { CheckOptions, Shard } from './check-cases.ts';
export { checkCases } from './check-cases.ts';
export { compactNames, expandNames } from './compact-names.ts';
export { compareWithProgram } from './compare-program.ts';
export { encodeReport, parseReport } from './encode-report.ts';
export type { Explanation } from './explain-change.ts';
export { changeExplainer } from './explain-change.ts';
export type { Generate, ReadCase } from './generate-outcome.ts';
export { manifestGenerator } from './generate-outcome.ts';
export { readGitGoldens } from './git-goldens.ts';
export type { GoldenCase } from './golden-case.ts';
export { layOutGoldens } from './golden-layout.ts';
export type { SealingChange } from './golden-pairs.ts';
export { renderPairs, sealingChanges } from './golden-pairs.ts';
export type { GoldenFolder, GoldenSet } from './golden-set.ts';
export { openGoldens } from './golden-set.ts';
export type { Outcome } from './outcome.ts';
export { isSameOutcome } from './outcome.ts';
export { parseCaseFiles } from './read-cases.ts';
export { reasonsOfChanges } from './reasons-of-changes.ts';
export { renderGithub } from './render-github.ts';
export { renderHtmlPairs, renderHtmlReport } from './render-html-report.ts';
export { renderJunit } from './render-junit.ts';
export { renderMarkdownReport } from './render-markdown-report.ts';
export { renderTextReport } from './render-text.ts';
export { splitCommand } from './split-command.ts';
export type { FolderPlace } from './store/folder-place.ts';
export type { StoredGoldens } from './store/golden-folder.ts';
export {
  readCaseFiles,
  readGoldenFile,
  readGoldenFolder,
  updateGoldenFolder,
  writeGoldenFile,
} from './store/golden-folder.ts';
export { counted, summaryText } from './summary-text.ts';
export type { UpdateOptions, UpdateResult } from './update-folder.ts';
export { updateGoldens } from './update-folder.ts';
export type { FolderUpdate, UpdatePolicy } from './update-goldens.ts';
export { folderUpdate, planUpdate, takesOver, updatePolicies } from './update-goldens.ts';
export type { CheckReport, Verdict, VerdictCounts, VerdictKind } from './verdict.ts';
export { countVerdicts, isClean, mergeReports, verdictKinds } from './verdict.ts';
