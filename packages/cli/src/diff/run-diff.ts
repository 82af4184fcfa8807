import { Fault, shownOutput, unreachable } from '@bootwright/core';
import { reasonsOfChanges } from '@bootwright/golden';
import {
  type DiffReport,
  diffManifests,
  isEmpty,
  renderHtml,
  renderJson,
  renderMarkdown,
  renderTerminal,
  renderUnified,
} from '@bootwright/manifest-diff';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { parseJson } from '../files/parse-json.ts';
import { readText } from '../files/read-text.ts';
import { writeFile } from '../files/write-file.ts';
import { diffPalette } from '../terminal/diff-palette.ts';
import { type Look, lookOf, plainLook } from '../terminal/look.ts';
import type { DiffGiven, Format } from './diff-options.ts';
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
  const sides = given.pair
    ? await pairManifests(a, b, given.profile ?? 'reference', context)
    : await readSides(a, b ?? noSecond(), context);
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
  const diff = diffManifests(before, after, { sameSeed: given.sameSeed || given.pair });
  const reasons = plans === undefined ? [] : reasonsOfChanges(diff, plans.after, plans.before);
  return { titles, before, after, diff, reasons, name: `${titles.before} → ${titles.after}` };
}

const formatsByEnding: Readonly<Record<string, Format>> = {
  html: 'html',
  htm: 'html',
  md: 'markdown',
  markdown: 'markdown',
  json: 'json',
  diff: 'unified',
  patch: 'unified',
};

/** The format that the name of a file asks for; text for any other name, and without a file. */
function formatOf(file = ''): Format {
  const ending = /\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(formatsByEnding, ending) ? (formatsByEnding[ending] ?? 'text') : 'text';
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

async function readSides(a: string, b: string, { host, texts }: CommandContext): Promise<Sides> {
  const read = async (file: string): Promise<unknown> => {
    const text = await readText(file, host);
    const name = file === '-' ? 'standard input' : file;
    texts.add({ document: name, file: name, text, format: 'json' });
    const subject = { code: 'diff/json', subject: name, hint: 'give a manifest of osbuild' };
    return host.computing(() => parseJson(text, { file: name }, subject));
  };
  const before = await read(a);
  return { titles: { before: a, after: b }, before, after: await read(b) };
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
