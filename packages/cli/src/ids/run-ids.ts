import { counted, Fault, shownLine, shownName, unreachable } from '@bootwright/core';
import { readIds, type TextPipeline } from '@bootwright/manifest-check';
import { optionsFault } from '../arguments/options-fault.ts';
import { type ManifestFile, manifestFiles } from '../check/manifest-files.ts';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { encodeJson } from '../files/encode-json.ts';
import { styleOf } from '../terminal/colour.ts';
import { renderTable } from '../terminal/table.ts';
import { compareIds, type PipelineChange } from './compare-ids.ts';
import type { IdsGiven } from './ids-options.ts';

/** Prints the ids of manifests, or what differs between those of two. */
export async function runIds(
  operands: readonly string[],
  given: IdsGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const files = await manifestFiles(operands, context);
  const [first, second] = files;
  const isPair = operands.length === 2 && files.length === 2;
  checkOptions(given, context.json, files.length, isPair);
  if (first !== undefined && second !== undefined && isPair && (given.compare || !context.json)) {
    return compareFiles(first, second, given, context);
  }
  const { host, json } = context;
  let status: ExitStatus = exitStatus.done;
  for (const file of files) {
    const pipelines = await idsOf(file, context).catch(async (error: unknown) => {
      if (!(error instanceof Fault) || files.length === 1) throw error;
      // The ids of the others are printed all the same.
      await context.report(error.all());
      status = exitStatus.invalidInput;
      return undefined;
    });
    if (pipelines === undefined) continue;
    if (given.cacheKeys) await host.stdout.write(keyLines(pipelines, file.file));
    else if (json) await host.stdout.write(jsonLine(file.file, pipelines));
    else await host.stdout.write(textOf(file.file, pipelines, files.length > 1, styleOf(host.stdout).strong));
  }
  return status;
}

function checkOptions({ compare, cacheKeys, exitCode }: IdsGiven, json: boolean, count: number, isPair: boolean): void {
  if (compare && !isPair) throw optionsFault('--compare needs two manifests', 'give two files');
  if (exitCode && !(compare || (isPair && !json))) {
    throw optionsFault(
      '--exit-code has no effect without two manifests that are compared',
      'leave it out, or add --compare',
    );
  }
  if (cacheKeys && (count !== 1 || compare || json)) {
    throw optionsFault('--cache-keys is for one manifest, and without --json', 'give one file and no other option');
  }
}

async function idsOf({ file, read }: ManifestFile, { host, texts }: CommandContext): Promise<readonly TextPipeline[]> {
  const text = await read();
  const name = file === '-' ? 'standard input' : file;
  const found = await host.computing(() => readIds(text));
  if (found.kind === 'ids') return found.pipelines;
  texts.add({ document: name, file: name, text, format: 'json' });
  const [fault, ...related] = found.problems.map(
    ({ code, message, path, line, column, hint }) =>
      new Fault(code.replace(/^osbuild\//, 'manifest/'), message, {
        at: { document: name, file: name, path, line, column },
        ...(hint === undefined ? {} : { hint }),
      }),
  );
  if (fault === undefined) throw new Error('a manifest without ids has a problem');
  throw fault.with({ related });
}

function jsonLine(file: string, pipelines: readonly TextPipeline[]): string {
  const plain = pipelines.map(({ name, id, stages }) => ({ name, id, stages }));
  return `${JSON.stringify({ file, pipelines: plain })}\n`;
}

function textOf(
  file: string,
  pipelines: readonly TextPipeline[],
  isNamed: boolean,
  strong: (text: string) => string,
): string {
  const title = isNamed ? `${strong(shownName(file))}\n` : '';
  return (
    title +
    renderTable(
      pipelines.map(({ name, id }) => [name, id ?? 'no stages']),
      { indent: isNamed ? '  ' : '' },
    )
  );
}

/** A name that could break a line or a variable of a workflow is a fault. */
function keyLines(pipelines: readonly TextPipeline[], file: string): string {
  return pipelines
    .map(({ name, id }) => {
      if (!/^[A-Za-z_][\w.-]*$/.test(name)) {
        throw new Fault('manifest/pipeline-name', `the pipeline name ${JSON.stringify(name)} cannot be a key`, {
          at: { file },
          hint: 'leave out --cache-keys, or add --json',
        });
      }
      return id === undefined ? '' : `${name}=${id}\n`;
    })
    .join('');
}

async function compareFiles(
  first: ManifestFile,
  second: ManifestFile,
  { exitCode }: IdsGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const { host, json } = context;
  const changes = compareIds(await idsOf(first, context), await idsOf(second, context));
  await host.stdout.write(json ? encodeJson({ pipelines: changes }) : renderTable(changes.map(rowOf)));
  const isChanged = changes.some(({ change }) => change === 'changed' || change === 'added');
  return exitCode && isChanged ? exitStatus.differences : exitStatus.done;
}

function rowOf(change: PipelineChange): readonly string[] {
  const { name } = change;
  switch (change.change) {
    case 'same':
      return [name, 'same'];
    case 'removed':
      return [name, 'removed'];
    case 'added':
      return [name, `new, ${counted(change.stages, 'stage')}`];
    case 'changed':
      return [name, change.type === undefined ? 'changed, without a stage that has to run' : fromStage(change)];
    default:
      return unreachable(change);
  }
}

const fromStage = ({ from = 0, type = '', stages }: Extract<PipelineChange, { readonly stages: number }>): string =>
  `rebuild from stage ${from + 1} of ${stages}: ${shownLine(type)}`;
