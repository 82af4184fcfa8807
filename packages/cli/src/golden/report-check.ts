import {
  type CheckReport,
  encodeReport,
  isClean,
  renderGithub,
  renderHtmlReport,
  renderJunit,
  renderMarkdownReport,
  renderTextReport,
} from '@bootwright/golden';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { writeFile } from '../files/write-file.ts';
import { diffPalette } from '../terminal/diff-palette.ts';
import type { GoldenGiven } from './golden-options.ts';

/** GitHub's limit for a job summary is 1 MiB; other output has none. */
const summaryLimit = 1_000_000;

/** Reports a check as was asked for, with `goldens` as the folder of the goldens, and returns the status that it ends with. */
export async function reportCheck(
  report: CheckReport,
  given: GoldenGiven,
  { host, json }: CommandContext,
): Promise<ExitStatus> {
  if (given.html !== undefined) await writeFile(given.html, await host.computing(() => renderHtmlReport(report)), host);
  await host.stdout.write(await host.computing(() => rendered(report, given, json, host.stdout.colour)));
  return isClean(report) ? exitStatus.done : exitStatus.differences;
}

function rendered(report: CheckReport, given: GoldenGiven, json: boolean, colour: boolean): string {
  const reporter = given.reporter ?? (json ? 'json' : 'text');
  const renderers: Readonly<Record<typeof reporter, () => string>> = {
    text: () => renderTextReport(report, diffPalette({ colour })),
    markdown: () => renderMarkdownReport(report, summaryLimit),
    json: () => encodeReport(report),
    junit: () => renderJunit(report),
    github: () => renderGithub(report, given.goldens ?? ''),
  };
  return renderers[reporter]();
}
