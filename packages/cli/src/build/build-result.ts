import { roundedSize, shownName } from '@bootwright/core';
import type { RunProgress } from '@bootwright/osbuild-monitor';
import type { CommandContext } from '../command.ts';
import { encodeJson } from '../files/encode-json.ts';
import { styleOf } from '../terminal/colour.ts';
import { renderMetrics, slowestStages } from './metrics.ts';
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
