import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { workspaceRoot } from './reference.ts';
import { testsNeverRun } from './test-files.ts';
import { testedProjects } from './test-inputs.mjs';

test.each(testedProjects)('each file of %s that has tests is run by a target', (project) => {
  expect(testsNeverRun(workspaceRoot, project)).toEqual([]);
});

test.each(testedProjects.filter((project) => project !== 'tools'))(
  'all tests of %s have the usual settings',
  (project) => {
    expect(readFileSync(join(workspaceRoot, project, 'vitest.config.ts'), 'utf8')).toBe(
      "import { testConfig } from '../../tools/vitest-config.ts';\n\nexport default testConfig(import.meta.dirname);\n",
    );
  },
);

test('a file with tests is named where its name, its folder or missing settings keep it from running', () => {
  const root = mkdtempSync(join(tmpdir(), 'bootwright-test-files-'));
  const text = "import { test } from 'vitest';\n\ntest('a', () => undefined);\n";
  const files = {
    'vitest.config.ts': '',
    'src/run.test.ts': text,
    'src/helper.ts':
      "import { test } from 'vitest';\nexport const define = () => {\n  test('a', () => undefined);\n};\n",
    'dist/compiled.test.js': text,
    'test-results/vitest.json': '{}',
  };
  const neverRun = {
    'src/empty.spec.ts': '',
    'src/one.machine.test.ts': text,
    'src/one.tests.ts': text,
    'src/one.test.mts': text,
    'src/table.ts': text.replace('test(', 'test.each([1])('),
    'test/one.test.ts': text,
  };
  try {
    for (const [name, content] of Object.entries({ ...files, ...neverRun })) {
      mkdirSync(dirname(join(root, 'packages/one', name)), { recursive: true });
      writeFileSync(join(root, 'packages/one', name), content);
    }
    expect([...testsNeverRun(root, 'packages/one')].sort()).toEqual(Object.keys(neverRun).sort());
  } finally {
    rmSync(root, { recursive: true });
  }
});
