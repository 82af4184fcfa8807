import { defined, type Fault, unreachable } from '@bootwright/core';
import { reasonsOfChanges } from '@bootwright/golden';
import {
  type DiffReport,
  diffManifests,
  isEmpty,
  type ManifestDiff,
  renderHtml,
  renderJson,
  renderMarkdown,
  renderTerminal,
  renderUnified,
} from '@bootwright/manifest-diff';
import { argumentsFault, optionsFault } from '../arguments/options-fault.ts';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { manifestText } from '../files/manifest-text.ts';
import { parseJson } from '../files/parse-json.ts';
import { passedOverNotice } from '../files/passed-over.ts';
import { readBytes } from '../files/read-text.ts';
import { lookOfOutput, writeText } from '../files/text-output.ts';
import { diffPalette } from '../terminal/diff-palette.ts';
import type { Look } from '../terminal/look.ts';
import type { DiffGiven, Format } from './diff-options.ts';
import { type OpenOperand, openOperand, pairedFleets } from './fleets/open-operand.ts';
import { formatOf } from './format-of-file.ts';
import { pairManifests, type Sides } from './pair-manifests.ts';

/** Prints the differences between two manifests; the status is 0 unless `--exit-code` is given. */
export async function runDiff(
  operands: readonly string[],
  given: DiffGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const [a = '', b] = operands;
  checkOptions(a, b, given);
  if (given.pair) return printDiff(await pairManifests(a, b, given.profile ?? 'reference', context), given, context);
  const before = await openOperand(a, context.host);
  const second = b ?? noSecond();
  const after = await openOperand(second, context.host);
  if (before.kind === 'set' && after.kind === 'set') {
    // Its own chunk: a diff of two files starts without it.
    const { runFleetDiff } = await import('./fleets/run-fleet-diff.ts');
    for (const { set } of [before, after]) await context.report(passedOverNotice(set.source, set.passedOver));
    return runFleetDiff(pairedFleets(before.set, after.set), given, context);
  }
  if (before.kind === 'set' || after.kind === 'set') throw mixedFault();
  const documents = {
    before: await readDocument(a, before, context),
    after: await readDocument(second, after, context),
  };
  return printDiff({ titles: { before: a, after: second }, ...documents }, given, context);
}

async function printDiff(sides: Sides, given: DiffGiven, { host, json }: CommandContext): Promise<ExitStatus> {
  const { text, diff } = await host.computing(() => {
    const report = reportOf(sides, given);
    const format = given.format ?? (json ? 'json' : formatOf(given.output));
    return { ...report, text: rendered(report, format, lookOfOutput(given.output, host)) };
  });
  await writeText(given.output, text, host);
  return given.exitCode && !isEmpty(diff) ? exitStatus.differences : exitStatus.done;
}

function reportOf({ titles, before, after, plans }: Sides, given: DiffGiven): DiffReport {
  const all = diffManifests(before, after, { sameSeed: given.sameSeed || given.pair });
  const diff = withoutClasses(all, new Set(given.ignore.flat()));
  const reasons = plans === undefined ? [] : reasonsOfChanges(diff, plans.after, plans.before);
  return { titles, before, after, diff, reasons, name: `${titles.before} → ${titles.after}` };
}

/** The diff without changes of some classes: it is not complete then. */
function withoutClasses(diff: ManifestDiff, ignored: ReadonlySet<string>): ManifestDiff {
  if (ignored.size === 0) return diff;
  const groups = diff.groups.map((group) => ({
    ...group,
    changes: group.changes.filter((change) => !ignored.has(change.class)),
  }));
  return { groups: groups.filter(({ changes }) => changes.length > 0) };
}

function rendered(report: DiffReport, format: Format, { colour, width }: Look): string {
  const { before, after, diff, titles, reasons = [] } = report;
  switch (format) {
    case 'text':
      return renderTerminal(diff, { palette: diffPalette({ colour }), width, reasons });
    case 'markdown':
      return renderMarkdown([report]);
    case 'json':
      return renderJson(diff);
    case 'unified':
      return renderUnified(before, after, defined({ titles }));
    case 'html':
      return renderHtml([report]);
    default:
      return unreachable(format);
  }
}

/** The document in a file, or in what a git revision has at its path. */
async function readDocument(
  file: string,
  operand: Exclude<OpenOperand, { kind: 'set' }>,
  { host, texts }: CommandContext,
): Promise<unknown> {
  const name = file === '-' ? 'standard input' : file;
  const text = operand.kind === 'text' ? operand.text : manifestText(await readBytes(file, host), name);
  texts.add({ document: name, file: name, text, format: 'json' });
  const subject = { code: 'diff/json', subject: name, hint: 'give a manifest of osbuild' };
  return host.computing(() => parseJson(text, { file: name }, subject));
}

function mixedFault(): Fault {
  const hint = 'give two files, or two folders, archives or folders of revisions';
  return argumentsFault('A and B are a set of manifests and one manifest', hint);
}

function checkOptions(a: string, b: string | undefined, { pair, profile }: DiffGiven): void {
  if (a === '-' && b === '-') {
    throw optionsFault('A and B both read standard input', 'read one of them from a file');
  }
  if (profile !== undefined && !pair) {
    const message = '--profile has no effect without --pair: manifests are already complete';
    throw optionsFault(message, 'leave it out, or add --pair to compare requests');
  }
}

function noSecond(): never {
  const hint = 'give a second manifest, or add --pair if the first is a request';
  throw argumentsFault('missing the second manifest', hint);
}
