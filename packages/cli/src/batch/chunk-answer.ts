import { hash } from 'node:crypto';
import { type AnswerOptions, answer, type Outcome } from './answer.ts';
import type { Line } from './line-chunks.ts';

export type Counts = Readonly<Record<Outcome, number>>;

/** The answers to a chunk of lines: whole lines of JSON, in order. */
export interface ChunkAnswer {
  readonly text: string;
  readonly counts: Counts;
}

export type ChunkAnswerer = (lines: readonly Line[]) => ChunkAnswer;

const sha256 = (text: string): string => hash('sha256', text);

/** What answers chunks in this thread. */
export function chunkAnswerer(options: AnswerOptions): ChunkAnswerer {
  return (lines) => {
    let text = '';
    const counts = { manifest: 0, fault: 0, bug: 0 };
    for (const line of lines) {
      const { outcome, text: one } = answer(line, options, sha256);
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
