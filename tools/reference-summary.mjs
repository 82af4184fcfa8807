// node tools/reference-summary.mjs [--complete | --record]
//
// Prints how much of test-data/reference the last run of the tests compared, from the reports that vitest left. With
// --complete it is a failure where a project compared a set otherwise than tools/expected-comparisons.json says: what nobody
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
  verdicts: "values with the verdict of osbuild's schemas",
  knownDifferences: 'known differences (tools/known-differences.ts, tools/known-inspection-differences.ts)',
};

/** What the tests of a project compared of each set, by its name, added up over its reports. */
export function comparedSets(reports) {
  const sets = {};
  for (const { set, ...counts } of reports.flatMap(comparisonsOf)) {
    sets[set] ??= {};
    for (const [kind, count] of Object.entries(counts)) sets[set][kind] = (sets[set][kind] ?? 0) + count;
  }
  return sets;
}

/** The sum of each kind over all sets of `projects`. Where several compare a set, each in its own way, it counts once. */
export function sumComparisons(projects) {
  const largest = {};
  for (const [set, counts] of Object.values(projects).flatMap((sets) => Object.entries(sets))) {
    largest[set] ??= {};
    for (const [kind, count] of Object.entries(counts)) largest[set][kind] = Math.max(largest[set][kind] ?? 0, count);
  }
  const sums = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, 0]));
  for (const [kind, count] of Object.values(largest).flatMap((counts) => Object.entries(counts))) sums[kind] += count;
  return sums;
}

/** A line for each project, set and kind whose count differs from the expected one. */
export function unexpectedComparisons(projects, expected) {
  return keysOf(expected, projects).flatMap((project) =>
    keysOf(expected[project], projects[project]).flatMap((set) => {
      const [wanted, found] = [expected[project]?.[set], projects[project]?.[set]];
      return keysOf(wanted, found)
        .filter((kind) => (wanted?.[kind] ?? 0) !== (found?.[kind] ?? 0))
        .map((kind) => `${project}: ${set}: ${found?.[kind] ?? 0} ${kind}, not ${wanted?.[kind] ?? 0}`);
    }),
  );
}

const keysOf = (...values) => [...new Set(values.flatMap((value) => Object.keys(value ?? {})))].sort();

/** What tests that passed noted with `countCompared`. */
function comparisonsOf(report) {
  return report.testResults.flatMap(({ assertionResults }) =>
    assertionResults.flatMap(({ status, meta }) => (status === 'passed' && meta?.compared ? [meta.compared] : [])),
  );
}

function sorted(values) {
  return Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function reportsOf(folder) {
  const results = join(folder, 'test-results');
  if (statSync(results, { throwIfNoEntry: false }) === undefined) return [];
  const reports = readdirSync(results).filter((name) => name.endsWith('.json'));
  return reports.map((name) => JSON.parse(readFileSync(join(results, name), 'utf8')));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const root = dirname(import.meta.dirname);
  const folders = ['tools', ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}`)];
  const compared = folders.map((folder) => [folder, sorted(comparedSets(reportsOf(join(root, folder))))]);
  const projects = Object.fromEntries(compared.filter(([, sets]) => Object.keys(sets).length > 0));
  const sums = sumComparisons(projects);
  console.log('test-data/reference, compared with the programs that it is recorded from:');
  for (const [kind, words] of Object.entries(kinds)) console.log(`  ${sums[kind]} ${words}`);
  const file = join(root, 'tools/expected-comparisons.json');
  if (process.argv.includes('--record')) {
    writeFileSync(file, `${JSON.stringify(projects, undefined, 2)}\n`);
  } else if (process.argv.includes('--complete')) {
    const unexpected = unexpectedComparisons(projects, JSON.parse(readFileSync(file, 'utf8')));
    for (const line of unexpected) console.log(`  UNEXPECTED: ${line}`);
    if (unexpected.length > 0) process.exitCode = 1;
  }
}
