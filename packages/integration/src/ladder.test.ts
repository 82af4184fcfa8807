import { join } from 'node:path';
import { hostRunner, outputText } from '@bootwright/process';
import { expect, test } from 'vitest';

const home = join(import.meta.dirname, '..');
const vitest = join(home, '../../node_modules/vitest/vitest.mjs');

/** Runs the rungs that boot built disks where no program is to be found. */
async function climbed(environment: Readonly<Record<string, string>>) {
  // Its report is not one of this package's: what fails in it is meant to.
  const own = { PATH: '/nonexistent', BOOTWRIGHT_TEST_REPORT: '../out-tsc/ladder', NO_COLOR: '1', ...environment };
  const command = [process.execPath, vitest, 'run', '--config', 'vitest.integration.config.ts', 'suite/6-boot.test.ts'];
  const result = await hostRunner(own).run(command, { cwd: home, timeoutMilliseconds: 120_000 });
  if (result.kind !== 'exited') throw new Error(`vitest ${result.kind}`);
  return { code: result.code, report: outputText(result.stdout).split('The ladder:')[1] ?? '' };
}

test('a run in which nothing can run says why, and is no success', async () => {
  const { code, report } = await climbed({});
  expect(report).toMatch(
    /boot-sealed +not run: qemu-system-x86_64 is not installed\n +to run it: install it with "apt install/,
  );
  expect(report).toContain('Rungs: 0 passed, 0 failed, 9 not run. No success: no rung was run');
  expect(code).toBe(1);
});

test('a required rung that cannot run is a failure', async () => {
  const { code, report } = await climbed({ BOOTWRIGHT_REQUIRE: 'boot-sealed' });
  expect(report).toMatch(/boot-sealed +FAILED: 1 of 1 test in/);
  expect(report).toContain('No success: boot-sealed failed.');
  expect(code).toBe(1);
});
