import { debugLog, defined, Fault } from '@bootwright/core';
import {
  advance,
  LogLines,
  type MonitorEvent,
  MonitorParser,
  notStarted,
  parseManifestOutline,
  parseOsbuildResult,
  type RunProgress,
} from '@bootwright/osbuild-monitor';
import { type CommandResult, commandFault, readTextIfThere } from '@bootwright/process';
import { runFault } from '../failures/run-fault.ts';
import type { OsbuildRequest, OsbuildRunning } from './osbuild-request.ts';
import { prepareHere, prepareInVm } from './prepare-run.ts';

/** How a run ended. Without a fault all exports are built. */
export interface OsbuildRunResult {
  readonly progress: RunProgress;
  readonly fault?: Fault;
}

/** Detaching loop devices waits until their data is written, in milliseconds. */
const cleanupTime = 60_000;
const largestResult = 256 * 1024 * 1024;

/** Builds a manifest. Failures of osbuild are in the result. Throws the faults `osbuild/manifest` and those of `prepareVm`. */
export async function runOsbuild(request: OsbuildRequest, running: OsbuildRunning): Promise<OsbuildRunResult> {
  const { lease, runner, signal } = running;
  const outline = parseManifestOutline(request.manifest);
  const prepare = request.vm === undefined ? prepareHere : prepareInVm;
  const run = await prepare(request, outline, running);
  for (const notice of run.notices) running.onNotice?.(notice);
  const parser = new MonitorParser();
  const lines = new LogLines();
  const decoder = new TextDecoder();
  let progress = notStarted;
  const take = (events: readonly MonitorEvent[]) => {
    for (const event of events) {
      debugLog('osbuild', () => debugText(event));
      progress = advance(progress, event);
      running.onEvent?.(event, progress);
    }
  };
  const ran = await runner.run(run.command, {
    env: { ...lease.environment, ...run.environment },
    diesWithUs: true,
    ...(run.keepsInput ? { stdinUntil: new Promise(() => undefined) } : {}),
    // Python raises KeyboardInterrupt and cleans up on SIGINT, but not on SIGTERM.
    endSignal: 'SIGINT',
    graceMilliseconds: cleanupTime,
    ...defined({ signal }),
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
  const { command, stderr } = run.ended(ran);
  const result = parseOsbuildResult(readTextIfThere(run.resultFile, largestResult));
  const fault = absent(command, request) ?? runFault({ command, result, progress, stderr }, outline);
  return { progress, ...defined({ fault }) };
}

/** An event without options of stages and texts of logs, which may contain secrets. */
function debugText(event: MonitorEvent): string {
  const { kind } = event;
  if (kind === 'unreadable' || kind === 'too-long') return `monitor: ${kind}`;
  if (kind === 'log') return `monitor: log of ${event.origin ?? 'a service'}, ${event.text.length} characters`;
  const stage = 'stage' in event ? `, stage ${event.stage.type}` : '';
  return `monitor: ${kind}, ${event.part.kind} ${event.part.name}${stage}${'success' in event && !event.success ? ', failed' : ''}`;
}

/** The fault of the shell's exit status for a missing program (POSIX, "Exit Status for Commands"). */
function absent(command: CommandResult, { installation }: OsbuildRequest): Fault | undefined {
  if (command.kind !== 'exited' || command.code !== 127) return undefined;
  if (installation.kind === 'program') return commandFault({ kind: 'not-found', command: [installation.program] });
  return new Fault('process/not-found', `the container image ${installation.image} has no osbuild`, {
    hint: 'name an image with osbuild, such as that of bootc-image-builder, with --osbuild-image',
  });
}
