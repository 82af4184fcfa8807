import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { hostRunner, leaseProcesses, openLease } from '@bootwright/process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findProgram, needs } from '../../../../tools/probes.mjs';
import { type BuildPlace, buildPlace } from '../../testing/build-place.ts';
import { runOsbuild } from './run-osbuild.ts';

const runner = hostRunner(process.env);
const program = findProgram(process.env.BOOTWRIGHT_OSBUILD ?? 'osbuild');
const osbuild = needs(program === undefined ? 'osbuild not installed' : undefined);

let at: BuildPlace;
beforeEach(() => {
  at = buildPlace(program);
});
afterEach(() => at.remove());

const truncate = { type: 'org.osbuild.truncate', options: { filename: 'disk.raw', size: '1048576' } };

async function build(stages: readonly object[], abort?: AbortController, source?: object) {
  const lease = openLease('build', { runner, environment: at.environment });
  const request = at.request(stages);
  const manifest = {
    version: '2',
    pipelines: [{ name: 'image', runner: 'org.osbuild.linux', stages }],
    ...(source === undefined ? {} : { sources: source }),
  };
  const result = await runOsbuild(
    { ...request, manifest: JSON.stringify(manifest) },
    {
      runner,
      lease,
      ...(abort === undefined ? {} : { signal: abort.signal }),
      onEvent: ({ kind }) => {
        if (kind === 'stage-finished') abort?.abort();
      },
    },
  );
  await lease.release();
  return { ...result, processes: leaseProcesses(lease.id) };
}

/** The store keeps what it needs, but no tree that was being built. */
const trees = () =>
  ['tmp', 'stage']
    .flatMap((folder) => readdirSync(join(at.folder, 'store', folder)))
    .concat(readdirSync(join(at.folder, 'store')).filter((name) => name.startsWith('bootwright')));

describe.skipIf(osbuild.missing)(`a real osbuild${osbuild.note}`, () => {
  test('builds, and leaves the store tidy', async () => {
    const { fault, progress } = await build([truncate]);
    expect(fault).toBeUndefined();
    expect(progress.parts.map(({ name, state, stages }) => [name, state, stages.length])).toEqual([
      ['image', 'done', 1],
    ]);
    expect(statSync(join(at.folder, 'out/image/disk.raw')).size).toBe(1048576);
    expect(trees()).toEqual([]);
  });

  test('fails at a stage, whose place is reported', async () => {
    const { fault } = await build([truncate, { type: 'org.osbuild.mkdir', options: { paths: [{ path: '/a/b' }] } }]);
    expect(fault).toMatchObject({ code: 'osbuild/stage', at: { path: ['pipelines', 0, 'stages', 1] } });
    expect(fault?.message).toMatch(/^the stage org\.osbuild\.mkdir of the pipeline image.* failed$/);
    expect(fault?.quoted.join('\n')).toContain('FileNotFoundError');
    expect(trees()).toEqual([]);
  });

  test('rejects a manifest, place by place', async () => {
    const { fault } = await build([{ type: 'org.osbuild.truncate', options: { sise: '1' } }]);
    expect(fault?.all().map(({ code }) => code)).toEqual([
      'osbuild/schema',
      'osbuild/schema',
      'osbuild/schema',
      'osbuild/schema',
    ]);
  });

  test('ends in the middle when it is asked to', async () => {
    const abort = new AbortController();
    const started = Date.now();
    const many = Array.from({ length: 200 }, (_, index) => ({
      type: 'org.osbuild.truncate',
      options: { filename: `disk${index}.raw`, size: '1048576' },
    }));
    const { fault, processes, progress } = await build(many, abort);
    expect(fault?.code).toBe('process/aborted');
    expect(progress.parts[0]?.stages[0]?.state).toBe('done');
    expect(progress.parts[0]?.stages.length).toBeLessThan(200);
    expect(processes).toEqual([]);
    expect(trees()).toEqual([]);
    expect(Date.now() - started).toBeLessThan(60_000);
  });

  test('says where the container is to come from', async () => {
    const id = `sha256:${'0'.repeat(64)}`;
    const { fault } = await build([truncate], undefined, { 'org.osbuild.containers-storage': { items: { [id]: {} } } });
    const hasConfiguration = ['/etc', '/usr/share'].some((folder) => existsSync(`${folder}/containers/storage.conf`));
    expect(fault).toMatchObject({
      code: hasConfiguration ? 'osbuild/image' : 'host/container-storage',
      at: { path: ['sources', 'org.osbuild.containers-storage'] },
    });
    expect(fault?.message).not.toContain('File "');
  });
});
