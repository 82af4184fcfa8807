import { Fault, readJsonText } from '@bootwright/core';
import {
  advance,
  findKnownFailure,
  LogLines,
  LogParser,
  logTail,
  type ManifestOutline,
  type MonitorEvent,
  MonitorParser,
  notStarted,
  type OsbuildResult,
  parseOsbuildResult,
  type RunProgress,
  runFailure,
} from '@bootwright/osbuild-monitor';
import { type BuildProgress, buildProgress } from './build-progress.ts';

/** How a build stands, or how it ended. */
export interface BuildState {
  readonly state: 'running' | 'succeeded' | 'failed';
  readonly progress: BuildProgress;
  /** Of a failed build: what failed, where, the end of its log, and the cure where it is known. */
  readonly fault?: Fault;
}

/** The end of what a builder wrote, in which its own error is. */
const keptTail = 16 * 1024;

const noManifest: ManifestOutline = { pipelines: [], sources: [], localImages: [] };

/**
 * Reads what a builder writes as it runs, piece by piece: the JSON sequence of osbuild's monitor, or the plain log of
 * `--progress verbose`; the first character says which. Any text gives a state, and nothing is thrown.
 */
export class ProgressReader {
  readonly #outline: ManifestOutline;
  readonly #encoder = new TextEncoder();
  #parser: Parser | undefined;
  #progress: RunProgress = notStarted;
  #tail = '';

  /** `outline` is that of the manifest, if it is known: then logs have totals, and faults places. */
  constructor(outline: ManifestOutline = noManifest) {
    this.#outline = outline;
  }

  /** The state after this piece of the output. */
  add(piece: string): BuildState {
    this.#parser ??= piece === '' ? undefined : parserFor(piece, this.#encoder);
    this.#tail = (this.#tail + piece).slice(-keptTail);
    this.#take(this.#parser?.add(piece) ?? []);
    return { state: 'running', progress: this.#value() };
  }

  /**
   * The state after the builder ended; `succeeded` is what its exit status says, if it is known. Without it, a log that does
   * not say how the build ended leaves it `running`.
   */
  end(succeeded?: boolean): BuildState {
    this.#take(this.#parser?.end() ?? []);
    const result = parseOsbuildResult(this.#tail);
    const fault = succeeded === true ? undefined : this.#failure(result, succeeded === false);
    const progress = this.#value();
    if (fault !== undefined) return { state: 'failed', progress, fault };
    const isDone = succeeded === true || result.kind === 'success' || this.#isComplete();
    return { state: isDone ? 'succeeded' : 'running', progress };
  }

  #isComplete(): boolean {
    const { parts, overall } = this.#progress;
    return parts.at(-1)?.state === 'done' && overall.done >= overall.total;
  }

  #take(events: readonly MonitorEvent[]): void {
    for (const event of events) this.#progress = advance(this.#progress, event);
  }

  #value(): BuildProgress {
    const { pipelines, sources } = this.#outline;
    return buildProgress(this.#progress, pipelines.length + sources.length);
  }

  #failure(result: OsbuildResult, isCertain: boolean): Fault | undefined {
    const progress = this.#progress;
    const isReported = result.kind !== 'none' && result.kind !== 'success';
    if (isReported || progress.parts.some(({ state }) => state === 'failed')) {
      return runFailure({ result, progress, stderr: this.#tail }, this.#outline);
    }
    const error = ownError(this.#tail);
    const isFailed = isCertain || error !== undefined || /^Failed$/m.test(this.#tail);
    return isFailed ? builderFault(error ?? 'the build failed', this.#tail) : undefined;
  }
}

interface Parser {
  readonly add: (piece: string) => readonly MonitorEvent[];
  readonly end: () => readonly MonitorEvent[];
}

function parserFor(start: string, encoder: TextEncoder): Parser {
  if (!start.startsWith('\u001e')) return new LogParser();
  const parser = new MonitorParser();
  return { add: (piece) => parser.add(encoder.encode(piece)), end: () => parser.end() };
}

/** The last error that image-builder or bootc-image-builder prints of itself. */
function ownError(text: string): string | undefined {
  const lines = new LogLines();
  const errors = [...lines.add(text), ...lines.end()].flatMap((line) => /^error: (.+)$/.exec(line)?.[1] ?? []);
  return errors.at(-1);
}

function builderFault(message: string, log: string): Fault {
  const known = findKnownFailure(log);
  const text = known === undefined ? message : `${message}: ${known.cause}`;
  return new Fault(known?.code ?? 'build/failed', text, {
    quoted: logTail(log),
    hint: known?.hint ?? 'see the log of the builder',
  });
}

/**
 * The state that a build log says a build ended with: the JSON result of osbuild that image-builder keeps
 * (`NAME.buildlog`), the sequence of its monitor, or the plain log.
 */
export function explainBuildLog(text: string, outline: ManifestOutline = noManifest): BuildState {
  const result = parseOsbuildResult(oneLine(text));
  if (result.kind === 'none' || !text.trimStart().startsWith('{')) {
    const reader = new ProgressReader(outline);
    reader.add(text);
    return reader.end();
  }
  const progress = buildProgress(notStarted, outline.pipelines.length + outline.sources.length);
  if (result.kind === 'success') return { state: 'succeeded', progress: { ...progress, done: progress.total } };
  const fault = runFailure({ result, progress: notStarted, stderr: '' }, outline);
  return { state: 'failed', progress, fault };
}

/** A result that is indented, on one line. */
function oneLine(text: string): string {
  if (!text.trimStart().startsWith('{')) return text;
  const reading = readJsonText(text);
  return reading.kind === 'value' ? JSON.stringify(reading.value) : text;
}
