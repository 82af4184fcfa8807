import { createHash } from 'node:crypto';
import { getHeapStatistics } from 'node:v8';
import { defined, Fault, shownOutput } from '@bootwright/core';
import {
  type Answer,
  type AnswerOptions,
  answer,
  faultAnswer,
  type Outcome,
  type ReadLine,
  type Sha256,
} from './answer.ts';
import type { Line } from './line-chunks.ts';
import { isShort, memoryNeeded } from './memory-needed.ts';

export type Counts = Readonly<Record<Outcome, number>>;

/**
 * The answers to a chunk of lines: whole lines of JSON, in order. They are bytes, which are outside of V8's heap: that of
 * the thread that writes them is not filled by what others have made.
 */
export interface ChunkAnswer {
  readonly bytes: readonly Uint8Array<ArrayBuffer>[];
  readonly counts: Counts;
}

export type ChunkAnswerer = (lines: readonly Line[]) => ChunkAnswer;

const sha256: Sha256 = (give) => {
  const hash = createHash('sha256');
  give((piece) => hash.update(piece));
  return hash.digest('hex');
};

/** What answers chunks in this thread. */
export function chunkAnswerer(options: AnswerOptions): ChunkAnswerer {
  return (lines) => {
    const bytes: Uint8Array<ArrayBuffer>[] = [];
    const counts = { manifest: 0, fault: 0, bug: 0 };
    for (const line of lines) {
      const { outcome, text } = isTooLarge(line) ? lostAnswer(line, options) : answer(textOf(line), options, sha256);
      counts[outcome] += 1;
      bytes.push(encodeAnswer(text));
    }
    return { bytes, counts };
  };
}

/** The part of a thread's memory that a request may take. */
const share = 0.75;

function isTooLarge(line: Line): boolean {
  if (line.kind === 'unread') return false;
  const memory = share * getHeapStatistics().heap_size_limit;
  return !isShort(line.bytes, memory) && memoryNeeded(line.bytes) > memory;
}

/** The answer to a line for which there is not enough memory. */
export function lostAnswer(line: Line, { file }: AnswerOptions): Answer {
  const megabytes = Math.round(getHeapStatistics().heap_size_limit / 1024 ** 2);
  const length = line.kind === 'bytes' ? ` of ${line.bytes.length} bytes` : '';
  const fault = new Fault(
    'request/too-large',
    `the request${length} takes more memory than there is (${megabytes} MiB)`,
    {
      at: { document: 'request', ...defined({ file }) },
      hint: 'shorten it, or give more memory with NODE_OPTIONS=--max-old-space-size=MEGABYTES',
    },
  );
  return faultAnswer(undefined, fault, { kind: 'unread', number: line.number, why: 'too-long' });
}

/** An answer as it is written: a line, with escapes in the place of what nobody should print. */
export function encodeAnswer(text: string): Uint8Array<ArrayBuffer> {
  const line = `${shownOutput(text, { controls: false })}\n`;
  const bytes = new Uint8Array(Buffer.byteLength(line));
  new TextEncoder().encodeInto(line, bytes);
  return bytes;
}

function textOf(line: Line): ReadLine {
  if (line.kind === 'unread') return line;
  const { number, bytes } = line;
  return { kind: 'text', number, text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString() };
}

export const noCounts: Counts = { manifest: 0, fault: 0, bug: 0 };

export function addCounts(one: Counts, other: Counts): Counts {
  return { manifest: one.manifest + other.manifest, fault: one.fault + other.fault, bug: one.bug + other.bug };
}

export function countAll({ manifest, fault, bug }: Counts): number {
  return manifest + fault + bug;
}
