import { unreachable } from '@bootwright/core';
import { type CheckReport, compareWithProgram, mergeReports, parseReport, splitCommand } from '@bootwright/golden';
import { argumentsFault, optionsFault } from '../arguments/options-fault.ts';
import { readAction } from '../arguments/read-action.ts';
import type { CommandContext } from '../command.ts';
import type { ExitStatus } from '../exit-status.ts';
import { readText } from '../files/read-text.ts';
import { addFromImage } from './cases/add-from-image.ts';
import { withGeneratedManifests } from './cases/generated-manifests.ts';
import { checkGoldens } from './check-goldens.ts';
import { type GoldenContext, generatedContext, openGoldenContext } from './golden-context.ts';
import { checkGenerated, checkTaken, type GoldenAction, type GoldenGiven, goldenActions } from './golden-options.ts';
import { listGoldens } from './list-goldens.ts';
import { comparePairs } from './pairs.ts';
import { reportCheck } from './report-check.ts';
import { reviewGoldens } from './review-goldens.ts';
import { readGoldenConfig } from './setup/golden-config.ts';
import { goldenSettings } from './setup/golden-settings.ts';
import { initGoldens } from './setup/init-goldens.ts';

/** Does what `golden ACTION` says. */
export async function runGolden(
  action: string,
  patterns: readonly string[],
  given: GoldenGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const chosen = readAction('golden', goldenActions, action);
  checkTaken(chosen, given, context.host.environment);
  if (chosen === 'compare' && given.reference === undefined) {
    const hint = 'give --reference COMMAND, with {request} where it takes the request and {out} for the manifest';
    throw argumentsFault('"golden compare" needs --reference: the other program', hint);
  }
  if (chosen === 'review' && context.json) {
    const hint = 'leave --json out, or use "golden check --json"';
    throw optionsFault('"golden review" asks questions, which --json cannot print', hint);
  }
  if (chosen === 'init') return initGoldens(patterns, given, context);
  const settings = goldenSettings(chosen, given, readGoldenConfig(context), context.host);
  const shown = { ...given, goldens: settings.goldens.name };
  if (chosen === 'merge') return reportCheck(await mergedReport(patterns, context), shown, context);
  if (given.from !== undefined) return addFromImage(given.from, patterns, { given, settings }, context);
  if (settings.generate !== undefined) {
    checkGenerated(given);
    return withGeneratedManifests(settings.generate, context, (generated) =>
      act(chosen, generatedContext(generated, patterns, settings), shown, context),
    );
  }
  const bench = await context.host.computing(() => openGoldenContext(patterns, settings, given.profile));
  return act(chosen, bench, shown, context);
}

async function act(
  chosen: Exclude<GoldenAction, 'init' | 'merge'>,
  bench: GoldenContext,
  given: GoldenGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  switch (chosen) {
    case 'check':
      return checkGoldens(given.policy ?? 'none', bench, given, context);
    case 'update':
      return checkGoldens('all', bench, given, context);
    case 'add':
      return checkGoldens('new', bench, given, context);
    case 'list':
      return listGoldens(bench, context);
    case 'review':
      return reviewGoldens(bench, given, context);
    case 'pairs':
      return comparePairs(bench, given, context);
    case 'compare': {
      const command = splitCommand(given.reference ?? '');
      const runner = await context.host.commandRunner(context.host.environment);
      const cases = bench.cases.filter(({ name }) => bench.matches(name));
      return reportCheck(await compareWithProgram(cases, command, bench.generate, runner), given, context);
    }
    default:
      return unreachable(chosen);
  }
}

async function mergedReport(files: readonly string[], { host }: CommandContext): Promise<CheckReport> {
  if (files.length === 0) {
    const hint = 'name the files that "golden check --reporter json" wrote';
    throw argumentsFault('missing the reports to merge', hint);
  }
  const reports: CheckReport[] = [];
  for (const file of files) {
    const text = await readText(file, host);
    reports.push(await host.computing(() => parseReport(text, { document: 'report', file })));
  }
  return host.computing(() => mergeReports(reports));
}
