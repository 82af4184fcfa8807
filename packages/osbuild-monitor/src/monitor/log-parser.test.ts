import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LogParser } from './log-parser.ts';
import type { MonitorEvent } from './monitor-event.ts';
import { advance, notStarted, type RunProgress } from './run-progress.ts';

const id = (letter: string): string => letter.repeat(64);

/** A log as osbuild prints it, in the order of its parts. */
const log = `starting -Pipeline source org.osbuild.skopeo: ${id('a')}
Pipeline source org.osbuild.skopeo: ${id('a')}
Build
  root: <host>
Pipeline image: ${id('b')}
Build
  root: <host>
  runner: org.osbuild.linux (org.osbuild.linux)
org.osbuild.truncate: ${id('c')} {
  "filename": "disk.raw",
  "size": "10"
}

⏱  Duration: 3s
org.osbuild.mkfs.ext4: ${id('d')} {
  "uuid": "x"
}
device/device (org.osbuild.loopback): loop0 acquired (locked: True)
mke2fs: No space left on device

⏱  Duration: 1.5s
manifest - failed
Failed
`;

function eventsOf(pieces: readonly string[]): readonly MonitorEvent[] {
  const parser = new LogParser();
  return [...pieces.flatMap((piece) => parser.add(piece)), ...parser.end()];
}

const progressOf = (text: string): RunProgress => eventsOf([text]).reduce(advance, notStarted);

const kinds = (text: string) => eventsOf([text]).map(({ kind }) => kind);

test('a log has the events of the parts and stages', () => {
  expect(kinds(log).filter((kind) => kind !== 'log')).toEqual([
    ...['part-started', 'part-finished', 'part-started', 'stage-started', 'stage-finished'],
    ...['stage-started', 'stage-finished'],
  ]);
  const { parts } = progressOf(log);
  expect(
    parts.map(({ kind, name, state, stages }) => [
      kind,
      name,
      state,
      stages.map((stage) => [stage.type, stage.state, stage.seconds]),
    ]),
  ).toEqual([
    ['source', 'org.osbuild.skopeo', 'done', []],
    [
      'pipeline',
      'image',
      'failed',
      [
        ['org.osbuild.truncate', 'done', 3],
        ['org.osbuild.mkfs.ext4', 'failed', 1.5],
      ],
    ],
  ]);
});

test('the log of the failed stage is kept without its options', () => {
  expect(progressOf(log).log).toBe(
    'device/device (org.osbuild.loopback): loop0 acquired (locked: True)\nmke2fs: No space left on device\n\n',
  );
});

test('colours and carriage returns of a terminal change nothing', () => {
  const coloured = log.replaceAll(/^(org\.osbuild\.[\w.]+)/gm, '\u001b[1m$1\u001b[0m').replaceAll('\n', '\r\n');
  expect(progressOf(coloured).parts).toEqual(progressOf(log).parts);
});

describe('a build that ends well', () => {
  const done = log
    .slice(0, log.indexOf('org.osbuild.mkfs'))
    .concat('manifest - finished successfully\nBuild complete!\n');

  test('has no failed part', () => {
    expect(progressOf(done).parts.map(({ state }) => state)).toEqual(['done', 'done']);
  });

  test('the word Failed in the output of a stage does not end it', () => {
    const text = done.replace('\n\n⏱', '\nFailed\nall is well\n\n⏱');
    expect(progressOf(text).parts.map(({ state }) => state)).toEqual(['done', 'done']);
  });
});

test('pieces of any size give the same progress', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(log.length)), (cuts) => {
      const places = [0, ...cuts.toSorted((one, other) => one - other), log.length];
      const pieces = places.slice(1).map((end, index) => log.slice(places[index], end));
      expect(eventsOf(pieces).reduce(advance, notStarted)).toEqual(progressOf(log));
    }),
  );
});

test('any text gives events', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom(...log.split('\n')))), (lines) => {
      expect(Array.isArray(eventsOf(lines.map((line) => `${line}\n`)))).toBe(true);
    }),
  );
});

test('many lines of one piece are one event', () => {
  expect(kinds(`Pipeline a: ${id('a')}\n${'a line\n'.repeat(100_000)}`)).toEqual(['part-started', 'log']);
});
