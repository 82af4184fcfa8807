import { defined, isObject, type JsonObject, numberOf, objectOf, parsedJson, textOf } from '@bootwright/core';
import type { BuildPart, DoneOf, MonitorEvent, RunningStage } from './monitor-event.ts';
import { RecordSplitter, type StreamPart } from './record-splitter.ts';

/** The origin of a record. */
interface Context {
  readonly origin?: string;
  readonly part?: BuildPart;
  readonly stage?: RunningStage;
}

/** A build has a few contexts for each stage: no real build has more than this. */
const mostContexts = 10_000;

/** Parses the stream of osbuild's JSONSeqMonitor piece by piece. Any bytes become events; nothing is thrown. */
export class MonitorParser {
  readonly #splitter: RecordSplitter;
  /** A context is written in full once, and later referred to by its id. */
  readonly #contexts = new Map<string, Context>();

  constructor(splitter = new RecordSplitter()) {
    this.#splitter = splitter;
  }

  add(piece: Uint8Array): readonly MonitorEvent[] {
    return this.#splitter.add(piece).flatMap((part) => this.#event(part) ?? []);
  }

  /** The events that the end of the stream completes. */
  end(): readonly MonitorEvent[] {
    return this.#splitter.end().flatMap((part) => this.#event(part) ?? []);
  }

  #event(part: StreamPart): MonitorEvent | undefined {
    if (part.kind === 'too-long') return { kind: 'too-long', bytes: part.bytes };
    if (part.kind === 'text') return { kind: 'unreadable', text: part.text };
    const record = parsedJson(part.text);
    if (!isObject(record)) return { kind: 'unreadable', text: part.text };
    const context = defined({
      time: numberOf(record.timestamp),
      overall: doneOf(record.progress),
      inPart: doneOf(objectOf(record.progress).progress),
    });
    const event = eventOf(record, this.#contextOf(record.context));
    return event === undefined ? undefined : { ...context, ...event };
  }

  #contextOf(value: unknown): Context {
    const record = objectOf(value);
    const id = textOf(record.id);
    if (id !== undefined && !('pipeline' in record)) return this.#contexts.get(id) ?? {};
    const context = readContext(record);
    if (id !== undefined && this.#contexts.size < mostContexts) this.#contexts.set(id, context);
    return context;
  }
}

/** The events of a complete stream. */
export async function* parseMonitor(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<MonitorEvent, void, void> {
  const parser = new MonitorParser();
  for await (const piece of pieces) yield* parser.add(piece);
  yield* parser.end();
}

function readContext(record: JsonObject): Context {
  const pipeline = objectOf(record.pipeline);
  const stage = objectOf(pipeline.stage);
  const name = textOf(pipeline.name);
  const [type, id] = [textOf(stage.name), textOf(stage.id)];
  return defined({
    origin: textOf(record.origin),
    part: name === undefined ? undefined : partOf(name),
    stage: type === undefined ? undefined : { type, id: id ?? '' },
  });
}

/** osbuild calls a source "source TYPE" where a pipeline has its name. */
function partOf(name: string): BuildPart {
  const source = /^source (\S+)$/.exec(name)?.[1];
  return source === undefined ? { kind: 'pipeline', name } : { kind: 'source', name: source };
}

function doneOf(value: unknown): DoneOf | undefined {
  const record = objectOf(value);
  const [done, total] = [numberOf(record.done), numberOf(record.total)];
  return done === undefined || total === undefined ? undefined : { done, total };
}

/** The event of a record. Records of the monitor itself have a known origin and begin of their message. */
function eventOf(record: JsonObject, { origin, part, stage }: Context): MonitorEvent | undefined {
  const message = textOf(record.message);
  if (origin === 'osbuild.monitor' && part !== undefined && message !== undefined) {
    if (isObject(record.result)) return finished(record, record.result, part, stage);
    if (message.startsWith('Starting module ') && stage !== undefined) return { kind: 'stage-started', part, stage };
    if (message.startsWith('Starting pipeline ')) return { kind: 'part-started', part };
    if (message.startsWith('Finished pipeline ')) return { kind: 'part-finished', part };
  }
  // The output of a stage ends with a record without a message.
  return message === undefined ? undefined : { kind: 'log', text: message, ...defined({ origin }) };
}

function finished(record: JsonObject, result: JsonObject, part: BuildPart, stage?: RunningStage): MonitorEvent {
  const ended = { part, success: result.success === true, ...defined({ output: textOf(result.output) }) };
  if (part.kind === 'source') return { kind: 'source-finished', ...ended };
  return {
    kind: 'stage-finished',
    ...ended,
    stage: stage ?? { type: textOf(result.name) ?? '', id: textOf(result.id) ?? '' },
    ...defined({ seconds: numberOf(record.duration), options: record.options }),
  };
}
