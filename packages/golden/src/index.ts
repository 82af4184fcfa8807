export type { CaseFile } from './cases/case-file.ts';
export { parseCaseFile } from './cases/case-file.ts';
export { caseFileJsonSchema } from './cases/case-json-schema.ts';
export { checkedName } from './cases/case-name.ts';
export { compactNames } from './cases/compact-names.ts';
export type { GoldenCase } from './cases/golden-case.ts';
export { namePattern } from './cases/name-pattern.ts';
export { parseCaseFiles } from './cases/read-cases.ts';
export type { CheckOptions, Shard } from './check/check-cases.ts';
export { checkCases } from './check/check-cases.ts';
export { compareWithProgram } from './check/compare-program.ts';
export type { SealingChange, WrapLine } from './check/golden-pairs.ts';
export { renderPairs, sealingChanges } from './check/golden-pairs.ts';
export type { SealedReach } from './check/sealed-reach.ts';
export { splitCommand } from './check/split-command.ts';
export type { CheckReport, Verdict } from './check/verdict.ts';
export { isClean, mergeReports } from './check/verdict.ts';
export { archivePath } from './checksums/golden-archive.ts';
export { gitCommand } from './git/git-command.ts';
export { parseObjects, parseTree, readGitGoldens } from './git/git-goldens.ts';
export { checkOwnRepository } from './git/own-repository.ts';
export { layOutGoldens } from './goldens/golden-layout.ts';
export type { GoldenFolder, GoldenSet } from './goldens/golden-set.ts';
export { openGoldens, withArchive } from './goldens/golden-set.ts';
export type { StoredForm } from './goldens/stored-form.ts';
export { updateGoldens } from './goldens/update-folder.ts';
export type { FolderUpdate, UpdatePolicy } from './goldens/update-goldens.ts';
export { isFaultyCase, takesOver } from './goldens/update-goldens.ts';
export type { Generate, ReadCase } from './outcome/generate-outcome.ts';
export { manifestGenerator } from './outcome/generate-outcome.ts';
export type { GoldenOutcome, Outcome } from './outcome/outcome.ts';
export { groupChanges } from './report/change-groups.ts';
export { encodeReport, parseReport } from './report/encode-report.ts';
export { reasonsOfChanges } from './report/reasons-of-changes.ts';
export { renderGithub } from './report/render-github.ts';
export { renderHtmlPairs, renderHtmlReport } from './report/render-html-report.ts';
export { renderJunit } from './report/render-junit.ts';
export { renderMarkdownReport } from './report/render-markdown-report.ts';
export { renderTextReport } from './report/render-text.ts';
export { summaryText } from './report/summary-text.ts';
export type { FolderPlace } from './store/folder-place.ts';
export type { StoredGoldens } from './store/golden-folder.ts';
export {
  readCaseFiles,
  readGoldenFile,
  readGoldenFolder,
  updateGoldenFolder,
  writeGoldenFile,
} from './store/golden-folder.ts';
