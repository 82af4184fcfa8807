import { type DocumentPath, defined, Fault, type Location } from '@bootwright/core';
import { type CommandResult, commandFault } from '@bootwright/process';
import type { ManifestOutline } from '../manifest-outline.ts';
import { currentStep, type PartProgress, type RunProgress, type StageProgress } from '../monitor/run-progress.ts';
import type { OsbuildResult, SchemaError } from '../run/osbuild-result.ts';
import { findKnownFailure } from './known-failures.ts';
import { lastWords } from './log-tail.ts';
import { placeOf } from './stage-location.ts';

/** How a run of osbuild ended, from all that it told. */
export interface RunEnding {
  readonly command: CommandResult;
  readonly result: OsbuildResult;
  readonly progress: RunProgress;
  /** The end of standard error. */
  readonly stderr: string;
}

/** The fault of a run that did not succeed, with its place in the manifest, which is `outline`'s. */
export function runFault(ending: RunEnding, outline: ManifestOutline): Fault | undefined {
  const { command, result } = ending;
  if (command.kind === 'exited' && command.code === 0 && result.kind !== 'none') return undefined;
  if (command.kind !== 'exited' && command.kind !== 'signalled') return commandFault(command);
  switch (result.kind) {
    case 'invalid':
      return invalidManifest(result.errors);
    case 'no-export':
      return new Fault('osbuild/export', `the manifest has no pipeline ${JSON.stringify(result.name)} to export`, {
        at: { document: 'manifest' },
        hint: `its pipelines are ${result.known.join(', ')}`,
      });
    case 'no-checkpoint':
      return new Fault('osbuild/checkpoint', 'the manifest has no pipeline that --checkpoint names', {
        hint: `its pipelines are ${outline.pipelines.map(({ name }) => name).join(', ')}; "*" means all`,
      });
    case 'unsupported':
      return new Fault('osbuild/manifest', 'osbuild does not know this kind of manifest', {
        at: { document: 'manifest' },
        hint: 'install a newer osbuild',
      });
    case 'stage-failed':
    case 'source-failed':
    case 'success':
    case 'aborted':
    case 'none':
      return failedStep(ending, outline);
  }
}

function invalidManifest(errors: readonly SchemaError[]): Fault {
  const faults = errors.map(({ message, path }) => {
    const unknown = /^could not find schema information for '(.+)'$/.exec(message)?.[1];
    const at = { document: 'manifest', path };
    if (unknown === undefined) return new Fault('osbuild/schema', `osbuild does not accept it: ${message}`, { at });
    return new Fault('osbuild/unknown-stage', `this osbuild has no ${unknown}`, {
      at,
      hint: 'install a newer osbuild, and its packages osbuild-ostree, osbuild-lvm2, osbuild-luks2 and osbuild-tools',
    });
  });
  const count = faults.length === 1 ? 'one fault' : `${faults.length} faults`;
  return new Fault('osbuild/schema', `osbuild finds ${count} in the manifest`, { related: faults });
}

/** What was running when it ended, what it said last, and what that means where it is known. */
function failedStep(ending: RunEnding, outline: ManifestOutline): Fault {
  const { part, stage } = currentStep(ending.progress);
  const said = saidLast(ending, part);
  const known = findKnownFailure(said);
  const where = describeStep(part, stage, ending.progress);
  const how = ending.command.kind === 'signalled' ? ` was ended by ${ending.command.signal}` : ' failed';
  const lines = lastWords(said);
  const silence = lines.length === 0 ? ' and said nothing' : '';
  const message = `${where}${how}${known === undefined ? silence : `: ${known.cause}`}`;
  const path = part === undefined ? undefined : placeOf(part, outline);
  return new Fault(known?.code ?? codeOf(part), message, {
    ...defined({ at: path === undefined ? undefined : manifestAt(path) }),
    quoted: lines,
    hint: known?.hint ?? '--progress verbose or --with-buildlog shows all that was said',
  });
}

function codeOf(part: PartProgress | undefined): string {
  if (part === undefined) return 'osbuild/failed';
  return part.kind === 'source' ? 'osbuild/source' : 'osbuild/stage';
}

function manifestAt(path: DocumentPath): Location {
  return { document: 'manifest', path };
}

/**
 * A stage's own log where it ended by itself; else osbuild's, whose services fail on behalf of a stage: devices, mounts,
 * inputs.
 */
function saidLast({ result, progress, stderr }: RunEnding, part: PartProgress | undefined): string {
  if (result.kind === 'source-failed') return result.output;
  if (part?.why !== undefined) return part.why;
  const { stage } = currentStep(progress);
  if (stage?.state === 'failed') return progress.said;
  if (result.kind === 'stage-failed') return result.output;
  return `${part === undefined ? '' : progress.said}\n${stderr}`;
}

function describeStep(part: PartProgress | undefined, stage: StageProgress | undefined, { time }: RunProgress): string {
  if (part === undefined) return 'osbuild';
  if (part.kind === 'source') return `the source ${part.name}`;
  if (stage === undefined) return `the pipeline ${part.name}`;
  const seconds =
    stage.seconds ?? (time === undefined || stage.startedAt === undefined ? undefined : time - stage.startedAt);
  const after = seconds === undefined || seconds < 1 ? '' : `, after ${Math.round(seconds)} s,`;
  return `the stage ${stage.type} of the pipeline ${part.name}${after}`;
}
