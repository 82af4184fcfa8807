import { join } from 'node:path';
import { defineConfig, mergeConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import { testConfig } from '../../tools/vitest-config.ts';

// Its report is next to that of the unit tests.
process.env.BOOTWRIGHT_TEST_REPORT ??= 'integration';

/** Runs the suites in the order of their files; the last one looks for leftovers. */
class ByName extends BaseSequencer {
  override async sort(files: Parameters<BaseSequencer['sort']>[0]): ReturnType<BaseSequencer['sort']> {
    return [...files].sort((a, b) => a.moduleId.localeCompare(b.moduleId));
  }
}

const root = import.meta.dirname;

export default mergeConfig(
  testConfig(root, ['suite/**/*.test.ts']),
  defineConfig({
    // For the reporter: without a build only the sources exist.
    environments: { __vitest__: { resolve: { conditions: ['@bootwright/source', 'node', 'import', 'default'] } } },
    test: {
      globalSetup: join(root, 'suite/global-setup.ts'),
      // Machines and engines share the host: files run one after the other, and at most two tests of a file at a time.
      fileParallelism: false,
      // The last file looks for what the others have left, such as the process that watches over those of theirs.
      isolate: true,
      maxConcurrency: 2,
      sequence: { sequencer: ByName },
      testTimeout: 900_000,
      hookTimeout: 900_000,
      teardownTimeout: 60_000,
      reporters: [join(root, 'suite/suite-reporter.ts')],
      env: {
        // See startSuiteContainer.
        TESTCONTAINERS_RYUK_DISABLED: 'true',
        // In a container testcontainers expects a bridge, but the engine listens on the host.
        TESTCONTAINERS_HOST_OVERRIDE: process.env.TESTCONTAINERS_HOST_OVERRIDE ?? '127.0.0.1',
      },
    },
  }),
);
