import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MonitorEvent } from './monitor-event.ts';
import { MonitorParser, parseMonitor } from './monitor-parser.ts';

const record = (value: unknown) => `\u001e${JSON.stringify(value)}\n`;
const pipeline = (stage: object) => ({ name: 'image', id: 'p', stage });

function events(stream: string): readonly MonitorEvent[] {
  const parser = new MonitorParser();
  return [...parser.add(new TextEncoder().encode(stream)), ...parser.end()];
}

const part = { kind: 'pipeline', name: 'image' } as const;

test.each<readonly [string, string, readonly MonitorEvent[]]>([
  [
    'a pipeline that begins',
    record({
      message: 'Starting pipeline image',
      context: { origin: 'osbuild.monitor', pipeline: pipeline({}), id: 'c' },
      progress: {
        name: 'pipelines/sources',
        total: 3,
        done: 1,
        progress: { name: 'pipeline: image', total: 2, done: 0 },
      },
      timestamp: 5.5,
    }),
    [{ kind: 'part-started', part, time: 5.5, overall: { done: 1, total: 3 }, inPart: { done: 0, total: 2 } }],
  ],
  [
    'a source that fails',
    record({
      message: 'Finished module source org.osbuild.curl',
      context: {
        origin: 'osbuild.monitor',
        pipeline: { name: 'source org.osbuild.curl', id: 'x', stage: {} },
        id: 'c',
      },
      result: { name: 'source org.osbuild.curl', success: false, output: 'source finished unsuccessfully: 404' },
    }),
    [
      {
        kind: 'source-finished',
        part: { kind: 'source', name: 'org.osbuild.curl' },
        success: false,
        output: 'source finished unsuccessfully: 404',
      },
    ],
  ],
  [
    'a context that is named by its id',
    record({ message: 'a', context: { origin: 'stages/x', pipeline: pipeline({ name: 'x', id: 's' }), id: 'c' } }) +
      record({ message: 'b', context: { id: 'c' } }) +
      record({ message: 'c', context: { id: 'unknown' } }),
    [
      { kind: 'log', text: 'a', origin: 'stages/x' },
      { kind: 'log', text: 'b', origin: 'stages/x' },
      { kind: 'log', text: 'c' },
    ],
  ],
  [
    'a stage that says what the monitor says',
    record({ message: 'Finished pipeline image', context: { origin: 'stages/x', pipeline: pipeline({}), id: 'c' } }),
    [{ kind: 'log', text: 'Finished pipeline image', origin: 'stages/x' }],
  ],
  ['the end of a log, which has no message', record({ context: { id: 'c' }, timestamp: 1 }), []],
  [
    'bytes that are not a record',
    'Traceback\n\u001e{"cut\n\u001e[]\n',
    [
      { kind: 'unreadable', text: 'Traceback' },
      { kind: 'unreadable', text: '{"cut' },
      { kind: 'unreadable', text: '[]' },
    ],
  ],
])('%s', (_, stream, expected) => {
  expect(events(stream)).toEqual(expected);
});

test('whatever bytes come, they give events', async () => {
  const value = fc.oneof(
    fc.json(),
    fc
      .record({ message: fc.anything(), context: fc.anything(), progress: fc.anything(), result: fc.anything() })
      .map((x) => JSON.stringify(x) ?? ''),
  );
  const pieces = fc.array(
    fc.oneof(
      fc.uint8Array(),
      value.map((text) => new TextEncoder().encode(`\u001e${text}\n`)),
    ),
  );
  await fc.assert(
    fc.asyncProperty(pieces, async (given) => {
      const found: MonitorEvent[] = [];
      for await (const event of parseMonitor(
        (async function* () {
          yield* given;
        })(),
      ))
        found.push(event);
      expect(found.every(({ kind }) => typeof kind === 'string')).toBe(true);
    }),
  );
});
