import { writeChecksums, writeFacts } from '../reference-checksums.ts';
import { jsonLines } from '../reference-facts.ts';
import { kindOf, type Theirs, type Verdict } from './explain.ts';

/** A request as it was given, the set that it belongs to, and how the answers to it compare. */
export interface Compared {
  readonly set: keyof typeof limits;
  readonly request: string;
  readonly theirs: Theirs;
  readonly verdict: Verdict;
}

interface Limits {
  readonly ofKind: Readonly<Record<string, number>>;
  /** Of each row of the table of differences. */
  readonly ofRow: number;
}

/** How many requests are kept of each kind of agreement, and of each difference; those of trees have other examples. */
const limits = {
  fresh: { ofKind: { 'same manifest': 1650, 'both reject': 420, crash: 200 }, ofRow: 6 },
  'fresh-trees': { ofKind: { 'same manifest': 250, 'both reject': 80, crash: 20 }, ofRow: 0 },
} as const satisfies Readonly<Record<string, Limits>>;

/** Writes some of the requests, with what image-builder gave, as the sets `fresh` and `fresh-trees` of test-data/reference. */
export function recordFresh(all: readonly Compared[]): number {
  const count = recordSet('fresh', all) + recordSet('fresh-trees', all);
  writeChecksums();
  return count;
}

function recordSet(set: keyof typeof limits, all: readonly Compared[]): number {
  const { ofKind, ofRow }: Limits = limits[set];
  const counts = new Map<string, number>();
  const kept = all.filter(({ set: its, verdict }) => {
    if (its !== set) return false;
    const kind = kindOf(verdict);
    const count = counts.get(kind) ?? 0;
    counts.set(kind, count + 1);
    return count < ('row' in verdict ? ofRow : (ofKind[kind] ?? 0));
  });
  if (kept.length === 0) return 0;
  writeFacts(`image-builder/${set}.requests`, kept.map(({ request }) => `${request}\n`).join(''));
  writeFacts(`image-builder/${set}.answers`, jsonLines(kept.map(answerOf)));
  return kept.length;
}

function answerOf({ theirs, verdict }: Compared) {
  const { name, outcome, phase, warnings, manifest_sha256, filename, mime_type, exports } = theirs;
  const unsupported = /: ([\w.-]+): not supported$/.exec(warnings?.[0] ?? '')?.[1];
  const difference = 'row' in verdict ? verdict.row : undefined;
  return { name, outcome, phase, unsupported, difference, manifest_sha256, filename, mime_type, exports };
}
