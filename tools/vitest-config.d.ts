import { type ViteUserConfig } from 'vitest/config';
/** Vitest settings shared by every package: sources are read directly, so no build comes before a test. */
export declare function testConfig(root: string): ViteUserConfig;
//# sourceMappingURL=vitest-config.d.ts.map
