import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { workspaceRoot } from './reference.ts';

const caches = join(workspaceRoot, 'node_modules/.cache');

/** The report of vitest on one test file, with the settings of every package. */
function reportOf(text: string, variables: Readonly<Record<string, undefined>> = {}): unknown {
  mkdirSync(caches, { recursive: true });
  const folder = mkdtempSync(join(caches, 'test-report-'));
  try {
    const config =
      "import { testConfig } from '../../../tools/vitest-config.ts';\nexport default testConfig(import.meta.dirname);";
    writeFileSync(join(folder, 'vitest.config.ts'), config);
    mkdirSync(join(folder, 'src'));
    writeFileSync(join(folder, 'src/one.test.ts'), text);
    const vitest = join(workspaceRoot, 'node_modules/vitest/vitest.mjs');
    const { BOOTWRIGHT_TEST_REPORT: _, ...env } = process.env;
    spawnSync(process.execPath, [vitest, 'run'], { cwd: folder, env: { ...env, ...variables } });
    return JSON.parse(readFileSync(join(folder, 'test-results/vitest.json'), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const passing =
  "import { expect, test } from 'vitest';\ntest('waits', () => expect(new Promise((done) => setTimeout(done, 50))).resolves.toBe(undefined));\n";

test('the report of a run whose tests pass is a success', () => {
  expect(reportOf(passing)).toMatchObject({ success: true, numPassedTests: 1, numFailedTests: 0 });
});

test('a test without an assertion fails', () => {
  const idle = "import { test } from 'vitest';\ntest('does nothing', () => {});\n";
  expect(reportOf(idle)).toMatchObject({ success: false, numPassedTests: 0, numFailedTests: 1 });
});

test('a golden that is missing fails', () => {
  const golden =
    "import { expect, test } from 'vitest';\ntest('a', () => expect('text').toMatchFileSnapshot('none.txt'));\n";
  expect(reportOf(golden)).toMatchObject({ success: false, numPassedTests: 0, numFailedTests: 1 });
});

test.each(['test', 'describe'])('a table without a row fails where it is one of %s', (api) => {
  const empty = `import { ${api} as tables } from 'vitest';\ntables.each([])('a', () => {});\n`;
  expect(reportOf(passing + empty)).toMatchObject({ success: false });
});

test('a test that keeps the others of its file from running fails', () => {
  const env = { CI: undefined, GITHUB_ACTIONS: undefined };
  expect(reportOf(`${passing}test.only('alone', () => expect(1).toBe(1));\n`, env)).toMatchObject({ success: false });
});

test('an error outside of the tests makes the report a failure', () => {
  const outside = "setTimeout(() => { throw new Error('outside'); }, 10);\n";
  expect(reportOf(passing + outside)).toMatchObject({ success: false, numPassedTests: 1, numFailedTests: 0 });
});
