import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** Vitest settings shared by every package: sources are read directly, so no build comes before a test. */
export function testConfig(root: string): ViteUserConfig {
  return defineConfig({
    root,
    cacheDir: `${root}/node_modules/.vite`,
    resolve: { conditions: ['@bootwright/source'] },
    ssr: { resolve: { conditions: ['@bootwright/source', 'node', 'import', 'default'] } },
    test: {
      include: ['src/**/*.test.ts'],
      passWithNoTests: false,
      testTimeout: 60_000,
    },
  });
}
