import { join } from 'node:path';
import { hostRunner, outputText } from '@bootwright/process';
import { expect, test } from 'vitest';

const home = join(import.meta.dirname, '..');
const vitest = join(home, '../../node_modules/vitest/vitest.mjs');

/** Runs the suites that boot built disks, without any program on the PATH. */
async function bootSuites(environment: Readonly<Record<string, string>>) {
  // Its report is not one of this package: failures in it are expected.
  const own = { PATH: '/nonexistent', BOOTWRIGHT_TEST_REPORT: '../out-tsc/unready-run', NO_COLOR: '1', ...environment };
  const command = [process.execPath, vitest, 'run', '--config', 'vitest.integration.config.ts', 'suite/6-boot.test.ts'];
  const result = await hostRunner(own).run(command, { cwd: home, timeoutMilliseconds: 120_000 });
  if (result.kind !== 'exited') throw new Error(`vitest ${result.kind}`);
  return { code: result.code, report: outputText(result.stdout).split('Integration suites:')[1] ?? '' };
}

test('a run in which no suite can run names the reasons, and fails', async () => {
  const { code, report } = await bootSuites({});
  expect(report).toMatch(
    /boot-sealed +not run: qemu-system-x86_64 is not installed\n +to run it: install it with "apt install/,
  );
  expect(report).toContain('Suites: 0 passed, 0 failed, 13 not run. No success: no suite was run');
  expect(code).toBe(1);
});

test('a required suite that cannot run is a failure', async () => {
  const { code, report } = await bootSuites({ BOOTWRIGHT_REQUIRE: 'boot-sealed' });
  expect(report).toMatch(/boot-sealed +FAILED: 1 of 1 test in/);
  expect(report).toContain('No success: boot-sealed failed.');
  expect(code).toBe(1);
});
