import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostRunner, leaseProcesses, sweepLeases } from '@bootwright/process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeNodeProgram } from '../../../../tools/node-program.ts';
import { loopDevices } from '../../../../tools/probes.mjs';
import { type BuildPlace, buildPlace } from '../../testing/build-place.ts';

const runner = hostRunner(process.env);
const mounts = loopDevices() === undefined;
let at: BuildPlace;
let program: string;

beforeAll(async () => {
  at = buildPlace();
  program = join(at.folder, 'tmp', 'build.mjs');
  const request = at.request([
    { type: 'org.osbuild.first', options: { milliseconds: 100 } },
    { type: 'org.osbuild.second', options: { mounts, milliseconds: 700, said: 'mounted\n' } },
    { type: 'org.osbuild.third', options: { file: 'disk.raw', size: 1024 } },
  ]);
  const code = `
    import { writeFileSync } from 'node:fs';
    import { hostRunner, openLease } from '@bootwright/process';
    import { runOsbuild } from './run-osbuild.ts';
    const runner = hostRunner(process.env);
    const environment = ${JSON.stringify(at.environment)};
    {
      await using lease = openLease('build', { runner, environment });
      writeFileSync(${JSON.stringify(join(at.folder, 'tmp', 'lease'))}, lease.id);
      setTimeout(() => process.kill(process.pid, 'SIGKILL'), Number(process.argv[2]));
      await runOsbuild({ ...${JSON.stringify(request)}, outputDirectory: lease.folder }, { runner, lease });
    }
  `;
  await writeNodeProgram(program, code, import.meta.dirname);
});
afterAll(() => at.remove());

/** Moments between 0 and 1, the same in every run (Park and Miller's generator). */
function moments(seed: number, count: number): readonly number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  });
}

const note = mounts ? '' : ' (without mounts and loop devices: this process may not make them)';

test(`a run that is killed at any of twenty moments leaves nothing after the next start's sweep${note}`, async () => {
  const endings: string[] = [];
  const left: number[] = [];
  for (const moment of moments(20261126, 20)) {
    const result = await runner.run(['node', program, `${Math.round(moment * 1800)}`]);
    const lease = readFileSync(join(at.folder, 'tmp', 'lease'), 'utf8');
    endings.push(result.kind);
    left.push(at.remains().length);
    await sweepLeases({ runner, environment: at.environment });
    expect(leaseProcesses(lease)).toEqual([]);
    expect(at.remains().filter((name) => !/^tmp\/(?:build\.mjs|lease)$/.test(name))).toEqual([]);
  }
  // Most are killed before their end, and leave something in addition to the test's own two files.
  expect(endings.filter((kind) => kind === 'signalled').length).toBeGreaterThan(10);
  expect(left.filter((count) => count > 2).length).toBeGreaterThan(10);
}, 300_000);
