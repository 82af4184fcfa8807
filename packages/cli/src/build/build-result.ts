import { roundedSize, shownName } from '@bootwright/core';
import type { RunProgress } from '@bootwright/osbuild-monitor';
import type { CommandContext } from '../command.ts';
import { encodeJson } from '../files/encode-json.ts';
import { styleOf } from '../terminal/colour.ts';
import { duration } from './progress/duration.ts';

export interface BuildResult {
  readonly images: readonly { readonly type: string; readonly file: string; readonly size: number }[];
  readonly manifests: readonly string[];
  readonly buildlog?: string;
  /** The runs of osbuild. */
  readonly runs: readonly RunProgress[];
}

/** Prints the result: one line per image as image-builder does, or JSON. */
export async function tellResult(
  { images, manifests, buildlog, runs }: BuildResult,
  metrics: boolean,
  { host, json }: CommandContext,
): Promise<void> {
  const seconds = runs.reduce((sum, { startedAt, time }) => sum + (time ?? 0) - (startedAt ?? 0), 0);
  if (json) {
    const slowest = metrics ? runs.flatMap(slowestStages) : undefined;
    await host.stdout.write(encodeJson({ images, manifests, buildlog, seconds, metrics: slowest }));
    return;
  }
  if (metrics) await host.stderr.write(runs.map(renderMetrics).join(''));
  const style = styleOf(host.stdout);
  for (const { file, size } of images) {
    const details = style.faint(`(${roundedSize(size)}, ${duration(seconds)})`);
    await host.stdout.write(`Image build successful: ${shownName(file)}${host.stdout.terminal ? ` ${details}` : ''}\n`);
  }
}

/** Stages that are listed. */
const mostStages = 10;

/** The stages that took a second or more, the slowest first. */
function slowestStages({ parts }: RunProgress) {
  return parts
    .flatMap(({ name, stages }) => stages.map(({ type, seconds = 0 }) => ({ pipeline: name, type, seconds })))
    .filter(({ seconds }) => seconds >= 1)
    .sort((one, other) => other.seconds - one.seconds)
    .slice(0, mostStages);
}

/** The same as text, a line each; empty if no stage took so long. */
function renderMetrics(progress: RunProgress): string {
  const lines = slowestStages(progress).map(
    ({ pipeline, type, seconds }) =>
      `  ${duration(seconds).padStart(11)}  ${shownName(pipeline)}: ${shownName(type)}\n`,
  );
  return lines.length === 0 ? '' : `Metrics:\n${lines.join('')}`;
}
