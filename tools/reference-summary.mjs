// node tools/reference-summary.mjs [--complete | --record]
//
// Prints how much of test-data/reference the last run of the tests compared, from the reports that vitest left. With
// --complete it is a failure where a set was compared otherwise than tools/expected-comparisons.json says: what nobody
// compares, or what is no longer made, must not look like agreement. --record writes that file, for a review.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What is counted, in the words of the summary. */
const kinds = {
  manifests: 'byte-equal manifests',
  rejections: 'requests that both sides reject',
  crashes: 'requests that crash image-builder, and get a fault or a valid manifest here',
  inspections: 'inspection cases with the same facts',
  digests: 'composefs digests',
  rules: 'rules of SELinux policies that fit the same paths',
  verdicts: 'values with the verdict of osbuild’s schemas',
  // Recorded, and not compared.
  notImplemented: 'cases of image types and stages that are not implemented',
  knownDifferences: 'known differences (tools/known-differences.ts, tools/known-inspection-differences.ts)',
};

/**
 * What was compared of each set, by its name, from `projects`: a list of reports for each project. Tests of a set within a
 * project are added up. Where several projects compare a set, each in its own way, the largest count is taken.
 */
export function comparedSets(projects) {
  const sets = {};
  for (const reports of projects) {
    const own = {};
    for (const { set, ...counts } of reports.flatMap(comparisonsOf)) {
      own[set] ??= {};
      for (const [kind, count] of Object.entries(counts)) own[set][kind] = (own[set][kind] ?? 0) + count;
    }
    for (const [set, counts] of Object.entries(own)) {
      sets[set] ??= {};
      for (const [kind, count] of Object.entries(counts)) sets[set][kind] = Math.max(sets[set][kind] ?? 0, count);
    }
  }
  return sets;
}

/** The sum of each kind over all sets. */
export function sumComparisons(sets) {
  const sums = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, 0]));
  for (const counts of Object.values(sets)) {
    for (const [kind, count] of Object.entries(counts)) sums[kind] += count;
  }
  return sums;
}

/** A line for each set and kind whose count differs from the expected one. */
export function unexpectedComparisons(sets, expected) {
  const names = [...new Set([...Object.keys(expected), ...Object.keys(sets)])].sort();
  return names.flatMap((set) =>
    Object.keys({ ...expected[set], ...sets[set] }).flatMap((kind) => {
      const [wanted, found] = [expected[set]?.[kind] ?? 0, sets[set]?.[kind] ?? 0];
      return wanted === found ? [] : [`${set}: ${found} ${kind}, not ${wanted}`];
    }),
  );
}

/** What tests that passed noted with `countCompared`. */
function comparisonsOf(report) {
  return report.testResults.flatMap(({ assertionResults }) =>
    assertionResults.flatMap(({ status, meta }) => (status === 'passed' && meta?.compared ? [meta.compared] : [])),
  );
}

function reportsOf(folder) {
  const results = join(folder, 'test-results');
  if (statSync(results, { throwIfNoEntry: false }) === undefined) return [];
  const reports = readdirSync(results).filter((name) => name.endsWith('.json'));
  return reports.map((name) => JSON.parse(readFileSync(join(results, name), 'utf8')));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const root = dirname(import.meta.dirname);
  const folders = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name));
  const sets = comparedSets([join(root, 'tools'), ...folders].map(reportsOf));
  const sums = sumComparisons(sets);
  console.log('test-data/reference, compared with the programs that it is recorded from:');
  for (const [kind, words] of Object.entries(kinds)) console.log(`  ${sums[kind]} ${words}`);
  const file = join(root, 'tools/expected-comparisons.json');
  if (process.argv.includes('--record')) {
    const sorted = Object.fromEntries(Object.entries(sets).sort(([a], [b]) => (a < b ? -1 : 1)));
    writeFileSync(file, `${JSON.stringify(sorted, undefined, 2)}\n`);
  } else if (process.argv.includes('--complete')) {
    const unexpected = unexpectedComparisons(sets, JSON.parse(readFileSync(file, 'utf8')));
    for (const line of unexpected) console.log(`  UNEXPECTED: ${line}`);
    if (unexpected.length > 0) process.exitCode = 1;
  }
}
