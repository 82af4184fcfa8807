import type { Notice } from '@bootwright/core';
import type { GoldenCase } from '../cases/golden-case.ts';
import { type CheckOptions, checkCases } from '../check/check-cases.ts';
import type { CheckReport, Verdict } from '../check/verdict.ts';
import type { Generate } from '../outcome/generate-outcome.ts';
import type { FolderPlace } from '../store/folder-place.ts';
import { updateGoldenFolder } from '../store/golden-folder.ts';
import { openGoldens } from './golden-set.ts';
import { type FolderUpdate, folderUpdate, planUpdate } from './update-goldens.ts';

/** What an update found, and what it wrote. */
export interface UpdateResult extends FolderUpdate {
  /** As it was before. */
  readonly report: CheckReport;
  /** What was accepted. */
  readonly accepted: readonly Verdict[];
  /** What of the folder is not obeyed. */
  readonly notices: readonly Notice[];
}

/** How an update goes about it. */
export interface UpdateOptions extends CheckOptions {
  /** Whether to accept what was found. */
  readonly accepts: (verdict: Verdict) => boolean;
  /** Whether files that no golden refers to are removed. */
  readonly removesOrphans: boolean;
}

/** Checks the cases and writes the goldens of those that are accepted, all of them or, if it is cut short, none. */
export function updateGoldens(
  folder: FolderPlace,
  cases: readonly GoldenCase[],
  generate: Generate,
  options: UpdateOptions,
): Promise<UpdateResult> {
  return updateGoldenFolder(folder, (there) => {
    const goldens = openGoldens(there);
    const report = checkCases(cases, goldens, generate, options);
    const accepted = report.verdicts.filter((verdict) => verdict.kind !== 'same' && options.accepts(verdict));
    const order = cases.map(({ name }) => name);
    const wanted = planUpdate(goldens, accepted, order);
    const owned = [...goldens.files, ...(options.removesOrphans ? report.orphans : [])];
    return { ...folderUpdate(there, wanted, owned), report, accepted, notices: there.notices };
  });
}
