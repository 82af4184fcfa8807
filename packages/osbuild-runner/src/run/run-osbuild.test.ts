import type { MonitorEvent } from '@bootwright/osbuild-monitor';
import { hostRunner, leaseProcesses, openLease } from '@bootwright/process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loopDevices } from '../../../../tools/probes.mjs';
import { type BuildPlace, buildPlace } from '../../testing/build-place.ts';
import { runOsbuild } from './run-osbuild.ts';

const runner = hostRunner(process.env);
const mounts = loopDevices() === undefined;
let at: BuildPlace;
beforeEach(() => {
  at = buildPlace();
});
afterEach(() => at.remove());

async function build(stages: readonly object[], signal?: AbortSignal, whileRunning = () => {}) {
  const { environment, request } = at;
  const events: MonitorEvent[] = [];
  const lines: string[] = [];
  await using lease = openLease('build', { runner, environment });
  const result = await runOsbuild(request(stages), {
    runner,
    lease,
    onEvent: (event) => events.push(event),
    onLine: (line) => {
      lines.push(line);
      if (line === 'stand-in: mounted') whileRunning();
    },
    ...(signal === undefined ? {} : { signal }),
  });
  return { ...result, kinds: events.map(({ kind }) => kind), lines, lease: lease.id };
}

describe('a run of osbuild', () => {
  test('gives the exports, the events and no fault', async () => {
    const { fault, kinds, progress } = await build([
      { type: 'org.osbuild.truncate', options: { file: 'disk.raw', size: 1048576, said: 'a\nb\n' } },
    ]);
    expect(fault).toBeUndefined();
    expect(kinds).toEqual(['log', 'part-started', 'stage-started', 'log', 'stage-finished', 'part-finished', 'log']);
    expect(progress.overall).toEqual({ done: 1, total: 1 });
    expect(at.remains()).toEqual(['out/image', 'out/image/disk.raw']);
  });

  test.each([
    [
      'the stage that failed, and why',
      [
        { type: 'org.osbuild.mkfs.fat', options: { said: 'mkfs.fat 4.2\n' } },
        { type: 'org.osbuild.copy', options: { fail: 'cp: cannot stat x\n' } },
      ],
      { code: 'osbuild/stage', at: { document: 'manifest', path: ['pipelines', 0, 'stages', 1] } },
      'the stage org.osbuild.copy of the pipeline image failed\ncp: cannot stat x',
    ],
    [
      'what osbuild could not do for a stage',
      [
        {
          type: 'org.osbuild.copy',
          options: { crash: "RuntimeError: mount: unknown filesystem type 'vfat'. (code: 32)" },
        },
      ],
      { code: 'host/filesystem', at: { document: 'manifest', path: ['pipelines', 0, 'stages', 0] } },
      "the stage org.osbuild.copy of the pipeline image failed: the kernel of the host does not support the file system vfat\nRuntimeError: mount: unknown filesystem type 'vfat'. (code: 32)",
    ],
    [
      'a stage that this osbuild does not have',
      [{ type: 'org.osbuild.nosuch' }],
      { code: 'osbuild/schema' },
      'osbuild found one fault in the manifest',
    ],
  ])('says %s', async (_, stages, expected, message) => {
    const { fault } = await build(stages);
    expect(fault).toMatchObject(expected);
    expect([fault?.message, ...(fault?.quoted ?? [])].join('\n')).toBe(message);
    expect(at.remains()).toEqual([]);
  });

  test(`ends when it is asked to, and tidies up${mounts ? '' : ' (this process may not mount)'}`, async () => {
    const abort = new AbortController();
    let before: readonly string[] = [];
    const { fault, lease } = await build(
      [{ type: 'org.osbuild.noop', options: { mounts, milliseconds: 60_000 } }],
      abort.signal,
      () => {
        before = at.remains();
        abort.abort();
      },
    );
    expect(fault?.code).toBe('process/aborted');
    expect(before.some((name) => name.startsWith('loop'))).toBe(mounts);
    expect(leaseProcesses(lease)).toEqual([]);
    expect(at.remains()).toEqual([]);
  });

  test('without such a program, names what to install', async () => {
    await using lease = openLease('build', { runner, environment: at.environment });
    const request = { ...at.request([]), installation: { kind: 'program', program: 'bootwright-no-osbuild' } } as const;
    const { fault } = await runOsbuild(request, { runner, lease });
    expect(fault).toMatchObject({ code: 'process/not-found' });
  });
});
