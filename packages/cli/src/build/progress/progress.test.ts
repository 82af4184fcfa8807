import { parseProgressFile } from '@bootwright/frontend-kit';
import { advance, type MonitorEvent, notStarted } from '@bootwright/osbuild-monitor';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildEventJsonSchema } from '../../schema/build-event-schema.ts';
import { styleOf } from '../../terminal/colour.ts';
import { buildEvent } from './build-event.ts';
import { duration } from './duration.ts';
import { fileView } from './file-view.ts';
import { LogText } from './log-text.ts';
import { renderProgress } from './render-progress.ts';

const source = { kind: 'source', name: 'org.osbuild.curl' } as const;
const part = { kind: 'pipeline', name: 'image' } as const;
const stage = { type: 'org.osbuild.mkfs.fat', id: '1' };
const overall = { done: 1, total: 3 };

const events: readonly MonitorEvent[] = [
  { kind: 'part-started', part: source, time: 100, overall: { done: 0, total: 3 } },
  { kind: 'source-finished', part: source, success: true, time: 101, overall: { done: 0, total: 3 } },
  { kind: 'part-finished', part: source, time: 101, overall },
  { kind: 'part-started', part, time: 101, overall, inPart: { done: 0, total: 7 } },
  { kind: 'stage-started', part, stage, time: 110, overall, inPart: { done: 0, total: 7 } },
  { kind: 'log', text: 'mkfs.fat 4.2\nformat', origin: 'stages/org.osbuild.mkfs.fat', time: 111, overall },
];
const finished: MonitorEvent = { kind: 'stage-finished', part, stage, success: false, seconds: 12.5, options: {} };
const others: readonly MonitorEvent[] = [
  finished,
  { kind: 'source-finished', part: source, success: false, output: '404' },
  { kind: 'part-finished', part },
  { kind: 'unreadable', text: 'x' },
  { kind: 'too-long', bytes: 7 },
];

const plain = styleOf({ colour: false });
const moment = { said: 'mkfs.fat 4.2', note: '', now: 156 };

describe('a build in a few lines', () => {
  const progress = events.reduce(advance, notStarted);

  test('while a stage runs', () => {
    expect(renderProgress({ ...moment, progress }, 60, plain)).toEqual([
      'source org.osbuild.curl                                1.0 s',
      'pipeline image (0 of 7)                                 55 s',
      '  org.osbuild.mkfs.fat                                  46 s',
      '  | mkfs.fat 4.2',
      '1 of 3 done                                             56 s',
    ]);
  });

  test('when a stage has failed', () => {
    const failed = [finished, { kind: 'part-finished', part, time: 156 } as const].reduce(advance, progress);
    expect(renderProgress({ ...moment, progress: failed, note: 'ending' }, 60, plain)).toEqual([
      'source org.osbuild.curl                                1.0 s',
      'pipeline image (0 of 7) failed                          55 s',
      '1 of 3 done, ending                                     56 s',
    ]);
  });

  test('before anything is known', () => {
    expect(renderProgress({ progress: notStarted, said: '', note: '', now: 0 }, 60, plain)).toEqual([
      'starting osbuild',
    ]);
  });

  test('at any width, no line is wider', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.string(), (columns, said) => {
        const lines = renderProgress({ ...moment, said, progress }, columns, plain);
        expect(lines.filter((line) => line.length > columns)).toEqual([]);
      }),
    );
  });
});

test.each([
  [0.04, '0.0 s'],
  [9.94, '9.9 s'],
  [45.4, '45 s'],
  [125, '2 min 5 s'],
  [3720, '1 h 2 min'],
])('%d seconds are %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

test('the log has what was said between what osbuild did', () => {
  const log = new LogText();
  expect([...events, finished].flatMap((event) => log.event(event))).toEqual([
    'source org.osbuild.curl',
    'pipeline image',
    'stage org.osbuild.mkfs.fat',
    'mkfs.fat 4.2',
    'format',
    'stage org.osbuild.mkfs.fat failed after 13 s',
    '',
  ]);
});

test('every event matches the schema', () => {
  const validate = new Ajv2020().compile(buildEventJsonSchema());
  const told = [...events, ...others].flatMap((event) => buildEvent(event) ?? []);
  expect(told.filter((event) => !validate(event))).toEqual([]);
  expect(told.map(({ event }) => event)).toEqual([
    'source-started',
    'source-finished',
    'pipeline-started',
    'stage-started',
    'log',
    'stage-finished',
    'source-finished',
    'pipeline-finished',
    'log',
    'note',
  ]);
});

test('the state of a build is written as image-builder writes it, whenever it changes', () => {
  const written: string[] = [];
  const view = fileView((text) => written.push(text));
  let progress = notStarted;
  for (const event of [...events, { ...finished, success: true }]) {
    progress = advance(progress, event);
    view.event(event, progress);
  }
  expect(written).toEqual([
    '{"message":"Fetching org.osbuild.curl","done":0,"total":3}',
    '{"message":"","done":1,"total":3}',
    '{"message":"Building image","subprogress":{"message":"","done":0,"total":7},"done":1,"total":3}',
    '{"message":"Building image","subprogress":{"message":"org.osbuild.mkfs.fat","done":0,"total":7},"done":1,"total":3}',
    '{"message":"Building image","subprogress":{"message":"","done":1,"total":7},"done":1,"total":3}',
  ]);
  expect(parseProgressFile(written[3] ?? '')).toEqual({
    ...{ message: 'Building image', done: 1, total: 3 },
    subprogress: { message: 'org.osbuild.mkfs.fat', done: 0, total: 7 },
  });
});
