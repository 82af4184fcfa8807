// node tools/reference-summary.mjs [--complete]
//
// Prints how much of test-data/reference the last run of the tests compared, from the reports that vitest left. With
// --complete a kind of comparison that is missing is a failure: what nobody compares must not look like agreement.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What every run compares, in the words of the summary. */
const required = {
  manifests: 'byte-equal manifests',
  rejections: 'requests that both sides reject',
  crashes: 'requests that crash image-builder, and get a fault or a valid manifest here',
  inspections: 'inspection cases with the same facts',
  digests: 'composefs digests',
  rules: 'rules of SELinux policies that fit the same paths',
  verdicts: 'values with the verdict of osbuild’s schemas',
};

/** What is not compared, though it is recorded. */
const others = {
  notImplemented: 'cases of image types and stages that are not implemented',
  knownDifferences: 'known differences (tools/known-differences.ts, tools/known-inspection-differences.ts)',
};

/**
 * The sum of each kind over `reports`, one list a project. Each set is counted once, though several projects may
 * compare it, each in its own way: where they differ, the largest count is taken.
 */
export function sumComparisons(projects) {
  const largest = new Map();
  for (const reports of projects) {
    const own = new Map();
    for (const { set, ...counts } of reports.flatMap(comparisonsOf)) {
      for (const [kind, count] of Object.entries(counts)) {
        const key = `${kind} ${set}`;
        own.set(key, (own.get(key) ?? 0) + count);
      }
    }
    for (const [key, count] of own) largest.set(key, Math.max(largest.get(key) ?? 0, count));
  }
  const sums = Object.fromEntries(Object.keys({ ...required, ...others }).map((kind) => [kind, 0]));
  for (const [key, count] of largest) sums[key.split(' ')[0]] += count;
  return sums;
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
  const sums = sumComparisons([join(root, 'tools'), ...folders].map(reportsOf));
  console.log('test-data/reference, compared with the programs that it is recorded from:');
  for (const [kind, words] of Object.entries({ ...required, ...others })) console.log(`  ${sums[kind]} ${words}`);
  const missing = Object.keys(required).filter((kind) => sums[kind] === 0);
  if (missing.length > 0) {
    console.log(`Not compared by the last run: ${missing.join(', ')}.`);
    if (process.argv.includes('--complete')) process.exitCode = 1;
  }
}
