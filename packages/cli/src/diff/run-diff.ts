import { Fault, shownOutput, unreachable } from '@bootwright/core';
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
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { manifestText } from '../files/manifest-text.ts';
import { parseJson } from '../files/parse-json.ts';
import { passedOverNotice } from '../files/passed-over.ts';
import { readBytes } from '../files/read-text.ts';
import { writeFile } from '../files/write-file.ts';
import { diffPalette } from '../terminal/diff-palette.ts';
import { type Look, lookOf, plainLook } from '../terminal/look.ts';
import type { DiffGiven, Format } from './diff-options.ts';
import { type OpenOperand, openOperand, pairedFleets } from './fleets/open-operand.ts';
import { formatOf } from './format-of-file.ts';
import { pairManifests } from './pair-manifests.ts';
import type { Sides } from './sides.ts';

/** Prints the differences between two manifests; the status is 0 unless `--exit-code` is given. */
export async function runDiff(
  operands: readonly string[],
  given: DiffGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const { host, json } = context;
  const [a = '', b] = operands;
  checkOptions(a, b, given);
  const [before, after] = given.pair ? [] : [await openOperand(a, host), await openOperand(b ?? noSecond(), host)];
  if (before !== undefined && after !== undefined) {
    if (before.kind === 'set' && after.kind === 'set') {
      // Its own chunk: a diff of two files starts without it.
      const { runFleetDiff } = await import('./fleets/run-fleet-diff.ts');
      for (const { set } of [before, after]) await context.report(passedOverNotice(set.source, set.passedOver));
      return runFleetDiff(pairedFleets(before.set, after.set), given, context);
    }
    if (before.kind === 'set' || after.kind === 'set') throw mixedFault();
  }
  const sides = given.pair
    ? await pairManifests(a, b, given.profile ?? 'reference', context)
    : await readSides({ name: a, ...textOf(before) }, { name: b ?? noSecond(), ...textOf(after) }, context);
  const isPrinted = given.output === undefined || given.output === '-';
  const { text, diff } = await host.computing(() => {
    const report = reportOf(sides, given);
    const format = given.format ?? (json ? 'json' : formatOf(given.output));
    return { ...report, text: rendered(report, format, isPrinted ? lookOf(host.stdout) : plainLook) };
  });
  if (given.output === undefined || isPrinted) await host.stdout.write(text);
  else await writeFile(given.output, shownOutput(text, { controls: false }), host);
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
      return renderTerminal(diff, {
        palette: diffPalette({ colour }),
        width,
        reasons,
      });
    case 'markdown':
      return renderMarkdown([report]);
    case 'json':
      return renderJson(diff);
    case 'unified':
      return renderUnified(before, after, titles === undefined ? {} : { titles });
    case 'html':
      return renderHtml([report]);
    default:
      return unreachable(format);
  }
}

/** A file, or what a git revision has at its path. */
interface NamedText {
  readonly name: string;
  readonly text?: string;
}

const textOf = (operand: OpenOperand | undefined): { readonly text?: string } =>
  operand?.kind === 'text' ? { text: operand.text } : {};

async function readSides(a: NamedText, b: NamedText, { host, texts }: CommandContext): Promise<Sides> {
  const read = async ({ name: file, text: given }: NamedText): Promise<unknown> => {
    const name = file === '-' ? 'standard input' : file;
    const text = given ?? manifestText(await readBytes(file, host), name);
    texts.add({ document: name, file: name, text, format: 'json' });
    const subject = { code: 'diff/json', subject: name, hint: 'give a manifest of osbuild' };
    return host.computing(() => parseJson(text, { file: name }, subject));
  };
  const before = await read(a);
  return { titles: { before: a.name, after: b.name }, before, after: await read(b) };
}

function mixedFault(): Fault {
  return new Fault('usage/arguments', 'A and B are a set of manifests and one manifest', {
    hint: 'give two files, or two folders, archives or folders of revisions',
  });
}

function checkOptions(a: string, b: string | undefined, { pair, profile }: DiffGiven): void {
  if (a === '-' && b === '-') {
    throw new Fault('usage/options', 'A and B both read standard input', { hint: 'read one of them from a file' });
  }
  if (profile !== undefined && !pair) {
    throw new Fault('usage/options', '--profile has no effect without --pair: manifests are already complete', {
      hint: 'leave it out, or add --pair to compare requests',
    });
  }
}

function noSecond(): never {
  throw new Fault('usage/arguments', 'missing the second manifest', {
    hint: 'give a second manifest, or add --pair if the first is a request',
  });
}
