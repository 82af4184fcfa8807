import { join } from 'node:path';
import { defineConfig, mergeConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import { testConfig } from '../../tools/vitest-config.ts';

// Its report stands beside that of the unit tests.
process.env.BOOTWRIGHT_TEST_REPORT ??= 'integration';

/** The ladder from the bottom up, and at last whether anything is left. */
class ByName extends BaseSequencer {
  override async sort(files: Parameters<BaseSequencer['sort']>[0]): ReturnType<BaseSequencer['sort']> {
    return [...files].sort((a, b) => a.moduleId.localeCompare(b.moduleId));
  }
}

const root = import.meta.dirname;

export default mergeConfig(
  testConfig(root, ['suite/**/*.test.ts']),
  defineConfig({
    // In which vitest loads the reporter: without a build there are sources alone.
    environments: { __vitest__: { resolve: { conditions: ['@bootwright/source', 'node', 'import', 'default'] } } },
    test: {
      globalSetup: join(root, 'suite/global-setup.ts'),
      // Machines and engines share this one: the files run one after the other, and of one file two tests at a time.
      fileParallelism: false,
      maxConcurrency: 2,
      sequence: { sequencer: ByName },
      testTimeout: 900_000,
      hookTimeout: 900_000,
      teardownTimeout: 60_000,
      reporters: [join(root, 'suite/ladder-reporter.ts')],
      env: {
        // See startSuiteContainer.
        TESTCONTAINERS_RYUK_DISABLED: 'true',
        // An engine without a bridge, which testcontainers asks for in a container, is on this machine all the same.
        TESTCONTAINERS_HOST_OVERRIDE: process.env.TESTCONTAINERS_HOST_OVERRIDE ?? '127.0.0.1',
      },
    },
  }),
);
