import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostRunner, leaseProcesses, sweepLeases } from '@bootwright/process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeNodeProgram } from '../../../../tools/node-program.ts';
import { standIn } from '../../testing/build-place.ts';
import { vmNeeds, vmPlace, vmRequest } from '../../testing/vm-place.ts';

const place = vmPlace();
const program = join(place.home, 'build.mjs');
afterAll(() => place.remove());

const endless = { type: 'org.osbuild.endless', options: { milliseconds: 3_600_000 } };
const request = {
  vm: vmRequest,
  installation: { kind: 'program', program: standIn },
  manifest: JSON.stringify({ version: '2', pipelines: [{ name: 'image', stages: [endless] }] }),
  ...{ exports: ['image'], outputDirectory: place.output, store: place.home },
  ...{ checkpoints: [], inVm: [], keepOwners: true },
};

/** Says the id of its lease, then starts the machine of a build, and is killed so long after it has said it. */
const code = `
  import { hostRunner, openLease } from '@bootwright/process';
  import { runOsbuild } from '../run/run-osbuild.ts';
  const runner = hostRunner(process.env);
  const environment = ${JSON.stringify(place.environment)};
  await using lease = openLease('build', { runner, environment });
  console.log(lease.id);
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), Number(process.argv[2]));
  await runOsbuild(${JSON.stringify(request)}, { runner, lease, environment });
`;

/** What is in the folder of the test but its own. */
const remains = () =>
  readdirSync(place.home, { recursive: true, encoding: 'utf8' }).filter(
    (name) => !/^(?:build\.mjs|output|bootwright)$/.test(name),
  );

/** Processes that name the folder of the test in their command line, as its machine does. */
const machines = () =>
  readdirSync('/proc').filter((pid) => {
    try {
      return (
        /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(`${place.home}/bootwright-build`)
      );
    } catch {
      return false;
    }
  });

describe.skipIf(vmNeeds.missing)(`a build in a machine of its own that is killed${vmNeeds.note}`, () => {
  beforeAll(() => writeNodeProgram(program, code, import.meta.dirname));

  // The machine starts after some 300 ms, on a busy computer later, and its kernel takes seconds.
  test.each([50, 150, 300, 600, 1_000, 2_000, 4_000, 8_000, 12_000, 16_000])(
    'after %i ms leaves nothing after the next sweep',
    { timeout: 120_000 },
    async (milliseconds) => {
      const runner = hostRunner(process.env);
      const result = await runner.run([process.execPath, program, `${milliseconds}`]);
      expect(result).toMatchObject({ kind: 'signalled', signal: 'SIGKILL' });
      const lease = 'stdout' in result ? Buffer.from(result.stdout.bytes).toString().trim() : '';
      expect(lease).toMatch(/^[0-9a-f]{16}$/);
      expect(remains().length).toBeGreaterThan(0);
      await sweepLeases({ runner, environment: place.environment });
      expect({ processes: leaseProcesses(lease), machines: machines(), remains: remains() }).toEqual({
        processes: [],
        machines: [],
        remains: [],
      });
    },
  );
});
