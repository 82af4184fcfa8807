import { shownName } from '@bootwright/core';
import type { RunProgress } from '@bootwright/osbuild-monitor';
import { duration } from './progress/duration.ts';

const shown = 10;

/** The stages that took a second or more, the slowest first. */
export function slowestStages({ parts }: RunProgress) {
  return parts
    .flatMap(({ name, stages }) => stages.map(({ type, seconds = 0 }) => ({ pipeline: name, type, seconds })))
    .filter(({ seconds }) => seconds >= 1)
    .sort((one, other) => other.seconds - one.seconds)
    .slice(0, shown);
}

/** The same as text, a line each; empty if no stage took so long. */
export function renderMetrics(progress: RunProgress): string {
  const lines = slowestStages(progress).map(
    ({ pipeline, type, seconds }) =>
      `  ${duration(seconds).padStart(11)}  ${shownName(pipeline)}: ${shownName(type)}\n`,
  );
  return lines.length === 0 ? '' : `Metrics:\n${lines.join('')}`;
}
