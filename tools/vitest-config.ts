import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defaultExclude, defineConfig, type ViteUserConfig } from 'vitest/config';
import { TestReport } from './test-report.ts';

/** Tests that need programs, devices or images which a machine with Node, npm and git alone does not have. */
const machineTests = '**/*.machine.test.ts';

/** Settings of the target "test-machine": whatever is missing is a reason to skip, and results are never cached. */
export function machineConfig(root: string): ViteUserConfig {
  return suiteConfig(root, { include: [`src/${machineTests}`], exclude: [], report: 'machine' });
}

/** Vitest settings shared by every package: sources are read directly, so no build comes before a test. */
export function testConfig(root: string, include: string[] = ['src/**/*.test.ts']): ViteUserConfig {
  return suiteConfig(root, { include, exclude: [machineTests], report: 'vitest' });
}

interface Suite {
  readonly include: string[];
  readonly exclude: string[];
  readonly report: string;
}

function suiteConfig(root: string, { include, exclude, report: usual }: Suite): ViteUserConfig {
  const report = process.env.BOOTWRIGHT_TEST_REPORT ?? usual;
  return defineConfig({
    root,
    cacheDir: `${root}/node_modules/.vite`,
    resolve: { conditions: ['@bootwright/source'] },
    ssr: { resolve: { conditions: ['@bootwright/source', 'node', 'import', 'default'] } },
    test: {
      include,
      exclude: [...defaultExclude, ...exclude],
      passWithNoTests: false,
      // Files that run in one process share the modules that they import: most of the time of a run was their import,
      // once for each file. A test leaves modules as it found them.
      isolate: false,
      // Vitest leaves a processor to itself, of two as well; but many tests wait for programs that they have started.
      maxWorkers: Math.max(2, availableParallelism() - 1),
      // A golden that is missing is a failure, also where no variable says CI: `-u` writes it, for a review.
      update: 'none',
      // A test that comes to its end without an assertion proves nothing.
      expect: { requireAssertions: true },
      setupFiles: [join(import.meta.dirname, 'filled-tables.ts')],
      // Where no variable says CI as well: the other tests of the file would not run.
      allowOnly: false,
      testTimeout: 300_000,
      hookTimeout: 300_000,
      // Counted by tools/count-tests.mjs; an output of the `test` target, so that a cached run counts as well. A further
      // run of some files gives its report a name of its own.
      reporters: ['default', new TestReport({ outputFile: `${root}/test-results/${report}.json` })],
    },
  });
}
