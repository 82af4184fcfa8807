import { LogLines } from './log-lines.ts';
import type { BuildPart, MonitorEvent, RunningStage } from './monitor-event.ts';

// The lines of osbuild's LogMonitor (osbuild/monitor.py), which bootc-image-builder and image-builder print as well with
// `--progress verbose`.
const partLine = /^Pipeline (source )?([\w.+-]{1,200}): [0-9a-f]{64}$/;
const stageLine = /^(org\.osbuild\.[\w.-]{1,200}): ([0-9a-f]{64})(?: (\{.*))?$/;
const durationLine = /^⏱ {1,4}Duration: (\d{1,9}(?:\.\d{1,9})?)s$/;
const failureLine = /^(?:Failed|manifest .{1,4096} failed)$/;
const endLine = /^(?:Pipelines|manifest .{1,4096} finished successfully.*|Build complete!)$/;

/** Parses the plain log of a build piece by piece, into the events that osbuild's JSON monitor would give. */
export class LogParser {
  readonly #lines = new LogLines();
  #part: BuildPart | undefined;
  #stage: RunningStage | undefined;
  /** Of a stage that ended; whether it failed says a later line. */
  #seconds: number | undefined;
  #inOptions = false;
  #hasFailed = false;

  add(piece: string): readonly MonitorEvent[] {
    return merged(this.#lines.add(piece).flatMap((line) => this.#events(line)));
  }

  /** The events that the end of the log completes. */
  end(): readonly MonitorEvent[] {
    return merged(this.#lines.end().flatMap((line) => this.#events(line)));
  }

  #events(line: string): readonly MonitorEvent[] {
    if (this.#inOptions) {
      this.#inOptions = line !== '}';
      return [];
    }
    const [, source, name] = partLine.exec(line) ?? [];
    if (name !== undefined) {
      const ended = this.#endOfPart();
      const part: BuildPart = { kind: source === undefined ? 'pipeline' : 'source', name };
      this.#part = part;
      this.#hasFailed = false;
      return [...ended, { kind: 'part-started', part }];
    }
    const [, type, id, options] = stageLine.exec(line) ?? [];
    if (this.#part !== undefined && type !== undefined && id !== undefined) {
      const ended = this.#endOfStage(true);
      this.#stage = { type, id };
      this.#inOptions = options === '{';
      return [...ended, { kind: 'stage-started', part: this.#part, stage: this.#stage }];
    }
    const [, seconds] = durationLine.exec(line) ?? [];
    if (seconds !== undefined) {
      this.#seconds = Number(seconds);
      return [];
    }
    if (failureLine.test(line) && this.#hasFailed) return [];
    if (this.#seconds !== undefined && failureLine.test(line)) {
      this.#hasFailed = true;
      return this.#endOfStage(false);
    }
    if (endLine.test(line)) return this.#endOfPart();
    if (this.#seconds !== undefined && line !== '') return [...this.#endOfStage(true), log(line)];
    return [log(line)];
  }

  #endOfStage(success: boolean): readonly MonitorEvent[] {
    const [part, stage, seconds] = [this.#part, this.#stage, this.#seconds];
    this.#stage = undefined;
    this.#seconds = undefined;
    if (part === undefined || stage === undefined) return [];
    return [{ kind: 'stage-finished', part, stage, success, ...(seconds === undefined ? {} : { seconds }) }];
  }

  #endOfPart(): readonly MonitorEvent[] {
    const part = this.#part;
    const ended = this.#endOfStage(true);
    this.#part = undefined;
    return part === undefined ? ended : [...ended, { kind: 'part-finished', part }];
  }
}

const log = (line: string): MonitorEvent => ({ kind: 'log', text: `${line}\n` });

/** Lines of one log in one event: to add up a log takes time by its number of events. */
function merged(events: readonly MonitorEvent[]): readonly MonitorEvent[] {
  const result: MonitorEvent[] = [];
  let lines: string[] = [];
  const flush = (): void => {
    if (lines.length > 0) result.push({ kind: 'log', text: lines.join('') });
    lines = [];
  };
  for (const event of events) {
    if (event.kind === 'log') lines.push(event.text);
    else {
      flush();
      result.push(event);
    }
  }
  flush();
  return result;
}
