import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DocumentPath } from '@bootwright/core';
import { encodeJson } from '@bootwright/osbuild';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  hasRecordings,
  recordedManifests,
  recordingLines,
  recordings,
  workspaceRoot,
} from '../../../tools/reference.ts';
import { applyDiff } from './diff/apply-diff.ts';
import { type Change, changesOf } from './diff/change.ts';
import { sideOf } from './diff/change-side.ts';
import { diffManifests } from './diff/diff-manifests.ts';
import { invertDiff } from './diff/invert-diff.ts';

/** Every scalar replaced by a symbol, which no change can make, that tells where it was. */
function marked(value: unknown, path: DocumentPath = []): unknown {
  if (Array.isArray(value)) return value.map((item, index) => marked(item, [...path, index]));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, marked(item, [...path, key])]));
  }
  return Symbol(JSON.stringify(path));
}

function scalars(value: unknown, path: DocumentPath = []): readonly (readonly [DocumentPath, unknown])[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => scalars(item, [...path, index]));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, item]) => scalars(item, [...path, key]));
  }
  return [[path, value]];
}

/** How many changes of values cover the leaf: moves and renames say where it is, not what it is. */
function coverage(changes: readonly Change[], side: 'before' | 'after'): (path: DocumentPath) => number {
  const counts = new Map<string, number>();
  for (const change of changes) {
    if (change.kind === 'moved' || change.kind === 'renamed') continue;
    const place = sideOf(change, side);
    if (place === undefined) continue;
    const key = JSON.stringify(place.path);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return (path) => {
    let count = 0;
    for (let end = 0; end <= path.length; end++) {
      count += counts.get(JSON.stringify(path.slice(0, end))) ?? 0;
    }
    return count;
  };
}

/** Checks the laws with two documents, and returns how many changes there are between them. */
function expectLaws(before: unknown, after: unknown): number {
  const diff = diffManifests(before, after);
  const changes = changesOf(diff);
  // The diff of A and B applied to A gives B, and taken back gives A.
  expect(encodeJson(applyDiff(before, diff))).toBe(encodeJson(after));
  expect(encodeJson(applyDiff(after, invertDiff(diff)))).toBe(encodeJson(before));
  // Swapping the sides swaps the changes.
  const texts = (some: readonly Change[]): readonly string[] => some.map((one) => JSON.stringify(one, sortKeys)).sort();
  expect(texts(changesOf(diffManifests(after, before)))).toEqual(texts(changesOf(invertDiff(diff))));
  // Every leaf is either carried over unchanged and no change's, or one change's.
  const carried = new Set<string>();
  const isCovered = coverage(changes, 'after');
  const wrong: unknown[] = [];
  for (const [path, leaf] of scalars(applyDiff(marked(before), diff))) {
    if (typeof leaf === 'symbol') carried.add(leaf.description ?? '');
    if (isCovered(path) !== (typeof leaf === 'symbol' ? 0 : 1)) wrong.push({ after: path, covered: isCovered(path) });
  }
  const wasCovered = coverage(changes, 'before');
  for (const [path] of scalars(before)) {
    const count = wasCovered(path);
    if (count !== (carried.has(JSON.stringify(path)) ? 0 : 1)) wrong.push({ before: path, covered: count });
  }
  expect(wrong).toEqual([]);
  return changes.length;
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Milliseconds: the full check tries far more, and machines are shared. */
const patience = 600_000;

/** The check of every night takes every pair of random manifests, others one of so many. */
const sparse = Number(process.env.FUZZ_RUNS ?? 0) < 10_000 ? 4 : 1;

const anyJson = fc.jsonValue({ maxDepth: 5 });
const word = fc.constantFrom('a', 'b', 'c', 'name', 'type', 'uuid', '__proto__', '10');
const small = fc.oneof(word, fc.integer({ min: 0, max: 3 }), fc.constant(null), fc.boolean());
const fromFew = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    small,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(word, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

const stage = fc.record(
  {
    type: fc.constantFrom('org.osbuild.mkdir', 'org.osbuild.sfdisk', 'org.osbuild.mkfs.ext4', 'org.osbuild.copy'),
    options: fc.record(
      {
        partitions: fc.array(
          fc.record(
            { size: fc.integer({ min: 1, max: 4 }), type: fc.constantFrom('EF', '83', '82') },
            { requiredKeys: [] },
          ),
          { maxLength: 4 },
        ),
        uuid: fc.uuid(),
        'kernel-args': fc.array(fc.constantFrom('rw', 'quiet', 'console=a', 'console=b'), { maxLength: 4 }),
        append: fc.constantFrom('rw', 'rw quiet', 'quiet a=1 rw'),
        filename: word,
      },
      { requiredKeys: [] },
    ),
    devices: fc.dictionary(word, fc.record({ type: word, options: fromFew }), { maxKeys: 3, noNullPrototype: true }),
    mounts: fc.array(fc.record({ name: word, source: word, target: fc.constantFrom('/', '/boot') }), { maxLength: 3 }),
  },
  { requiredKeys: ['type'] },
);
const manifestLike = fc.record({
  version: fc.constant('2'),
  pipelines: fc.array(fc.record({ name: word, stages: fc.array(stage, { maxLength: 6 }) }), { maxLength: 3 }),
  sources: fc.dictionary(
    word,
    fc.record({ items: fc.dictionary(word, small, { maxKeys: 3, noNullPrototype: true }) }),
    {
      maxKeys: 2,
      noNullPrototype: true,
    },
  ),
});

describe('any two documents', () => {
  test.each([
    ['of any JSON', anyJson, 500],
    ['of few words, so that much is alike', fromFew, 3000],
    ['shaped like manifests', manifestLike, 1500],
  ])(
    '%s obey the laws',
    (_name, documents, numRuns) => {
      fc.assert(
        fc.property(documents, documents, (before, after) => {
          expectLaws(before, after);
          expect(diffManifests(before, structuredClone(before)).groups).toEqual([]);
        }),
        { numRuns: Number(process.env.FUZZ_RUNS ?? numRuns) },
      );
    },
    patience,
  );

  test('a diff does not fit another document', () => {
    const diff = diffManifests({ a: [1, 2] }, { a: [2, 3, 4] });
    for (const other of [{ a: 5 }, { a: [] }]) {
      expect(() => applyDiff(other, diff)).toThrow(
        expect.objectContaining({
          code: 'diff/other-document',
          message: 'the diff was not made from this document: it does not fit',
          at: { document: 'manifest', path: ['a'] },
          hint: 'apply it to the first of the two documents that were compared',
        }),
      );
    }
  });

  test(
    'with lists of a hundred thousand items have a diff before the time of a test is over',
    () => {
      const list = (factor: number): readonly number[] =>
        Array.from({ length: 100_000 }, (_, index) => (index * factor) % 70_001);
      const diff = diffManifests(list(7), list(11));
      expect(applyDiff(list(7), diff)).toEqual(list(11));
    },
    patience,
  );

  test('nested deeper than any stack have a diff', () => {
    const deep = (levels: number, leaf: unknown): unknown => {
      let value = leaf;
      for (let level = 0; level < levels; level++) value = [value];
      return value;
    };
    const changes = changesOf(diffManifests(deep(100_000, 1), deep(100_000, 2)));
    expect(changes.map(({ kind }) => kind)).toEqual(['changed']);
    expect(diffManifests(deep(100_000, 1), deep(100_000, 1)).groups).toEqual([]);
  });
});

/** Those of image-builder where they are at hand, otherwise our goldens. */
function manifestTexts(): readonly string[] {
  if (hasRecordings) return recordedManifests().map(({ text }) => text);
  const goldens = join(workspaceRoot, 'test-data/golden');
  return readdirSync(goldens, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => readFileSync(join(goldens, file), 'utf8'));
}

describe('whole manifests', () => {
  test('have no diff against themselves', () => {
    const all = manifestTexts();
    expect(all.length).toBeGreaterThan(250);
    for (const text of all) expect(diffManifests(JSON.parse(text), JSON.parse(text)).groups).toEqual([]);
  });

  test(
    'obey the laws against the next and against a far one',
    () => {
      const all = manifestTexts().map((text): unknown => JSON.parse(text));
      const counts = all.flatMap((before, index) => [
        expectLaws(before, all[(index + 1) % all.length]),
        expectLaws(before, all[(index * 7 + 101) % all.length]),
      ]);
      expect(counts.filter((count) => count > 0).length).toBeGreaterThan(all.length);
    },
    patience,
  );
});

describe.skipIf(recordings.missing)(`recorded manifests${recordings.note}`, () => {
  interface Line {
    readonly manifest?: unknown;
  }

  test.each([
    ['random.expected.jsonl.gz', 1_500],
    ['random-iso.expected.jsonl.gz', 200],
  ])(
    'of %s obey the laws against the next',
    (file, least) => {
      const all = recordingLines<Line>(file).flatMap(({ manifest }) => manifest ?? []);
      expect(all.length).toBeGreaterThan(least);
      const pairs = all.slice(1).map((after, index) => [all[index], after] as const);
      const counts = pairs
        .filter((_, index) => index % sparse === 0)
        .map(([before, after]) => expectLaws(before, after));
      expect(counts.filter((count) => count > 0).length).toBeGreaterThan((least - 1) / sparse);
    },
    patience,
  );
});
