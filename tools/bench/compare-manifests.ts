// How long the diff of two manifests takes, in one thread: medians and the slowest of pairs that are unlike.
import { readFileSync } from 'node:fs';
import { applyDiff, diffManifests, renderHtml, renderTerminal } from '@bootwright/manifest-diff';

/** Milliseconds of one call: each pair by its fastest round, so that the machine and the compiler count for little. */
function timed(
  pairs: readonly Pair[],
  act: (pair: Pair) => unknown,
): { readonly median: number; readonly slowest: number } {
  const best = pairs.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < 8; round++) {
    pairs.forEach((pair, index) => {
      const start = performance.now();
      act(pair);
      best[index] = Math.min(best[index] ?? 0, performance.now() - start);
    });
  }
  const sorted = best.sort((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN, slowest: sorted.at(-1) ?? Number.NaN };
}

interface Pair {
  readonly before: unknown;
  readonly after: unknown;
}

const [path = ''] = process.argv.slice(2);
const manifests = readFileSync(path, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line): unknown => JSON.parse(line));
const pairs = manifests.map(
  (before, index): Pair => ({ before, after: manifests[(index * 7 + 1) % manifests.length] }),
);
const diffs = new Map(pairs.map((pair) => [pair, diffManifests(pair.before, pair.after)]));
const diffOf = (pair: Pair) => diffs.get(pair) ?? { groups: [] };

console.log(
  JSON.stringify({
    pairs: pairs.length,
    diff: timed(pairs, ({ before, after }) => diffManifests(before, after)),
    apply: timed(pairs, (pair) => applyDiff(pair.before, diffOf(pair))),
    terminal: timed(pairs, (pair) => renderTerminal(diffOf(pair))),
    html: timed(pairs, (pair) => renderHtml([{ name: 'pair', ...pair, diff: diffOf(pair) }])),
  }),
);
