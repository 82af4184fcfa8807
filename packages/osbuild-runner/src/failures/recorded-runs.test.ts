import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  advance,
  MonitorParser,
  notStarted,
  parseManifestOutline,
  parseOsbuildResult,
  type RunProgress,
} from '@bootwright/osbuild-monitor';
import { describe, expect, test } from 'vitest';
import { recordings, recordingsFolder } from '../../../../tools/reference.ts';
import { runFault } from './run-fault.ts';

/** What a run of a real osbuild printed; an empty stream has no file. */
function recorded(run: string, stream: string): Buffer {
  const file = join(recordingsFolder, 'osbuild-runs', `${run}.${stream}`);
  return existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
}

function progressOf(run: string, pieceSize = 4096): RunProgress {
  const bytes = recorded(run, 'monitor');
  const parser = new MonitorParser();
  let state = notStarted;
  for (let at = 0; at < bytes.length; at += pieceSize) {
    for (const event of parser.add(bytes.subarray(at, at + pieceSize))) state = advance(state, event);
  }
  for (const event of parser.end()) state = advance(state, event);
  return state;
}

function faultOf(run: string, manifest: string) {
  const output = (stream: string) => ({ bytes: recorded(run, stream), dropped: 0 });
  return runFault(
    {
      command: {
        kind: 'exited',
        command: ['osbuild'],
        code: Number(recorded(run, 'exit').toString()),
        stdout: output('stdout'),
        stderr: output('stderr'),
      },
      result: parseOsbuildResult(recorded(run, 'stdout').toString()),
      progress: progressOf(run),
      stderr: recorded(run, 'stderr').toString(),
    },
    parseManifestOutline(recorded(manifest, 'manifest.json').toString()),
  );
}

const summary = ({ parts, overall, unreadable }: RunProgress) => ({
  parts: parts.map(({ name, state, stages, total }) => ({
    name,
    state,
    total,
    stages: stages.map(({ type, state, seconds }) => [type, state, Math.round((seconds ?? -1) * 100) / 100]),
  })),
  overall,
  unreadable,
});

describe.skipIf(recordings.missing)(`runs of a real osbuild${recordings.note}`, () => {
  test('that succeed: what was built, and how long it took', () => {
    const times = [
      ['ok', 0.89],
      ['ok-again', 0.57],
    ] as const;
    for (const [run, seconds] of times) {
      expect(summary(progressOf(run))).toEqual({
        parts: [{ name: 'image', state: 'done', total: 1, stages: [['org.osbuild.truncate', 'done', seconds]] }],
        overall: { done: 1, total: 1 },
        unreadable: 0,
      });
      expect(faultOf(run, 'ok')).toBeUndefined();
    }
  });

  test('the pieces in which the output comes do not matter', () => {
    const runs = ['ok', 'ok-again', 'fail', 'fail-json'];
    expect(runs.map((run) => progressOf(run, 7))).toEqual(runs.map((run) => progressOf(run)));
  });

  test('fail, fail-json: the stage, the end of its log, and its place', () => {
    for (const run of ['fail', 'fail-json']) {
      const { parts } = progressOf(run);
      expect(
        parts.map(({ name, state, total }) => ({ name, state, total })),
        run,
      ).toEqual([{ name: 'tree', state: 'failed', total: 2 }]);
      const fault = faultOf(run, 'fail');
      expect({ ...fault, message: fault?.message }, run).toMatchObject({
        code: 'osbuild/stage',
        message: 'the stage org.osbuild.mkdir of the pipeline tree failed',
        quoted: ["FileNotFoundError: [Errno 2] No such file or directory: '/run/osbuild/tree/a/b/c'"],
        at: { document: 'manifest', path: ['pipelines', 0, 'stages', 0] },
      });
    }
  });

  test('bad, bad-json: every place where the manifest breaks its schemas', () => {
    for (const run of ['bad', 'bad-json']) {
      const fault = faultOf(run, 'bad');
      expect(fault?.all().map(({ code, message, at }) => [code, message, at?.path])).toEqual([
        ['osbuild/schema', 'osbuild found 3 faults in the manifest', undefined],
        [
          'osbuild/schema',
          "osbuild rejects it: 'size' is a required property",
          ['pipelines', 0, 'stages', 0, 'options'],
        ],
        [
          'osbuild/schema',
          "osbuild rejects it: Additional properties are not allowed ('sise' was unexpected)",
          ['pipelines', 0, 'stages', 0, 'options'],
        ],
        ['osbuild/unknown-stage', 'osbuild does not know org.osbuild.nosuch', ['pipelines', 0, 'stages', 1]],
      ]);
    }
  });

  test('no-export: the export and what there is', () => {
    expect(faultOf('no-export', 'ok')).toMatchObject({
      code: 'osbuild/export',
      message: 'the manifest has no pipeline "nosuch" to export',
      hint: 'use one of tree, image',
    });
  });

  test('broken: what is not JSON never reaches osbuild, and its own words are reported', () => {
    expect(() => faultOf('broken', 'broken')).toThrow('the manifest cannot be built: it is not a JSON object');
    expect(faultOf('broken', 'ok')).toMatchObject({
      code: 'osbuild/failed',
      message: 'osbuild failed',
      quoted: ['json.decoder.JSONDecodeError: Expecting value: line 2 column 1 (char 29)'],
    });
  });

  test('build-unsealed: the log of the installation that bootc refused names its cure', () => {
    const log = recorded('build-unsealed', 'log').toString();
    const said = log.slice(log.lastIndexOf('Installing image:'), log.lastIndexOf('⏱'));
    const stage = { type: 'org.osbuild.bootc.install-to-filesystem', id: 's' };
    const part = { kind: 'pipeline', name: 'image' } as const;
    const progress = [
      { kind: 'part-started', part } as const,
      { kind: 'stage-started', part, stage } as const,
      { kind: 'log', text: said } as const,
      { kind: 'stage-finished', part, stage, success: false, seconds: 260.49, options: {} } as const,
    ].reduce(advance, notStarted);
    const nothing = { bytes: new Uint8Array(), dropped: 0 };
    const command = { kind: 'exited', command: ['osbuild'], code: 1, stdout: nothing, stderr: nothing } as const;
    const fault = runFault(
      { command, progress, stderr: '', result: { kind: 'none' } },
      { pipelines: [], sources: [], localImages: [] },
    );
    expect(fault?.code).toBe('osbuild/bootupd');
    expect(fault?.message).toBe(
      'the stage org.osbuild.bootc.install-to-filesystem of the pipeline image, after 260 s, failed: the container configures systemd-boot, which bootc installs only on composefs, and has no bootupd',
    );
    expect(fault?.quoted.join('\n')).toContain(
      'error: Installing to filesystem: bootupd is required for ostree-based installs',
    );
    expect(fault?.quoted.join('\n')).not.toContain('File "/run/osbuild/bin');
  });
});
