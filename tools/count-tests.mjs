// Counts the workspace's tests from the reports that vitest left, and prints the sum as its last line.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

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

/** Folders of all projects with tests: those with settings for vitest. */
function projects(root) {
  const candidates = ['tools', ...readdirSync(join(root, 'packages')).map((name) => join('packages', name))];
  return candidates.filter((folder) => isFile(join(root, folder, 'vitest.config.ts')));
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
  const { passed, failed } = countTests(reports);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}
