import { machineConfig } from '../../tools/vitest-config.ts';

export default machineConfig(import.meta.dirname);
