import { objectOf, textOf } from '@bootwright/core';

/** vitest's own time limit of a test, where a project sets none. */
const vitestTimeout = 5000;
/** The time limit of a boot test where nobody sets one. */
const usualTimeout = 600_000;

/** What a boot test reads of the configuration of vitest. */
export interface VitestSettings {
  readonly root: string;
  /** Milliseconds; infinite where the project has no limit. */
  readonly timeout: number;
}

/** The settings that vitest gives to its workers. */
export function vitestSettings(): VitestSettings {
  const config = objectOf(objectOf(Reflect.get(globalThis, '__vitest_worker__')).config);
  const { testTimeout } = config;
  const isSet = typeof testTimeout === 'number' && testTimeout !== vitestTimeout;
  return { root: textOf(config.root) ?? process.cwd(), timeout: isSet ? limit(testTimeout) : usualTimeout };
}

/** vitest takes 0 for no limit. */
export function limit(timeout: number): number {
  return timeout === 0 ? Number.POSITIVE_INFINITY : timeout;
}

/** Part of the time limit that is left to end the machine and to write artefacts, before vitest fails the test. */
export function reserve(timeout: number): number {
  return Math.min(15_000, Math.max(500, timeout / 10));
}
