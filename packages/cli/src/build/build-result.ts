import { roundedSize, shownName } from '@bootwright/core';
import type { RunProgress } from '@bootwright/osbuild-runner';
import type { CommandContext } from '../command.ts';
import { encodeJson } from '../files/encode-json.ts';
import { styleOf } from '../terminal/colour.ts';
import { renderMetrics, slowestStages } from './metrics.ts';
import { duration } from './progress/duration.ts';

/** What a build has made. */
export interface BuildResult {
  readonly images: readonly { readonly type: string; readonly file: string; readonly size: number }[];
  readonly manifests: readonly string[];
  readonly buildlog?: string;
  /** How each run of osbuild went. */
  readonly runs: readonly RunProgress[];
}

/** Tells of the result on standard output: as image-builder does, a line for each image, or as one line of JSON. */
export async function tellResult(
  { images, manifests, buildlog, runs }: BuildResult,
  metrics: boolean,
  { host, json }: CommandContext,
): Promise<void> {
  const seconds = runs.reduce((sum, { startedAt, time }) => sum + (time ?? 0) - (startedAt ?? 0), 0);
  if (json) {
    const slowest = metrics ? { metrics: runs.flatMap(slowestStages) } : {};
    const log = buildlog === undefined ? {} : { buildlog };
    await host.stdout.write(encodeJson({ images, manifests, ...log, seconds, ...slowest }));
    return;
  }
  if (metrics) await host.stderr.write(runs.map(renderMetrics).join(''));
  const style = styleOf(host.stdout);
  for (const { file, size } of images) {
    const told = style.faint(`(${roundedSize(size)}, ${duration(seconds)})`);
    await host.stdout.write(`Image build successful: ${shownName(file)}${host.stdout.terminal ? ` ${told}` : ''}\n`);
  }
}
