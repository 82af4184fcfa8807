import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { workspaceRoot } from './reference.ts';

const count = (root: string) =>
  execFileSync(process.execPath, [join(root, 'tools/count-tests.mjs')], { encoding: 'utf8' });

test('a project that has no tests any more does not count with its last ones', () => {
  const root = mkdtempSync(join(tmpdir(), 'bootwright-reports-'));
  const report = { success: true, numPassedTests: 9, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  try {
    for (const project of ['tools', 'packages/one']) {
      write(`${project}/package.json`, '{}');
      write(`${project}/test-results/vitest.json`, JSON.stringify({ ...report, testResults: [] }));
    }
    for (const tool of ['count-tests.mjs', 'remove-reports.mjs']) {
      copyFileSync(join(workspaceRoot, 'tools', tool), join(root, 'tools', tool));
    }
    expect(count(root)).toMatch(/^18 passed, 0 failed, 0 skipped$/m);
    execFileSync(process.execPath, [join(root, 'tools/remove-reports.mjs')]);
    expect(() => count(root)).toThrow(
      expect.objectContaining({ stdout: expect.stringMatching(/^0 passed, 2 failed/m) }),
    );
  } finally {
    rmSync(root, { recursive: true });
  }
});

test('"npm test" removes the reports of earlier runs first', () => {
  const { scripts } = JSON.parse(readFileSync(join(workspaceRoot, 'package.json'), 'utf8'));
  expect(scripts.pretest.split(' && ')).toContain('node tools/remove-reports.mjs');
});
