import { counted, defined } from '@bootwright/core';
import {
  type CheckOptions,
  checkCases,
  type GoldenFolder,
  openGoldens,
  readGitGoldens,
  takesOver,
  type UpdatePolicy,
  updateGoldens,
  type Verdict,
  withArchive,
} from '@bootwright/golden';
import { argumentsFault, optionsFault } from '../arguments/options-fault.ts';
import type { CommandContext } from '../command.ts';
import type { ExitStatus } from '../exit-status.ts';
import { readBytes } from '../files/read-text.ts';
import { type GoldenContext, storedGoldens } from './golden-context.ts';
import type { GoldenGiven } from './golden-options.ts';
import { progressOn } from './progress.ts';
import { reportCheck } from './report-check.ts';

/** Of the archive that --archive names. */
const mostArchive = 512 * 1024 * 1024;

/** Checks the cases, or accepts the changes that the policy allows; what is left is reported, with exit status 4. */
export async function checkGoldens(
  policy: UpdatePolicy,
  bench: GoldenContext,
  given: GoldenGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const options: CheckOptions = {
    ...(bench.isPart ? { matches: bench.matches } : {}),
    ...defined({ shard: given.shard }),
    progress: progressOn(context.host.stderr),
  };
  if (policy === 'none') {
    if (given.checksums !== undefined) {
      const hint = 'use "bootwright golden update --checksums"';
      throw optionsFault('--checksums has no effect on a check that writes nothing', hint);
    }
    const archive = await givenArchive(given, context);
    const goldens = openGoldens(withArchive(await folderOf(bench, given, context), archive));
    if (archive !== undefined && !goldens.keepsChecksums) {
      await context.report([
        { code: 'golden/archive-unused', message: `--archive is ignored: ${bench.folder} has whole goldens` },
      ]);
    }
    const report = await context.host.computing(() => checkCases(bench.cases, goldens, bench.generate, options));
    return reportCheck(report, given, context);
  }
  if (given.against !== undefined) {
    throw argumentsFault('goldens of a git revision cannot be updated', 'leave out --against, or --policy');
  }
  const removesOrphans = policy === 'all';
  const accepts = takesOver.bind(undefined, policy);
  const archive = await givenArchive(given, context);
  // Whatever ends it, an update counts or has changed nothing.
  const result = await context.host.computing(() =>
    updateGoldens(bench.goldens, bench.cases, bench.generate, {
      ...options,
      accepts,
      removesOrphans,
      ...defined({ form: bench.form, archive }),
    }),
  );
  const { write, remove, notices } = result;
  await context.report(notices);
  const accepted = new Set(result.accepted);
  const left = {
    verdicts: result.report.verdicts.flatMap((verdict) => afterwards(verdict, accepted)),
    orphans: removesOrphans ? [] : result.report.orphans,
  };
  const status = await reportCheck(left, given, context);
  await context.remark(
    'golden/updated',
    `${counted(accepted.size, 'golden')} updated in ${bench.folder}: ${counted(write.size, 'file')} written, ${remove.length} removed`,
  );
  return status;
}

/** What a check would now say; a stale golden that was removed is no more. */
function afterwards(verdict: Verdict, accepted: ReadonlySet<Verdict>): readonly Verdict[] {
  if (!accepted.has(verdict)) return [verdict];
  return verdict.kind === 'stale' ? [] : [{ kind: 'same', name: verdict.name }];
}

/** The archive that --archive names. */
export async function givenArchive(
  { archive }: GoldenGiven,
  { host }: CommandContext,
): Promise<Uint8Array | undefined> {
  return archive === undefined ? undefined : readBytes(archive, host, mostArchive);
}

async function folderOf(bench: GoldenContext, given: GoldenGiven, context: CommandContext): Promise<GoldenFolder> {
  const { host } = context;
  if (given.against === undefined) return storedGoldens(bench, context);
  return readGitGoldens(bench.goldens, given.against, await host.commandRunner(host.environment));
}
