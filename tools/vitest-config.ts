import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** Vitest settings shared by every package: sources are read directly, so no build comes before a test. */
export function testConfig(root: string, include: string[] = ['src/**/*.test.ts']): ViteUserConfig {
  const report = process.env.BOOTWRIGHT_TEST_REPORT ?? 'vitest';
  return defineConfig({
    root,
    cacheDir: `${root}/node_modules/.vite`,
    resolve: { conditions: ['@bootwright/source'] },
    ssr: { resolve: { conditions: ['@bootwright/source', 'node', 'import', 'default'] } },
    test: {
      include,
      passWithNoTests: false,
      testTimeout: 60_000,
      hookTimeout: 60_000,
      // Counted by tools/count-tests.mjs; an output of the `test` target, so that a cached run counts as well. A further
      // run of some files gives its report a name of its own.
      reporters: ['default', ['json', { outputFile: `${root}/test-results/${report}.json` }]],
    },
  });
}
