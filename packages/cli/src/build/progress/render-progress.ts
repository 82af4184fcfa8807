import { cutToWidth, padded, shownLine, shownName } from '@bootwright/core';
import type { PartProgress, RunProgress } from '@bootwright/osbuild-monitor';
import type { Style } from '../../terminal/colour.ts';
import { duration } from './duration.ts';

/** A build at one moment. */
export interface Moment {
  readonly progress: RunProgress;
  /** The last line of the log. */
  readonly said: string;
  /** An additional status. */
  readonly note: string;
  /** Seconds since 1970. */
  readonly now: number;
}

/** The column in which times end. */
const widest = 76;

/**
 * A build in a few lines, each at most `columns` wide: one for each pipeline and source, below the running one its stage
 * and the last line of its log, and a summary.
 */
export function renderProgress(moment: Moment, columns: number, style: Style): readonly string[] {
  const { progress, said, note, now } = moment;
  const width = Math.min(columns, widest);
  const parts = progress.parts.map((part) => partLine(part, now, width, style));
  const running = progress.parts.at(-1);
  const stage = running?.state === 'running' ? running.stages.at(-1) : undefined;
  const since = stage?.state === 'running' && stage.startedAt !== undefined ? duration(now - stage.startedAt) : '';
  const lines = [
    ...parts,
    ...(stage === undefined ? [] : [row(`  ${shownName(stage.type)}`, since, width)]),
    ...(said === '' || running?.state !== 'running'
      ? []
      : [style.faint(cutToWidth(`  | ${shownLine(said)}`, columns))]),
  ];
  const { done, total } = progress.overall;
  const counted = total === 0 ? 'starting osbuild' : `${Math.min(done, total)} of ${total} done`;
  const whole = progress.startedAt === undefined ? '' : duration(now - progress.startedAt);
  return [...lines, style.strong(row(note === '' ? counted : `${counted}, ${shownLine(note)}`, whole, width))];
}

function partLine(part: PartProgress, now: number, width: number, style: Style): string {
  const { state, stages, total, startedAt } = part;
  const ran = stages.filter((stage) => stage.state === 'done').length;
  const count = total === 0 ? '' : ` (${state === 'done' ? total : ran} of ${total})`;
  const seconds = part.seconds ?? (startedAt === undefined ? undefined : now - startedAt);
  const name = `${part.kind} ${shownName(part.name)}${count}${state === 'failed' ? ' failed' : ''}`;
  const line = row(name, seconds === undefined ? '' : duration(seconds), width);
  if (state === 'failed') return style.error(line);
  return state === 'done' ? style.faint(line) : line;
}

/** Words on the left, a time on the right. */
function row(words: string, time: string, width: number): string {
  if (time === '') return cutToWidth(words, width);
  const room = Math.max(0, width - time.length - 2);
  return cutToWidth(`${padded(cutToWidth(words, room), room)}  ${time}`, width);
}
