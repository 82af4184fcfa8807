import { testConfig } from './vitest-config.ts';

export default testConfig(import.meta.dirname, ['*.test.ts']);
