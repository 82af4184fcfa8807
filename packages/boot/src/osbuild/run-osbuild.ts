import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '@bootwright/core';
import { type CommandResult, type CommandRunner, commandFault, outputText } from '@bootwright/process';
import type { Lease } from '../leases/lease.ts';
import { LogLines } from './log-lines.ts';
import { parseManifestOutline } from './manifest-outline.ts';
import type { MonitorEvent } from './monitor-event.ts';
import { MonitorParser } from './monitor-parser.ts';
import { osbuildCommand } from './osbuild-command.ts';
import type { OsbuildPlan } from './osbuild-plan.ts';
import { parseOsbuildResult } from './osbuild-result.ts';
import { runFault } from './run-fault.ts';
import { advance, notStarted, type RunProgress } from './run-progress.ts';

/** What is built, and where it goes. */
export interface OsbuildRequest
  extends Omit<
    OsbuildPlan,
    'manifest' | 'scratch' | 'runDirectory' | 'resultFile' | 'confined' | 'containerName' | 'lease'
  > {
  /** The manifest's text. */
  readonly manifest: string;
  /** Whether files of the output keep the owners that they have in the tree; false where its file system has none. */
  readonly keepOwners: boolean;
}

/** What a run works with. */
export interface OsbuildRunning {
  readonly runner: CommandRunner;
  /** Holds all that the run takes, and is released by the caller. */
  readonly lease: Lease;
  /** Ends osbuild, which tidies up first. */
  readonly signal?: AbortSignal;
  /** Each event as it comes, and where the build then stands. */
  readonly onEvent?: (event: MonitorEvent, progress: RunProgress) => void;
  /** Each line that osbuild writes beside its monitor. */
  readonly onLine?: (line: string) => void;
}

/** How a run ended: without a fault it has built all exports. */
export interface OsbuildRunResult {
  readonly progress: RunProgress;
  readonly fault?: Fault;
}

/** Detaching loop devices waits for what is still to be written. */
const timeToTidyUp = 60_000;
const largestResult = 256 * 1024 * 1024;

/** Builds a manifest. Whatever osbuild says or does is in the result; faults that are thrown: `osbuild/manifest`. */
export async function runOsbuild(request: OsbuildRequest, running: OsbuildRunning): Promise<OsbuildRunResult> {
  const { lease, runner, signal } = running;
  const outline = parseManifestOutline(request.manifest);
  const plan = await preparePlan(request, running);
  const parser = new MonitorParser();
  const lines = new LogLines();
  const decoder = new TextDecoder();
  let progress = notStarted;
  const take = (events: readonly MonitorEvent[]) => {
    for (const event of events) {
      progress = advance(progress, event);
      running.onEvent?.(event, progress);
    }
  };
  const command = await runner.run(osbuildCommand(plan), {
    env: { ...lease.environment, ...(request.keepOwners ? {} : { OSBUILD_EXPORT_FORCE_NO_PRESERVE_OWNER: '1' }) },
    diesWithUs: true,
    // Python takes it for a KeyboardInterrupt and unwinds, which SIGTERM does not.
    endSignal: 'SIGINT',
    graceMilliseconds: timeToTidyUp,
    ...(signal === undefined ? {} : { signal }),
    readStdout: async (pieces) => {
      for await (const piece of pieces) take(parser.add(piece));
      take(parser.end());
    },
    onOutput: (piece, stream) => {
      if (stream === 'stderr')
        for (const line of lines.add(decoder.decode(piece, { stream: true }))) running.onLine?.(line);
    },
  });
  for (const line of lines.end()) running.onLine?.(line);
  const stderr = 'stderr' in command ? outputText(command.stderr) : '';
  const fault =
    absent(command, request) ??
    runFault({ command, result: parseOsbuildResult(readResult(plan.resultFile)), progress, stderr }, outline);
  return { progress, ...(fault === undefined ? {} : { fault }) };
}

/** Notes what the run takes, and makes it. */
async function preparePlan(
  { manifest, keepOwners: _keepOwners, ...request }: OsbuildRequest,
  { lease, runner }: OsbuildRunning,
): Promise<OsbuildPlan> {
  const { store, installation } = request;
  const scratch = join(store, `bootwright-${lease.id}`);
  const containerName = `bootwright-build-${lease.id}`;
  for (const folder of [join(store, 'tmp'), join(store, 'stage')]) mkdirSync(folder, { recursive: true });
  lease.note({ kind: 'path', path: scratch });
  for (const folder of [join(scratch, 'tmp'), join(scratch, 'stage')]) mkdirSync(folder, { recursive: true });
  if (installation.kind === 'container') {
    lease.note({ kind: 'container', engine: installation.engine, name: containerName });
  }
  const plan = {
    ...request,
    manifest: join(lease.folder, 'manifest.json'),
    resultFile: join(lease.folder, 'result.json'),
    runDirectory: runDirectory(lease),
    scratch,
    confined: installation.kind === 'program' && (await canConfine(runner)),
    containerName,
    lease: lease.id,
  };
  writeFileSync(plan.manifest, manifest);
  return plan;
}

/** Paths of sockets have 107 bytes at most (unix(7)), of which osbuild takes 24; where one is longer, osbuild hangs. */
function runDirectory(lease: Lease): string {
  const path = join(lease.runFolder, 'r');
  if (Buffer.byteLength(path) <= 107 - 24) return path;
  const short = join(tmpdir(), `bw-${lease.id}`);
  lease.note({ kind: 'path', path: short });
  mkdirSync(short, { mode: 0o700 });
  return short;
}

/** Whether this process may make namespaces: root may, where no container keeps it from doing so. */
async function canConfine(runner: CommandRunner): Promise<boolean> {
  const result = await runner.run(['unshare', '--mount', '--pid', '--fork', '--mount-proc', 'true']);
  return result.kind === 'exited' && result.code === 0;
}

/** The shell's way to say that there is no such program (POSIX, "Exit Status for Commands"). */
function absent(command: CommandResult, { installation }: OsbuildRequest): Fault | undefined {
  if (command.kind !== 'exited' || command.code !== 127) return undefined;
  if (installation.kind === 'program') return commandFault({ kind: 'not-found', command: [installation.program] });
  return new Fault('process/not-found', `the container image ${installation.image} holds no osbuild`, {
    hint: 'name one with --osbuild-image that holds it, such as that of bootc-image-builder',
  });
}

function readResult(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found?.isFile() === true && found.size <= largestResult ? readFileSync(file, 'utf8') : '';
}
