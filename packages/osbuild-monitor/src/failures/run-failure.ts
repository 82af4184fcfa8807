import { Fault } from '@bootwright/core';
import type { ManifestOutline } from '../manifest-outline.ts';
import { currentStep, type PartProgress, type RunProgress, type StageProgress } from '../monitor/run-progress.ts';
import type { OsbuildResult, SchemaError } from '../osbuild-result.ts';
import { findKnownFailure } from './known-failures.ts';
import { logTail } from './log-tail.ts';
import { stageLocation } from './stage-location.ts';

/** How a run of osbuild failed. */
export interface FailedRun {
  /** Of the run, if one ended it. */
  readonly signal?: string;
  readonly result: OsbuildResult;
  readonly progress: RunProgress;
  /** The end of standard error. */
  readonly stderr: string;
}

/** The fault of a run that failed, with its place in the manifest of `outline`. */
export function runFailure(run: FailedRun, outline: ManifestOutline): Fault {
  const { result } = run;
  switch (result.kind) {
    case 'invalid':
      return invalidManifest(result.errors);
    case 'no-export':
      return new Fault('osbuild/export', `the manifest has no pipeline ${JSON.stringify(result.name)} to export`, {
        at: { document: 'manifest' },
        hint: `use one of ${result.known.join(', ')}`,
      });
    case 'no-checkpoint':
      return new Fault('osbuild/checkpoint', '--checkpoint names no pipeline of the manifest', {
        hint: `use ${outline.pipelines.map(({ name }) => name).join(', ')}, or "*" for all`,
      });
    case 'unsupported':
      return new Fault('osbuild/manifest', 'osbuild does not support this version of manifests', {
        at: { document: 'manifest' },
        hint: 'install a newer osbuild',
      });
    case 'stage-failed':
    case 'source-failed':
    case 'success':
    case 'aborted':
    case 'none':
      return failedStep(run, outline);
  }
}

function invalidManifest(errors: readonly SchemaError[]): Fault {
  const faults = errors.map(({ message, path }) => {
    const unknown = /^could not find schema information for '(.+)'$/.exec(message)?.[1];
    const at = { document: 'manifest', path };
    if (unknown === undefined) return new Fault('osbuild/schema', `osbuild rejects it: ${message}`, { at });
    return new Fault('osbuild/unknown-stage', `osbuild does not know ${unknown}`, {
      at,
      hint: 'install a newer osbuild and its packages osbuild-ostree, osbuild-lvm2, osbuild-luks2 and osbuild-tools',
    });
  });
  const count = faults.length === 1 ? 'one fault' : `${faults.length} faults`;
  return new Fault('osbuild/schema', `osbuild found ${count} in the manifest`, { related: faults });
}

/** Names the step that failed and quotes its log; the cause and the fix are named where they are known. */
function failedStep(run: FailedRun, outline: ManifestOutline): Fault {
  const { part, stage } = currentStep(run.progress);
  const output = lastOutput(run, part);
  const known = findKnownFailure(output);
  const where = part === undefined ? describeResult(run.result) : describeStep(part, stage, run.progress);
  const how = run.signal === undefined ? ' failed' : ` was ended by ${run.signal}`;
  const lines = logTail(output);
  const silence = lines.length === 0 ? ' without output' : '';
  const message = `${where}${how}${known === undefined ? silence : `: ${known.cause}`}`;
  const path = part === undefined ? undefined : stageLocation(part, outline);
  return new Fault(known?.code ?? codeOf(part, run.result), message, {
    ...(path === undefined ? {} : { at: { document: 'manifest', path } }),
    quoted: lines,
    hint: known?.hint ?? 'see the whole log with --progress verbose or --with-buildlog',
  });
}

function codeOf(part: PartProgress | undefined, { kind }: OsbuildResult): string {
  if (part?.kind === 'source' || kind === 'source-failed') return 'osbuild/source';
  return part === undefined && kind !== 'stage-failed' ? 'osbuild/failed' : 'osbuild/stage';
}

/** What failed, where nothing but the result is known. */
function describeResult(result: OsbuildResult): string {
  if (result.kind === 'stage-failed') return `the stage ${result.type}`;
  return result.kind === 'source-failed' ? `the source ${result.type}` : 'osbuild';
}

/**
 * The log of the stage if it ended by itself; otherwise that of osbuild, whose services (devices, mounts, inputs) fail on
 * behalf of a stage.
 */
function lastOutput({ result, progress, stderr }: FailedRun, part: PartProgress | undefined): string {
  if (result.kind === 'source-failed') return result.output;
  if (part?.why !== undefined) return part.why;
  const { stage } = currentStep(progress);
  if (stage?.state === 'failed') return progress.log;
  if (result.kind === 'stage-failed') return result.output;
  return `${part === undefined ? '' : progress.log}\n${stderr}`;
}

function describeStep(part: PartProgress, stage: StageProgress | undefined, { time }: RunProgress): string {
  if (part.kind === 'source') return `the source ${part.name}`;
  if (stage === undefined) return `the pipeline ${part.name}`;
  const seconds =
    stage.seconds ?? (time === undefined || stage.startedAt === undefined ? undefined : time - stage.startedAt);
  const after = seconds === undefined || seconds < 1 ? '' : `, after ${Math.round(seconds)} s,`;
  return `the stage ${stage.type} of the pipeline ${part.name}${after}`;
}
