import type { Notice } from '@bootwright/core';
import type { GoldenCase } from '../cases/golden-case.ts';
import { type CheckOptions, checkCases } from '../check/check-cases.ts';
import type { CheckReport, Verdict } from '../check/verdict.ts';
import type { Generate } from '../outcome/generate-outcome.ts';
import type { Outcome } from '../outcome/outcome.ts';
import type { FolderPlace } from '../store/folder-place.ts';
import { updateGoldenFolder } from '../store/golden-folder.ts';
import { layOutGoldens } from './golden-layout.ts';
import { openGoldens, withArchive } from './golden-set.ts';
import { asChecksums, checksumFiles, type StoredForm } from './stored-form.ts';
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
  /** Default: as the folder does now, whole where it is empty. */
  readonly form?: StoredForm;
  /** The archive of goldens that are kept as checksums, in the place of the folder's own. */
  readonly archive?: Uint8Array;
}

/** Checks the cases and writes the goldens of those that are accepted, all of them or, if it is cut short, none. */
export function updateGoldens(
  folder: FolderPlace,
  cases: readonly GoldenCase[],
  generate: Generate,
  options: UpdateOptions,
): Promise<UpdateResult> {
  return updateGoldenFolder(folder, (there) => {
    const goldens = openGoldens(withArchive(there, options.archive));
    const made = new Map<string, Outcome>();
    const keeping: Generate = (one) => {
      const outcome = generate(one);
      made.set(one.name, outcome);
      return outcome;
    };
    const report = checkCases(cases, goldens, goldens.keepsChecksums ? keeping : generate, options);
    const accepted = report.verdicts.filter((verdict) => verdict.kind !== 'same' && options.accepts(verdict));
    const order = cases.map(({ name }) => name);
    const files = layOutGoldens(planUpdate(goldens, accepted, { order, made }));
    const { form = goldens.keepsChecksums ? 'checksums' : 'whole' } = options;
    const wanted = form === 'checksums' ? asChecksums(files, there) : files;
    const owned = [...goldens.files, ...checksumFiles, ...(options.removesOrphans ? report.orphans : [])];
    return { ...folderUpdate(there, wanted, owned), report, accepted, notices: there.notices };
  });
}
