import { hash } from 'node:crypto';
import type { Location } from '@bootwright/core';
import { type AnswerOptions, answer, type Outcome, type Tools } from './answer.ts';
import type { Line } from './line-chunks.ts';

export type Counts = Readonly<Record<Outcome, number>>;

/** The answers to a chunk of lines: whole lines of JSON, in order. */
export interface ChunkAnswer {
  readonly text: string;
  readonly counts: Counts;
}

export type ChunkAnswerer = (lines: readonly Line[]) => ChunkAnswer;

/** What answers chunks in this thread. */
export async function chunkAnswerer(options: AnswerOptions): Promise<ChunkAnswerer> {
  const { positionOf } = await import('@bootwright/blueprint');
  const tools: Tools = {
    sha256: (text) => hash('sha256', text),
    place: (at: Location, text) => (at.path === undefined ? at : { ...at, ...positionOf(text, 'json', at.path) }),
  };
  return (lines) => {
    let text = '';
    const counts = { manifest: 0, fault: 0, bug: 0 };
    for (const line of lines) {
      const { outcome, text: one } = answer(line, options, tools);
      counts[outcome] += 1;
      text += `${one}\n`;
    }
    return { text, counts };
  };
}

export const noCounts: Counts = { manifest: 0, fault: 0, bug: 0 };

export function addCounts(one: Counts, other: Counts): Counts {
  return { manifest: one.manifest + other.manifest, fault: one.fault + other.fault, bug: one.bug + other.bug };
}

export function countAll({ manifest, fault, bug }: Counts): number {
  return manifest + fault + bug;
}
