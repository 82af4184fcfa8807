// Counts the workspace's tests from the reports that vitest left: each project, skipped tests by reason, and the sum as
// its last line.
//
//   node tools/count-tests.mjs [--skips FILE] [--failed-checks N] [--skipped-checks FILE]
//
// With --skips a skipped test is a failure whose reason FILE does not allow, or not so often: a JSON object that says how
// many tests may be skipped for each reason. With --failed-checks the sum has so many failures more: a check that failed
// must not end with a line that says that nothing did. FILE of --skipped-checks has a line for each check that was not
// made, with its reason; these are printed and counted as skipped.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

/**
 * The sum over `reports`: one a project, in vitest's JSON format, or undefined where a project left none. A test file
 * that could not be loaded, a run that failed with no test to blame (there was none, or an error outside of them) and
 * a project without a report count as one failure each: none of them may look like success.
 */
export function countTests(reports) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const report of reports) {
    if (report === undefined) {
      sum.failed++;
      continue;
    }
    const before = sum.failed;
    sum.passed += report.numPassedTests;
    sum.failed += report.numFailedTests;
    sum.skipped += report.numPendingTests + report.numTodoTests;
    for (const file of report.testResults) {
      const blamed = file.assertionResults.some((test) => test.status === 'failed');
      if (file.status === 'failed' && !blamed) sum.failed++;
    }
    if (!report.success && sum.failed === before) sum.failed++;
  }
  return sum;
}

/** In the name of a skipped test or of a suite above it, as tools/probes.mjs writes it. */
const reasonNote = /\[skipped: ([^\]]*)\]/;
const unexplained = 'no reason given';

/** How many tests of the reports were skipped for each reason, the most frequent first. */
export function skipReasons(reports) {
  const tests = reports.flatMap((report) => report?.testResults ?? []).flatMap((file) => file.assertionResults);
  const reasons = tests
    .filter(({ status }) => status !== 'passed' && status !== 'failed')
    .map(({ fullName }) => reasonNote.exec(fullName)?.[1] ?? unexplained);
  const counts = new Map();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].sort(([a, many], [b, more]) => more - many || a.localeCompare(b));
}

/** Why tests must not be skipped as they were: for no reason, for one that is not allowed, or more often than that. */
export function skipFailures(reasons, allowed) {
  return reasons.flatMap(([reason, count]) => {
    if (reason === unexplained) return [`${count} skipped without a reason in their names`];
    if (allowed === undefined || count <= (allowed[reason] ?? 0)) return [];
    return [`${count} skipped, ${allowed[reason] ?? 0} allowed: ${reason}`];
  });
}

/** Folders of all projects: one without tests has no report, which is a failure. */
function projects(root) {
  const candidates = ['tools', ...readdirSync(join(root, 'packages')).map((name) => join('packages', name))];
  return candidates.filter((folder) => isFile(join(root, folder, 'package.json')));
}

function linesOf(file) {
  return isFile(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : [];
}

function isFile(path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** Of the project's own run, which may be missing, and of further runs of some of its files. */
function reportsOf(root, folder) {
  const results = join(root, folder, 'test-results');
  const own = join(results, 'vitest.json');
  if (!isFile(own)) return [undefined];
  const further = readdirSync(results).filter((name) => name.endsWith('.json') && name !== 'vitest.json');
  return [own, ...further.sort().map((name) => join(results, name))].map((path) =>
    JSON.parse(readFileSync(path, 'utf8')),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const root = dirname(import.meta.dirname);
  const reports = projects(root).flatMap((folder) => {
    const own = reportsOf(root, folder);
    const { passed, failed, skipped } = countTests(own);
    const note =
      own[0] === undefined ? ' (no report: its tests did not run)' : skipped > 0 ? `, ${skipped} skipped` : '';
    console.log(`  ${folder}: ${passed} passed, ${failed} failed${note}`);
    return own;
  });
  const reasons = skipReasons(reports);
  for (const [reason, count] of reasons) console.log(`  skipped ${count}: ${reason}`);
  const { values } = parseArgs({
    options: {
      skips: { type: 'string' },
      'failed-checks': { type: 'string', default: '0' },
      'skipped-checks': { type: 'string' },
    },
  });
  const checks = values['skipped-checks'] === undefined ? [] : linesOf(values['skipped-checks']);
  for (const check of checks) console.log(`  NOT CHECKED: ${check}`);
  const allowed = values.skips === undefined ? undefined : JSON.parse(readFileSync(values.skips, 'utf8'));
  const failures = skipFailures(reasons, allowed);
  for (const failure of failures) console.log(`  FAILED: ${failure}`);
  const sum = countTests(reports);
  const failed = sum.failed + failures.length + Number(values['failed-checks']);
  console.log(`${sum.passed} passed, ${failed} failed, ${sum.skipped + checks.length} skipped`);
  process.exitCode = failed === 0 && sum.passed > 0 ? 0 : 1;
}
