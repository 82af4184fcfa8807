import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { referenceFolder } from '../reference.ts';
import { writeChecksums } from '../reference-checksums.ts';
import { jsonLines } from '../reference-facts.ts';
import type { Theirs, Verdict } from './explain.ts';

/** A request as it was given, and how the answers to it compare. */
export interface Compared {
  readonly request: string;
  readonly theirs: Theirs;
  readonly verdict: Verdict;
}

/** So many requests of each row of the table of differences are kept, and of each kind of agreement. */
const mostOfRow = 6;
const mostOfKind: Readonly<Record<string, number>> = {
  'same manifest': 1150,
  'both reject': 350,
  crash: 100,
  'not made': 2,
};

/** Writes some of the requests, with what image-builder gave, as the set `fresh` of test-data/reference. */
export function recordFresh(all: readonly Compared[]): number {
  const counts = new Map<string, number>();
  const kept = all.filter(({ verdict }) => {
    const kind = 'row' in verdict ? `row ${verdict.row}` : verdict.kind;
    const count = counts.get(kind) ?? 0;
    counts.set(kind, count + 1);
    return count < (mostOfKind[kind] ?? mostOfRow);
  });
  write('requests', kept.map(({ request }) => `${request}\n`).join(''));
  write('answers', jsonLines(kept.map(answerOf)));
  writeChecksums();
  return kept.length;
}

function answerOf({ theirs, verdict }: Compared) {
  const { name, outcome, phase, warnings, manifest_sha256, filename, mime_type, exports } = theirs;
  const unsupported = /: ([\w.-]+): not supported$/.exec(warnings?.[0] ?? '')?.[1];
  const difference = 'row' in verdict ? verdict.row : undefined;
  return { name, outcome, phase, unsupported, difference, manifest_sha256, filename, mime_type, exports };
}

function write(part: string, text: string): void {
  writeFileSync(join(referenceFolder, `image-builder/fresh.${part}.jsonl.gz`), gzipSync(text, { level: 9 }));
}
