import { resolve } from 'node:path';
import { defined, type Fault, GiB } from '@bootwright/core';
import type { RunProgress } from '@bootwright/osbuild-monitor';
import { runOsbuild } from '@bootwright/osbuild-runner';
import { openLease } from '@bootwright/process';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { blamedNotice } from './blamed-customization.ts';
import { buildJobs, exportsOf } from './build-job.ts';
import type { BuildGiven } from './build-options.ts';
import { type BuildResult, tellResult } from './build-result.ts';
import { vmOf } from './build-vm.ts';
import { checkOptions } from './check-options.ts';
import type { CheckedBuild } from './checked-build.ts';
import { checkHost } from './host/check-host.ts';
import { cacheOf, installationOf } from './host/installation.ts';
import { sweepBefore } from './host/sweep-before.ts';
import { OutputFolder } from './output/output-folder.ts';
import { type OutputLayout, outputLayout } from './output/output-layout.ts';
import { type PlannedBuild, planBuild } from './planned-build.ts';
import { progressView } from './progress/choose-view.ts';
import { LogText } from './progress/log-text.ts';
import type { ProgressView } from './progress/progress-view.ts';

/** The state of a running build. */
interface Building extends CheckedBuild {
  readonly layout: OutputLayout;
  readonly output: OutputFolder;
  readonly signal: AbortSignal;
}

/** Plans images, builds them with osbuild, and moves them to the output folder. */
export async function runBuild(
  operand: string | undefined,
  given: BuildGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const { host } = context;
  checkOptions(operand, given, host.environment);
  const runner = await host.commandRunner(host.environment);
  // First of all: cleanup after earlier runs happens even if this run fails early.
  await sweepBefore(runner, context);
  const planned = await planBuild(operand, given, context);
  const jobs = buildJobs(planned.targets);
  const layout = outputLayout(jobs, {
    layout: given.layout ?? 'image-builder',
    ...planned,
    ...defined({ outputName: given.outputName }),
  });
  const folder = resolve(host.directory, given.outputDir ?? layout.folder);
  const result = await host.interruptible(async (signal) => {
    await using lease = openLease('build', { runner, environment: host.environment });
    const output = new OutputFolder(folder, { ...given, names: namesOf(layout, given) }, lease);
    try {
      return await build({ planned, jobs, layout, output, given, context, runner, lease, signal });
    } finally {
      await lease.release();
      output.close();
    }
  });
  await tellResult(result, given.withMetrics, context);
  return exitStatus.done;
}

async function build(building: Building): Promise<BuildResult> {
  const { jobs, layout, output, given, context } = building;
  if (!given.unchecked) await checkHost(building, output.places);
  const manifests = manifestsOf(layout, given).map((name, index) => output.write(name, jobs[index]?.manifest ?? ''));
  const log = given.withBuildlog ? output.openLog(layout.buildlog) : undefined;
  const view = progressView(given.progress ?? 'auto', {
    output: context.host.stderr,
    json: context.json,
    writeState: (text) => void output.write(layout.progress, text),
  });
  const built: RunProgress[] = [];
  let logFault: Fault | undefined;
  try {
    for (const index of jobs.keys()) built.push(await runJob(building, index, { view, ...defined({ log }) }));
  } finally {
    await view.end();
    logFault = log?.close();
  }
  const images = await placeImages(building);
  if (logFault !== undefined) throw logFault;
  return { images, manifests, ...defined({ buildlog: log?.path }), runs: built };
}

function manifestsOf(layout: OutputLayout, given: BuildGiven): readonly string[] {
  return given.withManifest || given.layout === 'bib' ? layout.manifests : [];
}

/** All output files. */
function namesOf(layout: OutputLayout, given: BuildGiven): readonly string[] {
  const log = given.withBuildlog ? [layout.buildlog] : [];
  const state = given.progress === 'file' ? [layout.progress] : [];
  return [...layout.files.map(({ to }) => to), ...manifestsOf(layout, given), ...log, ...state];
}

/** Moves the images to their places. Two types may share one file, or have two names for the same content. */
async function placeImages({ jobs, layout, output, runner, signal }: Building): Promise<BuildResult['images']> {
  const images: BuildResult['images'][number][] = [];
  for (const [at, { type, from, to }] of layout.files.entries()) {
    const job = jobs.findIndex(({ targets }) => targets.some((target) => target.type === type));
    const before = layout.files.slice(0, at).findIndex((other) => other.to === to);
    const again = layout.files.slice(at + 1).some((other) => other.from === from && other.to !== to);
    const done = images[before]?.size;
    const size = done ?? (await output.place(`${job}/${from}`, to, { runner, again, signal }));
    images.push({ type, file: output.path(to), size });
  }
  return images;
}

interface Telling {
  readonly view: ProgressView;
  readonly log?: { write(line: string): void };
}

/** Builds one manifest. Throws its fault, after a notice about the customization that led to it. */
async function runJob(building: Building, index: number, { view, log }: Telling): Promise<RunProgress> {
  const { jobs, output, given, context, runner, lease, signal } = building;
  const job = jobs[index];
  if (job === undefined) throw new Error(`job ${index} does not exist`);
  const text = new LogText();
  signal.addEventListener('abort', () => view.say('stopping osbuild'), { once: true });
  const { progress, fault } = await runOsbuild(
    {
      installation: installationOf(given, context.host),
      manifest: job.manifest,
      exports: exportsOf(job),
      outputDirectory: output.job(index),
      store: cacheOf(given, context.host),
      storeMaximum: given.cacheMaxSize ?? GiB(20),
      checkpoints: given.checkpoint.flat(),
      inVm: given.osbuildInVm.flat(),
      keepOwners: output.keepsOwners,
      ...vmOf(job, building),
    },
    {
      runner,
      environment: context.host.environment,
      // If standard error fails, the end of the command reports it.
      onNotice: (notice) => void context.report([notice]).catch(() => undefined),
      lease,
      signal,
      onEvent: (event, now) => {
        view.event(event, now);
        for (const line of text.event(event)) log?.write(line);
      },
      onLine: (line) => {
        view.line(line);
        log?.write(line);
      },
    },
  );
  if (fault === undefined) return progress;
  await view.end();
  const blamed = blamedNotice(progress, building.planned);
  if (blamed !== undefined) await context.report([blamed]);
  throw inFile(fault, building.planned);
}

/** The fault with the file of `--manifest` in its locations. */
function inFile(fault: Fault, { manifestFile: file }: PlannedBuild): Fault {
  if (file === undefined || fault.at?.document !== 'manifest') return fault;
  const related = fault.related.map((one) => inFile(one, { targets: [], manifestFile: file }));
  return fault.with({ at: { ...fault.at, file }, related });
}
