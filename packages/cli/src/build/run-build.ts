import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openLease, type RunProgress, runOsbuild } from '@bootwright/boot';
import { Fault, GiB } from '@bootwright/core';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { writeFile } from '../files/write-file.ts';
import { blamedNotice } from './blamed-wish.ts';
import { buildJobs, exportsOf } from './build-job.ts';
import type { BuildGiven } from './build-options.ts';
import { type BuildResult, tellResult } from './build-result.ts';
import { checkHost } from './check-host.ts';
import type { CheckedBuild } from './checked-build.ts';
import { cacheOf, installationOf } from './installation.ts';
import { OutputFolder } from './output-folder.ts';
import { type OutputLayout, outputLayout } from './output-layout.ts';
import { type PlannedBuild, planBuild } from './planned-build.ts';
import { progressView } from './progress/choose-view.ts';
import { LogText } from './progress/log-text.ts';
import type { ProgressView } from './progress/progress-view.ts';
import { sweepBefore } from './sweep-before.ts';
import { vmOf } from './vm-wish.ts';

/** All that one build works with. */
interface Building extends CheckedBuild {
  readonly layout: OutputLayout;
  readonly output: OutputFolder;
  readonly signal: AbortSignal;
}

/** Plans an image, lets osbuild build it, and puts it in its place. */
export async function runBuild(
  operand: string | undefined,
  given: BuildGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const { host } = context;
  const runner = await host.commandRunner(host.environment);
  // First of all: also a start that comes to nothing gives back what an earlier one has left.
  await sweepBefore(runner, context);
  const planned = await planBuild(operand, given, context);
  const jobs = buildJobs(planned.targets);
  const layout = outputLayout(jobs, {
    layout: given.layout ?? 'image-builder',
    ...planned,
    ...(given.outputName === undefined ? {} : { outputName: given.outputName }),
  });
  const folder = resolve(host.directory, given.outputDir ?? layout.folder);
  const result = await host.interruptible(async (signal) => {
    await using lease = openLease('build', { runner, environment: host.environment });
    const output = new OutputFolder(folder, layout, lease);
    try {
      return await build({ planned, jobs, folder, layout, output, given, context, runner, lease, signal });
    } finally {
      await lease.release();
      output.removeEmpty();
    }
  });
  await tellResult(result, given.withMetrics, context);
  return exitStatus.done;
}

async function build(building: Building): Promise<BuildResult> {
  const { jobs, layout, output, given, context } = building;
  if (given.chown !== undefined && !output.mayBeOf(given.chown)) {
    throw new Fault('file/permission', 'files in the folder of the output cannot be given to the owner of --chown', {
      hint: 'run as root, and on a file system that knows owners',
    });
  }
  if (!given.unchecked) await checkHost(building);
  const keepsManifests = given.withManifest || given.layout === 'bib';
  const manifests = keepsManifests ? layout.manifests.map((name) => output.path(name)) : [];
  for (const [index, file] of manifests.entries()) await writeFile(file, jobs[index]?.manifest ?? '', context.host);
  const log = given.withBuildlog ? output.openLog(layout.buildlog) : undefined;
  const view = progressView(given.progress ?? 'auto', context.host.stderr, context.json);
  const built: RunProgress[] = [];
  try {
    for (const index of jobs.keys())
      built.push(await runJob(building, index, { view, ...(log === undefined ? {} : { log }) }));
  } finally {
    await view.end();
    log?.close();
  }
  const images = await placeImages(building);
  if (given.chown !== undefined) output.chown(given.chown);
  return { images, manifests, ...(log === undefined ? {} : { buildlog: output.path(layout.buildlog) }), runs: built };
}

/** Puts the images in their places; two types may have one file, or two names for the same. */
async function placeImages({ jobs, layout, output, runner }: Building): Promise<BuildResult['images']> {
  const images: BuildResult['images'][number][] = [];
  for (const [at, { type, from, to }] of layout.files.entries()) {
    const job = output.job(jobs.findIndex(({ targets }) => targets.some((target) => target.type === type)));
    const isDone = layout.files.slice(0, at).some((other) => other.to === to);
    const again = layout.files.slice(at + 1).some((other) => other.from === from && other.to !== to);
    const file = isDone ? output.path(to) : await output.place(join(job, from), to, { runner, again });
    images.push({ type, file, size: statSync(file).size });
  }
  return images;
}

interface Telling {
  readonly view: ProgressView;
  readonly log?: { write(line: string): void };
}

/** Builds one manifest. What goes wrong is thrown, after what of the blueprint has led to it. */
async function runJob(building: Building, index: number, { view, log }: Telling): Promise<RunProgress> {
  const { jobs, output, given, context, runner, lease, signal } = building;
  const job = jobs[index];
  if (job === undefined) throw new Error(`there is no job ${index}`);
  const text = new LogText();
  signal.addEventListener('abort', () => view.say('osbuild is asked to end'), { once: true });
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
      // Where standard error fails, the end of the command tells.
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

/** The fault with the file of the manifest, where the user gave one. */
function inFile(fault: Fault, { manifestFile: file }: PlannedBuild): Fault {
  if (file === undefined || fault.at?.document !== 'manifest') return fault;
  const related = fault.related.map((one) => inFile(one, { targets: [], manifestFile: file }));
  return fault.with({ at: { ...fault.at, file }, related });
}
