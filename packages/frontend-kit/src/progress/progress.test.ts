import { parseManifestOutline } from '@bootwright/osbuild-monitor';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { doneFraction, parseProgressFile } from './build-progress.ts';
import { explainBuildLog, ProgressReader } from './progress-reader.ts';

const id = (letter: string): string => letter.repeat(64);

describe('the state file of image-builder', () => {
  test('is read with its levels', () => {
    const text =
      '{"message":"Building image","subprogress":{"message":"Pipeline qcow2","done":1,"total":4},"done":2,"total":5}';
    const progress = parseProgressFile(text);
    expect(progress).toEqual({
      ...{ message: 'Building image', done: 2, total: 5 },
      subprogress: { message: 'Pipeline qcow2', done: 1, total: 4 },
    });
    expect(progress && doneFraction(progress)).toBe(0.45);
  });

  test.each([
    ['nothing', ''],
    ['half of one', '{"done": 1, "to'],
    ['a list', '[]'],
    ['a negative count', '{"done": -1, "total": 2}'],
    ['a fraction', '{"done": 0.5, "total": 2}'],
    ['a text for a number', '{"done": "1", "total": 2}'],
    ['a long text', `{"done": 1, "total": 2, "message": "${'a'.repeat(70_000)}"}`],
    ['deep brackets', '['.repeat(50_000)],
  ])('%s is not a state', (_, text) => {
    expect(parseProgressFile(text)).toBeUndefined();
  });

  test('more levels than there are in a build are left out', () => {
    const deep = Array.from({ length: 50 }).reduce<string>(
      (text) => `{"done":0,"total":1,"subprogress":${text}}`,
      'null',
    );
    expect(JSON.stringify(parseProgressFile(deep)).match(/done/g)?.length).toBe(8);
  });

  test('a total that nobody knows gives no fraction, and none is over 1', () => {
    expect(doneFraction({ done: 3, total: 0 })).toBeUndefined();
    expect(doneFraction({ done: 3, total: 2 })).toBe(1);
  });
});

const outline = parseManifestOutline(
  JSON.stringify({
    version: '2',
    pipelines: [
      { name: 'build', stages: [{ type: 'org.osbuild.container-deploy' }] },
      { name: 'image', stages: [{ type: 'org.osbuild.truncate' }, { type: 'org.osbuild.mkfs.ext4' }] },
    ],
    sources: { 'org.osbuild.containers-storage': {} },
  }),
);

const plainLog = `Pipeline source org.osbuild.containers-storage: ${id('a')}
Build
  root: <host>
Pipeline build: ${id('b')}
org.osbuild.container-deploy: ${id('c')} {}
deployed

⏱  Duration: 4s
Pipeline image: ${id('d')}
org.osbuild.truncate: ${id('e')} {
  "size": "10"
}
`;
const failure = `mkfs: No space left on device

⏱  Duration: 0.5s
manifest - failed
Failed
error: cannot run osbuild: exit status 1
`;

describe('the plain log of a builder', () => {
  test('gives the progress of the whole, of the pipeline, and the stage', () => {
    const reader = new ProgressReader(outline);
    const states = plainLog.split(/(?<=\n)/).map((line) => reader.add(line));
    expect(states.at(-1)).toEqual({
      state: 'running',
      progress: {
        ...{ message: 'Building image', done: 2, total: 3, stage: 'org.osbuild.truncate' },
        subprogress: { message: 'org.osbuild.truncate', done: 0, total: 0 },
      },
    });
    const fractions = states.map(({ progress }) => doneFraction(progress) ?? 0);
    expect(fractions).toEqual(fractions.toSorted((one, other) => one - other));
  });

  test('that fails gives the stage, its place, its cause and the cure', () => {
    const { state, fault } = explainBuildLog(plainLog + failure, outline);
    expect({ state, code: fault?.code, message: fault?.message, at: fault?.at }).toEqual({
      state: 'failed',
      code: 'host/space',
      message: 'the stage org.osbuild.truncate of the pipeline image failed: no space left',
      at: { document: 'manifest', path: ['pipelines', 1, 'stages', 0] },
    });
    expect(fault?.quoted).toContain('mkfs: No space left on device');
  });

  test('that ends well is a success', () => {
    const text = `${plainLog}\n⏱  Duration: 0.5s\nmanifest - finished successfully\nBuild complete!\n`;
    expect(explainBuildLog(text, outline)).toEqual({ state: 'succeeded', progress: { done: 3, total: 3 } });
  });

  test('an error before the build is a failure with what the builder prints', () => {
    const text = 'error: cannot build manifest: could not access container storage, did you forget -v?\n';
    const { state, fault } = explainBuildLog(text);
    expect({ state, code: fault?.code, message: fault?.message }).toEqual({
      state: 'failed',
      code: 'build/failed',
      message: 'cannot build manifest: could not access container storage, did you forget -v?',
    });
  });

  test.each([
    ['succeeded', '\nPipelines\n  tree:     \t1e77\n\nCheckpoints\n'],
    ['failed', 'Failed\n\n'],
    ['failed', '-: has errors:\n\n.pipelines[0]:\n  it is wrong\n'],
    ['failed', "Export a not found in ['b']\n"],
    ['running', plainLog],
    ['running', 'Nothing of a build\n'],
    ['running', ''],
  ])('a build has %s where its log is %j', (state, text) => {
    expect(explainBuildLog(text).state).toBe(state);
  });

  test('an exit status decides where the log does not', () => {
    const ended = (succeeded: boolean) => {
      const reader = new ProgressReader();
      reader.add('something\n');
      return reader.end(succeeded).state;
    };
    expect([ended(true), ended(false)]).toEqual(['succeeded', 'failed']);
  });
});

const record = (value: object): string => `\u001e${JSON.stringify(value)}\n`;
const pipeline = { name: 'image', id: id('b') };
const stage = { name: 'org.osbuild.mkfs.ext4', id: id('d') };

test('the sequence of the JSON monitor gives the same progress', () => {
  const reader = new ProgressReader();
  const overall = (done: number) => ({
    name: 'pipelines/sources',
    total: 3,
    done,
    progress: { name: 'image', total: 2, done: 1 },
  });
  const started = { origin: 'osbuild.monitor', pipeline };
  reader.add(
    record({ message: 'Starting pipeline image', context: { ...started, id: 'p' }, progress: overall(1) }).slice(0, 20),
  );
  reader.add(
    record({ message: 'Starting pipeline image', context: { ...started, id: 'p' }, progress: overall(1) }).slice(20),
  );
  const { progress } = reader.add(
    record({
      message: `Starting module ${stage.name}`,
      context: { origin: 'osbuild.monitor', pipeline: { ...pipeline, stage }, id: 's' },
      progress: overall(1),
    }),
  );
  expect(progress).toEqual({
    ...{ message: 'Building image', done: 1, total: 3, stage: 'org.osbuild.mkfs.ext4' },
    subprogress: { message: 'org.osbuild.mkfs.ext4', done: 0, total: 2 },
  });
});

describe('the result of osbuild that image-builder keeps', () => {
  test.each([0, 2])('with an indentation of %d: a failed stage with its cause', (indentation) => {
    const result = {
      ...{ type: 'error', success: false },
      error: {
        type: 'org.osbuild.error.stage',
        details: { stage: { id: id('d'), type: 'org.osbuild.mkfs.ext4', output: 'a\nCannot allocate memory\n' } },
      },
    };
    const { state, fault } = explainBuildLog(JSON.stringify(result, undefined, indentation));
    expect({ state, code: fault?.code, message: fault?.message }).toEqual({
      state: 'failed',
      code: 'host/memory',
      message: 'the stage org.osbuild.mkfs.ext4 failed: not enough memory',
    });
  });

  test('a rejected manifest has a fault for each error', () => {
    const errors = [
      { message: "'a' was unexpected", path: ['pipelines', 0] },
      { message: "could not find schema information for 'org.osbuild.x'", path: ['pipelines', 1] },
    ];
    const { fault } = explainBuildLog(JSON.stringify({ type: 'result', success: false, errors }));
    expect(fault?.related.map(({ code, at }) => [code, at?.path])).toEqual([
      ['osbuild/schema', ['pipelines', 0]],
      ['osbuild/unknown-stage', ['pipelines', 1]],
    ]);
  });

  test('a success', () => {
    expect(explainBuildLog('{"type": "result", "success": true, "log": {}}')).toEqual({
      state: 'succeeded',
      progress: { done: 0, total: 0 },
    });
  });
});

test('any text gives a state', () => {
  const piece = fc.oneof(fc.string(), fc.constantFrom('\u001e', '{', ...(plainLog + failure).split(/(?<=\n)/)));
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      expect(['succeeded', 'failed', 'running']).toContain(explainBuildLog(pieces.join('')).state);
    }),
  );
});
